import Testing

@testable import Soundscape

@Suite struct TextTests {
  @Test func plainNumbers() {
    #expect(plain(5) == "5")
    #expect(plain(-0.25) == "-0.25")
    #expect(plain(0.1) == "0.1")
    #expect(plain(1e300) == "1e+300")
    #expect(plain(.infinity) == "inf")
  }

  @Test func roundedNumbers() {
    #expect(rounded(0.12345, 2) == "0.12")
    #expect(rounded(2.9999, 3) == "3")
    #expect(rounded(-1.5, 1) == "-1.5")
    #expect(rounded(-.infinity, 2) == "-inf")
    #expect(rounded(.nan, 2) == "nan")
  }

  @Test(arguments: [
    ("duraton", "duration"), ("evnts", "events"), ("Events", "events"), ("snr", "snr"), ("pitchshift", "pitch_shift"),
  ])
  func misspeltNamesAreRecognised(word: String, meant: String) {
    #expect(nearest(to: word, among: ["pitch_shift", "duration", "events", "snr"]) == meant)
  }

  @Test func strangersAreNot() {
    #expect(nearest(to: "colour", among: ["duration", "events"]) == nil)
    #expect(nearest(to: "anything", among: []) == nil)
    #expect(nearest(to: "xyz", among: ["snr"]) == nil)
  }

  @Test func namesSortByTheirBytes() {
    let names = ["é", "a b", "b", "a", "Z", "a10", "a9", "", "𝄞", "ﬀ"]
    #expect(names.sorted(by: isInByteOrder) == ["", "Z", "a", "a b", "a10", "a9", "b", "é", "ﬀ", "𝄞"])
    #expect(!isInByteOrder("a", "a"))
  }

  @Test func errorsAreOneLine() {
    let errors: [(SoundscapeError, String)] = [
      (.recipe(location: "a.yaml:1:2: snr", problem: "is odd"), "a.yaml:1:2: snr: is odd"),
      (.soundbank(path: "bank", problem: "is empty"), "bank: is empty"),
      (.source(path: "a.wav", problem: "ends early"), "a.wav: ends early"),
      (.notAudio(path: "a.txt", problem: "is text"), "a.txt: is text"),
      (.draw(event: "dog", problem: "ran out"), "dog: ran out"),
      (.processing(stage: "stretching", problem: "failed"), "stretching: failed"),
      (.output(path: "out", problem: "disk full"), "out: disk full"),
      (.annotation(path: "a.jams", problem: "no JSON"), "a.jams: no JSON"),
      (.cancelled, "cancelled"),
    ]
    for (error, text) in errors {
      #expect("\(error)" == text)
      #expect(error.concernsOutput == (text == "out: disk full"))
    }
  }

  @Test func warningsNameTheirSubject() {
    #expect("\(Warning(.clipping, subject: "dog", "is loud"))" == "dog: is loud")
    #expect("\(Warning(.clipping, "is loud"))" == "is loud")
    // The manifest counts by these names: changing one breaks its readers.
    let names = Warning.Kind.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
  }

  @Test func formats() {
    #expect(SampleFormat.allCases.filter(FileFormat.wav.supports) == [.float, .pcm16, .pcm24, .pcm32])
    #expect(SampleFormat.allCases.filter(FileFormat.flac.supports) == [.pcm16, .pcm24])
    #expect(FileFormat.flac.fileExtension == "flac")
    #expect(FileFormat.allCases.filter(\.isLossless) == [.wav, .flac])
    // A format holds what it is lossless for, or what it is not.
    for format in FileFormat.allCases {
      #expect(SampleFormat.allCases.filter(format.supports).allSatisfy { $0.isLossless == format.isLossless })
    }
    #expect(FileFormat(named: "a/b.opus") == .opus && FileFormat(named: "b.mp3") == nil)
  }
}
