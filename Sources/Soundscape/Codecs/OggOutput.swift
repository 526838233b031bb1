/// Where a coder writes an Ogg file: the pages go to the file as they come, all with the same number for their stream.
///
/// libsndfile draws that number from the time of day, so that the same sound would never give the same bytes. A file has
/// one stream, so any number will do.
///
/// *Source:* RFC 3533, section 6.
@safe final class OggOutput {
  /// The number of the stream.
  private static let serial: [UInt8] = [1, 0, 0, 0]
  private static let serialField = 14..<18
  private static let checksumField = 22..<26
  /// A page's header, up to its table of segments, which has at most 255 entries.
  private static let headerLength = 27

  /// The bytes that the coder has written.
  private(set) var byteCount = 0
  /// What the system said to a write that failed.
  private(set) var failure: SystemFailure?
  private var file: OpenFile?
  /// The beginning of a page whose rest is still to come.
  private var pending: [UInt8] = []

  init(_ file: consuming OpenFile) { self.file = consume file }

  /// Takes the next bytes of the coder.
  ///
  /// *Returns:* whether they are written, or kept until their page is whole.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard failure == nil else { return false }
    unsafe pending.append(contentsOf: bytes)
    byteCount += bytes.count
    while let length = pageLength {
      var page = Array(pending[..<length])
      pending.removeFirst(length)
      page.replaceSubrange(Self.serialField, with: Self.serial)
      let checksum = OggPages.checksum(page[...])
      page.replaceSubrange(Self.checksumField, with: (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) })
      write(page)
    }
    return failure == nil
  }

  /// Ends the file, after the coder has written its last page.
  func close() throws(SystemFailure) {
    write(pending)
    pending = []
    guard let open = file.take() else { return }
    if let failure { throw failure }
    try open.close()
  }

  /// The length of the page that begins what is pending; nil while it is not whole.
  private var pageLength: Int? {
    guard pending.count >= Self.headerLength else { return nil }
    let segments = Int(pending[Self.headerLength - 1])
    guard pending.count >= Self.headerLength + segments else { return nil }
    let body = pending[Self.headerLength..<(Self.headerLength + segments)].reduce(0) { $0 + Int($1) }
    let length = Self.headerLength + segments + body
    return pending.count >= length ? length : nil
  }

  private func write(_ bytes: [UInt8]) {
    guard failure == nil, !bytes.isEmpty, let open = file.take() else { return }
    do throws(SystemFailure) { try open.write(bytes) } catch { failure = error }
    file = consume open
  }
}
