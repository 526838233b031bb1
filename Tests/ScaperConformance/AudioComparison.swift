import Foundation
import Soundscape

/// How near a rendered mixture comes to what Scaper rendered.
public struct AudioComparison: Sendable {
  /// The largest difference of a stem's level, and of the mixture's where nothing is moved, in dB.
  public var peak = 0.0
  public var rms = 0.0
  public var loudness = 0.0
  /// Signal-to-difference of the mixture in dB, after the best common gain; nil where Scaper's audio is not at hand.
  public var signalToDifference: Double?
  /// Whether pitch or time of an event changes: then the samples are another library's.
  public var isMoved = false
  /// Whether every source already has the mixture's rate.
  public var isAtSourceRate = true
  /// What must be equal and is not.
  public var differences: [String] = []
}

extension ConformanceCase {
  /// Gains that are tried between our mixture and Scaper's, in dB.
  private static let mostGain = 0.1

  /// Renders a drawn scene and compares it with a row of expected.jsonl and the FLAC beside it.
  func compareAudio(_ scene: Scene, with theirs: JSONTree, index: Int, _ folder: String) throws -> AudioComparison {
    var comparison = AudioComparison()
    comparison.isMoved = scene.events.contains { ($0.timeStretch ?? 1) != 1 || ($0.pitchShift ?? 0) != 0 }
    comparison.isAtSourceRate = scene.events.allSatisfy { $0.source.info.sampleRate == scene.sampleRate }
    var renderer = Renderer()
    let mixture = try renderer.render(scene)
    let rate = scene.sampleRate
    let frameCount = scene.frameCount
    let row = theirs["mixture"]
    if !row.isNull, !comparison.isMoved {
      compare(mixture.mix, row, rate, "mixture", isPeakTold: !comparison.isMoved, &comparison)
    }
    let rows = theirs["stems"].elements ?? []
    if rows.count != mixture.stems.count { comparison.differences.append("\(mixture.stems.count) stems") }
    for (i, (stem, row)) in zip(mixture.stems, rows).enumerated() {
      var whole = AudioBuffer(channelCount: scene.channelCount, frameCount: frameCount)
      whole.add(stem.audio, at: stem.position)
      compare(whole, row, rate, "stem \(i)", isPeakTold: !comparison.isMoved, &comparison)
    }
    for (name, mine) in [
      ("scale_factor", mixture.report.scaleFactor), ("ref_db_change", mixture.report.referenceLoudnessChange),
    ] {
      let other = theirs[name].double ?? 0
      // Of moved events the peaks are another library's.
      if !comparison.isMoved, abs(mine - other) > 1e-3 * max(1, abs(other)) {
        comparison.differences.append("\(name): \(mine) (Scaper: \(other))")
      }
    }
    let ours = mixture.report.warnings.map(\.message)
    let all = (theirs["warnings"].elements ?? []).compactMap(\.string)
    let others = all.filter { text in Self.renderingWarnings.contains { text.hasPrefix($0) } }
    if ours.map(Self.withoutNumbers) != others.map(Self.withoutNumbers) {
      comparison.differences.append("warnings: \(ours) (Scaper: \(others))")
    }
    let flac = "\(folder)/audio/\(name).\(index).flac"
    if FileManager.default.fileExists(atPath: flac) {
      var reader = try AudioFileReader(path: flac)
      let reference = try reader.read(from: 0, count: try AudioFileReader(path: flac).info.frameCount)
      // A FLAC holds nothing above full scale.
      let audible = AudioBuffer(channels: mixture.mix.channels.map { $0.map { min(max($0, -1), 1) } })
      comparison.signalToDifference = signalToDifference(reference, audible)
    }
    return comparison
  }

  private static func withoutNumbers(_ text: String) -> String { text.replacing(#/-?\d+(\.\d+)?(e-?\d+)?/#, with: "#") }

  private func compare(
    _ audio: AudioBuffer, _ row: JSONTree, _ rate: Hertz, _ place: String, isPeakTold: Bool,
    _ comparison: inout AudioComparison
  ) {
    func number(_ key: String) -> Double { row[key].double ?? .nan }
    if Double(audio.frameCount) != number("samples") || Double(audio.channelCount) != number("channels") {
      comparison.differences.append(
        "\(place): \(audio.frameCount) × \(audio.channelCount) (Scaper: \(number("samples")) × \(number("channels")))")
    }
    var energy = 0.0
    for plane in audio.channels { for sample in plane { energy += Double(sample) * Double(sample) } }
    let rms = (energy / Double(audio.frameCount * audio.channelCount)).squareRoot()
    if isPeakTold { comparison.peak = max(comparison.peak, abs(decibels(of: Double(audio.peak) / number("peak")))) }
    comparison.rms = max(comparison.rms, abs(decibels(of: rms / number("rms"))))
    comparison.loudness = max(comparison.loudness, abs(ScaperLoudness.integrated(of: audio, at: rate) - number("lufs")))
  }

  private func signalToDifference(_ reference: AudioBuffer, _ audio: AudioBuffer) -> Double {
    guard reference.channelCount == audio.channelCount, reference.frameCount == audio.frameCount else {
      return -.infinity
    }
    var (cross, own, wanted) = (0.0, 0.0, 0.0)
    for (a, b) in zip(reference.channels, audio.channels) {
      for i in a.indices {
        cross += Double(a[i]) * Double(b[i])
        own += Double(b[i]) * Double(b[i])
        wanted += Double(a[i]) * Double(a[i])
      }
    }
    let most = amplitude(of: Self.mostGain)
    let gain = min(max(cross / own, 1 / most), most)
    let difference = wanted - 2 * gain * cross + gain * gain * own
    return 10 * log10(wanted / max(difference, .leastNonzeroMagnitude))
  }
}
