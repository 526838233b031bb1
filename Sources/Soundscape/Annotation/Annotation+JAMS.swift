extension Annotation {
  /// Reads a JAMS file: one of this program, or of Scaper.
  ///
  /// *Throws:* `.annotation` for a file that is missing, too large, not JAMS, without an annotation of the namespace
  /// `scaper`, of a newer format, or with a value that cannot be.
  public init(jams path: String) throws(SoundscapeError) { self = try JAMSDecoder.annotation(ofFile: path) }

  /// Reads the content of a JAMS file.
  ///
  /// - Parameter path: what errors call it, and what the paths in it are relative to.
  public init(jams bytes: [UInt8], path: String = "") throws(SoundscapeError) {
    self = try JAMSDecoder.annotation(of: bytes, path: path)
  }

  /// Bytes of the largest JAMS file that is read or written.
  package static var mostBytes: Int { JAMSDecoder.mostBytes }

  /// The content of a JAMS file: UTF-8 text that ends with a line feed.
  public var jams: [UInt8] { JAMSEncoder.bytes(of: self) }
}
