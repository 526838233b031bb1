import Testing

@testable import Soundscape

@Suite struct PathTemplateTests {
  /// The placeholders in byte order, as `name=text`; nil for a path of another form.
  private func match(_ form: String, _ path: String) throws -> [String]? {
    try PathTemplate(form).match(path).map { found in
      found.map { "\($0.key)=\($0.value)" }.sorted(by: isInByteOrder)
    }
  }

  @Test func namesAreTakenApart() throws {
    #expect(try match("<song>/<label>.wav", "Ana - Harbour/vocals.wav") == ["label=vocals", "song=Ana - Harbour"])
    #expect(
      try match("<song>/<label>.wav", "Songs of vocals/vocals.wav.wav") == ["label=vocals.wav", "song=Songs of vocals"])
    #expect(try match("<song>/<label>.wav", "a/b/vocals.wav") == nil)
    #expect(try match("<song>/<label>.wav", "a/vocals.flac") == nil)
    #expect(try match("<label>/**/<file>.flac", "84/121/84-121-0000.flac") == ["file=84-121-0000", "label=84"])
    #expect(try match("<label>/**/<file>.flac", "84/x.flac") == ["file=x", "label=84"])
    #expect(try match("**/<label>/*.wav", "a/b/c/d.wav") == ["label=c"])
    #expect(try match("<label>-*.wav", "dog.wav") == nil)
  }

  @Test func aPlaceholderTakesAsMuchAsItCan() throws {
    #expect(try match("<song>_<label>.wav", "a_b_drums.wav") == ["label=drums", "song=a_b"])
    #expect(try match("<label>-*.wav", "dog-1-2.wav") == ["label=dog-1"])
    #expect(try match("x<label>", "x") == nil)
  }

  @Test func aPlaceholderThatComesAgainIsTheSameText() throws {
    let form = "<song>/<song>_<label>.wav"
    #expect(try match(form, "A_B/A_B_lead_vocals.wav") == ["label=lead_vocals", "song=A_B"])
    #expect(try match(form, "A/B_drums.wav") == nil)
  }

  /// `é` as one character and as two: the captured text keeps its bytes.
  @Test func bothFormsOfAnAccentAreFound() throws {
    let (one, two) = ("caf\u{e9}", "cafe\u{301}")
    for (form, name) in [(one, two), (two, one), (one, one), (two, two)] {
      let found = try PathTemplate("\(form)/<label>.wav").match("\(name)/\(name).wav")
      #expect(found?["label"].map { hasSameBytes($0, name) } == true)
    }
  }

  @Test(arguments: ["", "/a", "a//b", "a/../b", "<a><b>", "*<a>", "a/**", "<a", "<>", "<a b>", "<a>x<a>"])
  func whatIsNoTemplateIsRefused(text: String) {
    #expect(throws: PathTemplate.Failure.self) { try PathTemplate(text) }
  }

  /// Many wildcards against a long name without a match: no more than the square of the length.
  @Test func aNameThatDoesNotMatchTakesNoTime() throws {
    let form = Array(repeating: "<x>", count: 12).enumerated().map { "<x\($0.offset)>a" }.joined()
    #expect(try match(form + ".wav", String(repeating: "a", count: 240) + ".flac") == nil)
  }
}
