// Stretches the embedded soundbank with every engine, for Benchmarks/stretch_quality.py to judge.
//
//   make quality
//
// Sounds are written to a folder as raw 32-bit floats of one channel. Each line of the output is one of them as JSON.

import Foundation
import Soundscape

@main
struct StretchQuality {
  /// Semitones and time ratios, within what data sets use.
  static let changes: [(shift: Semitones, ratio: Double)] = [
    (0, 0.8), (0, 1.25), (2, 1), (-2, 1), (1.5, 1.1), (-1.5, 0.9),
  ]
  static let musicLength: Seconds = 4
  static let tones = [55.0, 82, 110, 220, 440, 1_000, 3_000]

  struct Sound {
    var kind: String
    var label: String
    var rate: Hertz
    var samples: [Float]
  }

  struct Line: Encodable {
    var file: String
    var source: String
    var kind: String
    var label: String
    var rate: Hertz
    var engine: String
    var shift: Semitones
    var ratio: Double
    /// The processor's time for 5 s of sound, which other programs on the machine do not lengthen.
    var milliseconds: Double
    var loudness: Double
    var sourceLoudness: Double
  }

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: StretchQuality FOLDER\n".utf8))
      exit(2)
    }
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, sound) in try (bank(kind: "music") + bank(kind: "events") + sines()).enumerated() {
      let source = AudioBuffer(channels: [sound.samples])
      let sourceFile = try write(source, "\(number).f32", in: folder)
      let sourceLoudness = try loudness(source, sound.rate)
      for (shift, ratio) in changes {
        let length = Int((Double(source.frameCount) * ratio).rounded())
        for engine in StretchEngine.allCases {
          let start = clock()
          let out = try Stretcher.stretch(
            source, at: sound.rate, timeRatio: ratio, pitchShift: shift, engine: engine, to: length
          ).audio
          let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
          let line = Line(
            file: try write(out, "\(number) \(shift) \(ratio) \(engine.rawValue).f32", in: folder),
            source: sourceFile, kind: sound.kind, label: sound.label, rate: sound.rate, engine: engine.rawValue,
            shift: shift, ratio: ratio,
            milliseconds: 1_000 * seconds * 5 * Double(sound.rate) / Double(source.frameCount),
            loudness: try loudness(out, sound.rate), sourceLoudness: sourceLoudness)
          print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
        }
      }
    }
  }

  /// The embedded soundbank's sounds: of music `musicLength` from a quarter on, events whole.
  static func bank(kind: String) throws -> [Sound] {
    let bank = try Soundbank.scan(.init(foreground: "soundbank/\(kind)/foreground")).soundbank
    return try bank.foreground.labels.flatMap { label in
      try label.sounds.map { file in
        let rate = file.info.sampleRate
        let most = kind == "music" ? Int(musicLength * Double(rate)) : file.info.frameCount
        let count = min(most, file.info.frameCount)
        var reader = try AudioFileReader(path: file.path)
        let audio = try reader.read(from: min(file.info.frameCount / 4, file.info.frameCount - count), count: count)
        return Sound(kind: kind, label: label.name, rate: rate, samples: audio.converted(toChannelCount: 1).channels[0])
      }
    }
  }

  static func sines() -> [Sound] {
    tones.map { tone in
      let step = 2 * Double.pi * tone / 44_100
      return Sound(
        kind: "tone", label: "\(tone)", rate: 44_100, samples: (0..<88_200).map { Float(0.5 * sin(step * Double($0))) })
    }
  }

  /// In LUFS; −70, the meter's gate, where there is none.
  static func loudness(_ audio: AudioBuffer, _ rate: Hertz) throws -> Double {
    max(-70, try LoudnessMeter.integratedLoudness(of: audio, at: rate))
  }

  static func write(_ audio: AudioBuffer, _ name: String, in folder: URL) throws -> String {
    let url = folder.appendingPathComponent(name)
    try audio.channels[0].withUnsafeBytes { try Data($0).write(to: url) }
    return url.path
  }
}
