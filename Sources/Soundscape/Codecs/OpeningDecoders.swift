/// Bytes that are read at once for a header: most have less.
let headerSize = 4_096

/// Opens a file with the library that decodes its format.
///
/// *Throws:* `.notAudio` for an empty file and one that is not sound, `.source` for one that is not a plain file, may not be
/// read, or is cut off.
func openDecoder(_ path: String) throws(SoundscapeError) -> (any FrameDecoder, FileStamp) {
  let size = try plainSize(of: path)
  let opening: Opening
  do throws(SystemFailure) { opening = try Opening(path, size: size) } catch {
    throw .source(path: path, problem: error.words)
  }
  let stamp = opening.stamp
  SystemFailure.forget()
  do throws(SoundscapeError) {
    return (try opening.decoder(), stamp)
  } catch {
    guard case .notAudio(_, let problem) = error, problem == notASoundFile else { throw error }
    let failure = SystemFailure.last
    if failure.concernsReading { throw .source(path: path, problem: failure.words) }
    throw .notAudio(path: path, problem: refusal(of: path, size: size))
  }
}

/// A file whose format is known, before its decoder is made.
private struct Opening: ~Copyable {
  let path: String
  let size: Int
  let stamp: FileStamp
  private let file: OpenFile
  private let stream: MPEGStream?
  private let repair: HeaderRepair.Outcome
  /// Whether libsndfile would take it for MPEG audio, which is decoded here, and was found not to be that.
  private let isBrokenMPEG: Bool

  init(_ path: String, size: Int) throws(SystemFailure) {
    // By its descriptor: given a path, libsndfile would look for files of similar names beside it.
    let file = try OpenFile(path, for: .plain)
    let stamp = try FileStamp(of: file)
    let window = try FileWindow(path: path, size: size, mostAhead: headerSize)
    let stream = try SoundSignature.mpegStream(window)
    let repair: HeaderRepair.Outcome = try stream != nil ? .none : HeaderRepair.outcome(for: window)
    isBrokenMPEG = try SoundSignature.beginsLikeMPEG(window) && stream == nil
    (self.path, self.size, self.stamp, self.stream, self.repair) = (path, size, stamp, stream, repair)
    self.file = file
  }

  consuming func decoder() throws(SoundscapeError) -> any FrameDecoder {
    let (path, size, stream, repair) = (path, size, stream, repair)
    if let stream { return try MPEGDecoder(path: path, part: 0..<size, stream: stream, file: takeFile()) }
    switch repair {
    case .none:
      if isBrokenMPEG { throw .notAudio(path: path, problem: notASoundFile) }
      return try SndfileDecoder(path: path, size: size, input: SplicedInput(takeFile(), size: size, splice: nil))
    case .splice(let splice):
      return try SndfileDecoder(path: path, size: size, input: SplicedInput(takeFile(), size: size, splice: splice))
    case .mpeg(let part): return try MPEGDecoder(path: path, part: part, file: takeFile())
    case .cutOff(let truncation): throw .source(path: path, problem: truncation.words)
    case .unknownRest(let problem): throw .source(path: path, problem: problem)
    }
  }

  private consuming func takeFile() -> OpenFile { file }
}

private func plainSize(of path: String) throws(SoundscapeError) -> Int {
  switch FileSystem.kind(of: path) {
  case nil: throw .source(path: path, problem: "no such file")
  case .folder?: throw .source(path: path, problem: "is a folder, not a file")
  case .other?: throw .source(path: path, problem: "is not a plain file")
  case .file(let size)?:
    if size == 0 { throw .notAudio(path: path, problem: "empty file") }
    return size
  }
}

/// What is said of a file that no library takes for a sound.
private func refusal(of path: String, size: Int) -> String {
  do throws(SystemFailure) {
    return try SoundSignature.refusal(of: path, FileWindow(path: path, size: size, mostAhead: headerSize))
  } catch { return error.words }
}
