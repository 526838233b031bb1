import Foundation
import ScaperConformance
import Testing

@testable import Soundscape

/// The corpus made with the real Scaper 1.6.5: 185 cases with what it drew, warned, refused and rendered.
@Suite struct ConformanceTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/conformance").standardizedFileURL.path
  static let cases = (try? ConformanceCase.read(from: folder)) ?? []

  /// Those whose sound is compared; without optimisation, every third.
  #if DEBUG
    static let rendered = cases.filter(\.isRendered).enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
  #else
    static let rendered = cases.filter(\.isRendered)
  #endif

  @Test func corpusIsWhole() { #expect(Self.cases.count == 185) }

  @Test("Draws, warnings and refusals are Scaper's", arguments: cases.filter { !$0.isRendered })
  func drawsAlike(example: ConformanceCase) throws {
    let outcome = try example.run(in: Self.folder)
    #expect(outcome.differences.isEmpty, "\(outcome.differences.first ?? "") in \(example.recipe)")
    #expect(outcome.edges == 0)
    #expect(outcome.isRefused || outcome.mixtures == example.mixtures)
  }

  @Test("Audio is Scaper's", arguments: rendered)
  func rendersAlike(example: ConformanceCase) throws {
    let outcome = try example.run(in: Self.folder)
    #expect(outcome.differences.isEmpty, "\(outcome.differences.first ?? "")")
    #expect(!outcome.audio.isEmpty)
    for (name, audio) in outcome.audio where !audio.isMoved {
      // Measured: 0.001 dB; Scaper's own resolution is that of 24 bits here.
      #expect(max(audio.peak, audio.rms, audio.loudness) < 0.01, "\(name)")
      // Measured: 121 dB at the source's rate, which is the rounding of 24 bits; 72 dB and more after conversion, where
      // SoX clips and rounds to integers. The reverb adds single-precision filters.
      let ratio = try #require(audio.signalToDifference)
      #expect(ratio > (audio.isAtSourceRate ? 110 : 60), "\(name)")
    }
    for (name, audio) in outcome.audio where audio.isMoved {
      // Another library shifts and stretches. Levels are set alike before the fades; how much of an attack the fades
      // take differs. SoX's quick mode differs from its full mode by 0.5 dB on the same events.
      #expect(audio.rms < 0.5 && audio.loudness < 0.8, "\(name)")
    }
  }
}
