// Prints how the engine conforms with Scaper 1.6.5, as the table in docs/scaper.md.
//
//   make conformance
//   swift run ConformanceReport CASES.jsonl EXPECTED.jsonl SOUNDBANK_ROOT   for other cases; prints each difference

import Foundation
import ScaperConformance

@main
struct ConformanceReport {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let corpus = "Tests/SoundscapeTests/Fixtures/conformance"
    let cases =
      arguments.count >= 3
      ? try ConformanceCase.read(cases: arguments[0], expected: arguments[1])
      : try ConformanceCase.read(from: corpus)
    let folder = arguments.count >= 3 ? arguments[2] : corpus
    var drawn = 0
    var refused = 0
    var differing = 0
    var total = ConformanceOutcome()
    for example in cases {
      let outcome = try example.run(in: folder)
      if outcome.differences.isEmpty {
        if outcome.isRefused { refused += 1 } else { drawn += 1 }
      } else {
        differing += 1
        print("\(example.name): \(outcome.differences[0])")
        if arguments.count >= 3 { print("  \(example.recipe)") }
      }
      total.mixtures += outcome.mixtures
      total.events += outcome.events
      total.numbers += outcome.numbers
      total.identicalNumbers += outcome.identicalNumbers
      total.warnings += outcome.warnings
      total.edges += outcome.edges
      total.audio += outcome.audio
    }
    print("| cases | \(cases.count) |")
    print("| --- | --- |")
    print("| drawn alike | \(drawn) cases, \(total.mixtures) mixtures, \(total.events) events |")
    print("| numbers equal to 1e-9 | \(total.numbers), of them \(total.identicalNumbers) to the bit |")
    print("| warnings alike, text for text | \(total.warnings) |")
    print("| warnings that depend on rounding | \(total.edges) |")
    print("| rejected by both | \(refused) |")
    print("| differing | \(differing) |")
    print("")
    print("| rendered | levels: peak, RMS, LUFS | signal to difference |")
    print("| --- | --- | --- |")
    for (name, audio) in total.audio {
      let levels = [audio.peak, audio.rms, audio.loudness].map { String(format: "%.3f", $0) }.joined(separator: ", ")
      let ratio = audio.signalToDifference.map { String(format: "%.1f dB", $0) } ?? "none"
      let kind = audio.isMoved ? "moved" : audio.isAtSourceRate ? "at the source's rate" : "converted"
      print("| \(name) (\(kind)) | \(levels) dB | \(ratio) |")
    }
    if differing > 0 { exit(1) }
  }
}
