// Stretches sounds with every engine that the library knows, for Benchmarks/stretch_quality.py to judge.
//
//   StretchQuality JOBS FOLDER [ENGINE ...]
//   StretchQuality --engines
//
// The second lists the names of the engines. Each line of the file JOBS is one stretch as JSON (`Job`); its sounds go to
// FOLDER/ENGINE/NAME.wav, as 32-bit floats. Each line of the output is one of them with the time that it took.

import Foundation
import Soundscape

@main
struct StretchQuality {
  struct Job: Decodable {
    /// What the result is called, without an ending.
    var name: String
    /// A sound file, from the folder of the file of jobs.
    var source: String
    /// Output ÷ input duration.
    var ratio: Double
    var semitones: Double
  }

  struct Line: Encodable {
    var engine: String
    var name: String
    /// The processor's time for a second of one channel of source, which other programs on the machine do not lengthen.
    var milliseconds: Double
  }

  static func main() throws {
    if CommandLine.arguments.dropFirst() == ["--engines"] {
      for engine in StretchEngine.allCases { print(engine.rawValue) }
      return
    }
    guard CommandLine.arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: StretchQuality JOBS FOLDER [ENGINE ...] | --engines\n".utf8))
      exit(2)
    }
    let list = URL(fileURLWithPath: CommandLine.arguments[1])
    let folder = URL(fileURLWithPath: CommandLine.arguments[2])
    let wanted = CommandLine.arguments.dropFirst(3)
    let engines = StretchEngine.allCases.filter { wanted.isEmpty || wanted.contains($0.rawValue) }
    let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    let jobs = try lines.map { try JSONDecoder().decode(Job.self, from: Data($0.utf8)) }
    for engine in engines {
      let target = folder.appendingPathComponent(engine.rawValue)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      for job in jobs {
        let line = try stretch(
          job, from: list.deletingLastPathComponent().appendingPathComponent(job.source).path,
          to: target.appendingPathComponent(job.name + ".wav").path, engine)
        print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
      }
    }
  }

  static func stretch(_ job: Job, from source: String, to result: String, _ engine: StretchEngine) throws -> Line {
    var reader = try AudioFileReader(path: source)
    let info = reader.info
    let sound = try reader.read(from: 0, count: info.frameCount)
    let length = Int((Double(sound.frameCount) * job.ratio).rounded())
    let start = clock()
    let out = try Stretcher.stretch(
      sound, at: info.sampleRate, timeRatio: job.ratio, pitchShift: job.semitones, engine: engine, to: length
    ).audio
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    var writer = try AudioFileWriter(
      path: result, format: .wav, subtype: .float, sampleRate: info.sampleRate, channelCount: sound.channelCount)
    try writer.write(out)
    try writer.close()
    let duration = Double(sound.frameCount * sound.channelCount) / Double(info.sampleRate)
    return Line(engine: engine.rawValue, name: job.name, milliseconds: 1_000 * seconds / duration)
  }
}
