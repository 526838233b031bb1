/// The blocks of a file in a format that this library does not read, decoded by the program `ffmpeg`.
///
/// The program writes 32-bit floats into a pipe, so that neither a temporary file nor much memory is needed, and nothing
/// that was decoded is rounded. It opens plain files only, whatever a playlist says.
final class FFmpegBlocks: SoundBlocks {
  let sampleRate: Hertz
  let channelCount: Int
  private let path: String
  private let program: String
  private var process: ChildProcess
  private var block: [UInt8]
  private var isFinished = false

  /// The header of AU: its mark, where the sound begins, its size, its coding, rate, channels.
  private static let headerSize = 24

  /// - Parameters:
  ///   - stream: which of the file's streams of sound, from 0.
  ///   - program: its name or path.
  init(path: String, stream: Int, program: String) throws(SoundscapeError) {
    (self.path, self.program) = (path, program)
    var process = try Self.start(program, path: path, stream: stream)
    let header: [UInt8]
    do throws(SystemFailure) {
      let start = try Self.read(&process, Self.headerSize)
      let offset = start.count == Self.headerSize ? Self.number(start, at: 4) : 0
      // What is between the header and the sound is a text.
      if offset > Self.headerSize { _ = try Self.read(&process, min(offset, 1 << 20) - Self.headerSize) }
      header = start
    } catch { throw .source(path: path, problem: "\(program) cannot be read from: \(error.words)") }
    guard header.count == Self.headerSize, Self.number(header, at: 12) == 6,
      case let rate = Self.number(header, at: 16), AudioFileInfo.sampleRates.contains(rate),
      case let channels = Self.number(header, at: 20), (1...1_024).contains(channels)
    else { throw Self.failure(&process, path: path, program) }
    (sampleRate, channelCount) = (rate, channels)
    block = [UInt8](repeating: 0, count: FileBlocks.blockLength * channels * 4)
    self.process = process
  }

  func next() throws(SoundscapeError) -> AudioBuffer? {
    if isFinished { return nil }
    let count: Int
    do throws(SystemFailure) { count = try process.output.fillInOrder(&block) } catch {
      throw .source(path: path, problem: "\(program) cannot be read from: \(error.words)")
    }
    let frameCount = count / (4 * channelCount)
    if count < block.count {
      isFinished = true
      try finish()
    }
    guard frameCount > 0 else { return nil }
    let audio = AudioBuffer(channels: (0..<channelCount).map { plane($0, frameCount) })
    guard audio.peak.isFinite else { throw .source(path: path, problem: "contains NaN or infinite samples") }
    return audio
  }

  private func plane(_ channel: Int, _ frameCount: Int) -> [Float] {
    let (block, step) = (block, 4 * channelCount)
    return (0..<frameCount).map { frame in
      let i = frame * step + channel * 4
      let bits = UInt32(block[i]) << 24 | UInt32(block[i + 1]) << 16 | UInt32(block[i + 2]) << 8 | UInt32(block[i + 3])
      return Float(bitPattern: bits)
    }
  }

  private func finish() throws(SoundscapeError) {
    let (status, errors) = try Self.end(&process, path: path)
    guard status == 0, errors.isEmpty else { throw Self.failure(errors, status, path: path, program) }
  }
}

// MARK: The program

extension FFmpegBlocks {
  private static func start(
    _ program: String, path: String, stream: Int
  ) throws(SoundscapeError) -> ChildProcess {
    let arguments =
      ["-nostdin", "-hide_banner", "-v", "error", "-xerror", "-protocol_whitelist", "file"]
      // A name with `file:` before it is a name, whatever it begins with and whatever colons it has.
      + ["-i", "file:\(path)", "-map", "0:a:\(stream)", "-map_metadata", "-1", "-fflags", "+bitexact"]
      + ["-c:a", "pcm_f32be", "-f", "au", "pipe:1"]
    do throws(SystemFailure) { return try ChildProcess(program, arguments) } catch {
      guard error.isMissing else { throw .source(path: path, problem: "\(program) cannot be started: \(error.words)") }
      throw .source(
        path: path, problem: "needs ffmpeg to be decoded, but the program \(program) was not found",
        advice: .installFFmpeg)
    }
  }

  private static func failure(_ process: inout ChildProcess, path: String, _ program: String) -> SoundscapeError {
    do throws(SoundscapeError) {
      let (status, errors) = try end(&process, path: path)
      return failure(errors, status, path: path, program)
    } catch { return error }
  }

  /// The first line of what ffmpeg says, without the address of what says it.
  private static func failure(
    _ errors: String, _ status: Int, path: String, _ program: String
  ) -> SoundscapeError {
    let lines = errors.parts(between: "\n").filter { !$0.isEmpty }
    var line = lines.first.map(String.init) ?? "exit status \(status)"
    if line.begins(with: "["), let rest = line.halves(at: "]")?.after { line = String(rest.drop { $0 == " " }) }
    return .source(path: path, problem: "cannot be decoded by ffmpeg: \(line)")
  }

  private static func end(
    _ process: inout ChildProcess, path: String
  ) throws(SoundscapeError) -> (status: Int, errors: String) {
    do throws(SystemFailure) { return try process.finish() } catch { throw .source(path, error) }
  }

  private static func read(_ process: inout ChildProcess, _ count: Int) throws(SystemFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try process.output.fillInOrder(&bytes)
    return Array(bytes[..<got])
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
