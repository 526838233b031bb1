import TestSupport

@testable import Soundscape

/// A soundbank of real files in a folder of its own, which goes with it.
struct TestBank {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  var foreground: String { folder.path("foreground") }
  var background: String { folder.path("background") }

  /// Writes a sound as `<role>/<label>/<name>`, 32-bit float, so that it is read back bit for bit.
  @discardableResult func add(
    _ audio: AudioBuffer, _ label: String, _ name: String = "a.wav", role: Role = .foreground, rate: Hertz = 44_100,
    format: FileFormat = .wav, subtype: SampleFormat = .float
  ) throws -> Sound {
    let path = try place(label, name, role: role)
    var writer = try AudioFileWriter(
      path: path, format: format, subtype: subtype, sampleRate: rate, channelCount: audio.channelCount)
    try writer.write(audio)
    try writer.close()
    return Sound(name: name, path: path, info: try AudioFileReader.info(of: path))
  }

  /// Writes bytes that may or may not be a sound.
  @discardableResult func add(
    bytes: [UInt8], _ label: String, _ name: String, role: Role = .foreground
  ) throws -> String {
    let path = try place(label, name, role: role)
    try FileSystem.write(bytes, to: path)
    return path
  }

  private func place(_ label: String, _ name: String, role: Role) throws -> String {
    let parent = "\(role == .foreground ? foreground : background)/\(label)"
    try FileSystem.makeDirectories(parent)
    return "\(parent)/\(name)"
  }

  func scan(withBackground: Bool = false) throws -> (soundbank: Soundbank, warnings: [Warning]) {
    try Soundbank.scan(.init(foreground: foreground, background: withBackground ? background : nil))
  }
}
