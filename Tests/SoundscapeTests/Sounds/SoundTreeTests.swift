import TestSupport
import Testing

@testable import Soundscape

/// Trees and tables as the known data sets have them, of small made-up files.
@Suite struct SoundTreeTests {
  private let tree: SoundTree

  init() throws { tree = try SoundTree() }

  /// MUSDB18-HQ: a folder for each song, with its stems and the mixture.
  @Test func songsOfStems() throws {
    for song in ["Ana Lind - Harbour", "O'Neil & Co - vocals?", "Ósk - Vor"] {
      for stem in ["vocals", "drums", "bass", "other", "mixture"] { try tree.add("train/\(song)/\(stem).wav") }
    }
    let bank = "{foreground: {path: bank/train, files: '<song>/<label>.wav', labels: [vocals, drums]}}"
    let songs = "Ana Lind - Harbour, O'Neil & Co - vocals?, Ósk - Vor"
    #expect(try tree.listing(bank) == ["drums: \(songs)", "vocals: \(songs)"])
    let scan = Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank)
    // A list of labels is a choice; a map may have forgotten some.
    #expect(scan.warnings == [])
    let map = bank.replacing("[vocals, drums]", with: "{vocals: [vocals], drums: [drums, bass]}")
    let warnings = Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(map)\n").soundbank).warnings
    #expect(warnings.map(\.kind) == [.labelsLeftOut] && warnings[0].message.contains("mixture, other"))
    #expect(
      scan.soundbank.foreground.labels[0].sounds.map(\.group) == [
        "Ana Lind - Harbour", "O'Neil & Co - vocals?", "Ósk - Vor",
      ])
  }

  /// MoisesDB: many sources for each song, some several times, made into four stems by adding them.
  @Test func manySourcesMadeIntoStems() throws {
    try tree.add("s1/vocals/lead.wav", level: 0.25)
    try tree.add("s1/vocals/back.wav", level: 0.125, channels: 2)
    try tree.add("s1/bass guitar/b.wav", seconds: 0.125)
    try tree.add("s1/kick/k.wav")
    try tree.add("s2/lead singer/v.wav")
    try tree.add("s2/snare/s.wav", seconds: 0.5)
    let bank = """
      {foreground: {path: bank, files: '<song>/<label>/<file>.wav', sum: true,
        labels: {vocals: [vocals, lead singer], drums: [kick, snare], other: []}}}
      """
    #expect(try tree.listing(bank) == ["drums: s1, s2", "other: s1", "vocals: s1, s2"])
    let soundbank = try Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank).get()
    let sum = soundbank.foreground.labels[2].sounds[0]
    #expect(sum.info == AudioFileInfo(frameCount: 2_000, sampleRate: 8_000, channelCount: 2))
    func read(_ path: String) throws -> AudioBuffer {
      var reader = try AudioFileReader(path: "\(tree.root)/\(path)")
      return try reader.read(from: 500, count: 100)
    }
    var wanted = try read("s1/vocals/back.wav")
    wanted.add(try read("s1/vocals/lead.wav").converted(toChannelCount: 2), at: 0)
    #expect(try SourceCache(provider: soundbank.provider).read(sum, 500..<600, channelCount: 2) == wanted)
    // Without `sum`, one song cannot have two files under one label.
    let failures = try tree.failures(bank.replacing("sum: true,", with: ""))
    #expect(failures.count == 1 && failures[0].contains("the song s1 has 2 files under vocals; `sum: true`"))
  }

  /// FSD50K: flat clips and a table with several labels in a cell.
  @Test func aTableOfClips() throws {
    for clip in ["64760", "16399", "21914"] { try tree.add("FSD50K.dev_audio/\(clip).wav") }
    try tree.add("FSD50K.dev_audio/unlisted.wav")
    try tree.add(
      text: #"""
        fname,labels,mids,split,license,uploader
        64760,"Electric_guitar,Guitar,Music","/m/02sgy,/m/0342h",train,CC0,ann
        16399,"Bark,Dog",/m/05tny_,train,CC-BY,"bob ""b"""
        21914,Dog,/m/0bt9lr,val,CC0,ann
        """#, at: "dev.csv")
    let bank = """
      {foreground: {table: bank/dev.csv, path: bank/FSD50K.dev_audio, file: <fname>.wav, label: labels, separator: ',',
        where: {split: train}, group: uploader, keep: [license, uploader]}}
      """
    #expect(try tree.listing(bank) == ["Bark: 16399.wav", "Electric_guitar: 64760.wav"])
    #expect(
      try tree.listing(bank.replacing("where: {split: train}", with: "several: each"))
        == [
          "Bark: 16399.wav", "Dog: 16399.wav, 21914.wav", "Electric_guitar: 64760.wav", "Guitar: 64760.wav",
          "Music: 64760.wav",
        ])
    // Of the labels that are chosen: the first, or the only one.
    let chosen = bank.replacing("keep: [license, uploader]", with: "labels: [Guitar, Dog, Bark]")
    #expect(try tree.listing(chosen) == ["Bark: 16399.wav", "Guitar: 64760.wav"])
    #expect(
      try tree.listing(chosen.replacing("where: {split: train}", with: "several: skip"))
        == ["Dog: 21914.wav", "Guitar: 64760.wav"])
    let sounds = try Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank).get()
    let origin = try #require(sounds.foreground.labels[0].sounds[0].origin)
    #expect(origin.group == "bob \"b\"" && origin.kept == ["license": "CC-BY", "uploader": "bob \"b\""])
    #expect(
      try tree.failures(bank.replacing("group: uploader", with: "group: uplaoder")).first
        == "\(tree.folder.path)/bank/dev.csv: has no column uplaoder, which group names; did you mean uploader?")
  }

  /// LibriSpeech: speakers, chapters, utterances; everything is speech.
  @Test func utterancesOfSpeakers() throws {
    for file in ["84/121123/84-121123-0000", "84/121550/84-121550-0000", "174/50561/174-50561-0000"] {
      try tree.add("\(file).wav")
    }
    try tree.add(text: "84-121123-0000 GO\n", at: "84/121123/84-121123.trans.txt")
    let bank = "{foreground: {path: bank, files: '<group>/*/<file>.wav', label: speech}}"
    #expect(
      try tree.listing(bank)
        == ["speech: 174/50561/174-50561-0000.wav, 84/121123/84-121123-0000.wav, 84/121550/84-121550-0000.wav"])
    let soundbank = try Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank).get()
    #expect(soundbank.foreground.labels[0].sounds.map(\.group) == ["174", "84", "84"])
    // A folder of folders of folders is told of, with the way out.
    let failures = try tree.failures("{foreground: bank}")
    #expect(failures.count == 2 && failures[0].contains("files: '<label>/**/<file>'"))
  }

  /// Files side by side: by a pattern in their names, or all of one label.
  @Test func aFlatFolder() throws {
    for file in ["dog-01", "dog-02", "cat-01"] { try tree.add("\(file).wav") }
    #expect(
      try tree.listing("{foreground: {path: bank, files: '<label>-*.wav'}}") == [
        "cat: cat-01.wav", "dog: dog-01.wav, dog-02.wav",
      ])
    #expect(
      try tree.listing("{foreground: {path: bank, files: '*.wav', label: pet}}") == [
        "pet: cat-01.wav, dog-01.wav, dog-02.wav"
      ])
    #expect(
      try tree.failures("{foreground: bank}").first?.contains(
        "for 3 files such as cat-01.wav, name a table with their labels")
        == true)
  }

  @Test func severalSourcesMakeOneBank() throws {
    for file in ["a/dog/1.wav", "b/dog-2.wav", "b/cat-1.wav"] { try tree.add(file) }
    let bank = "{foreground: [bank/a, {path: bank/b, files: '<label>-*.wav'}]}"
    #expect(try tree.listing(bank) == ["cat: cat-1.wav", "dog: 1.wav, dog-2.wav"])
    try tree.add("c/dog/1.wav")
    let clash = try tree.failures("{foreground: [bank/a, bank/c]}")
    #expect(clash.count == 1 && clash[0].contains("has the same name (1.wav) under dog as"))
    // The same file by two ways is there once.
    #expect(try tree.listing("{foreground: [bank/a, {path: bank/a, files: '<label>/<file>'}]}") == ["dog: 1.wav"])
  }

  @Test func whatIsOfAnotherFormIsToldOf() throws {
    try tree.add("x/dog/1.wav")
    try tree.add("x/dog/deep/2.wav")
    try tree.add(text: "notes", at: "x/dog/notes.txt")
    let scan = Soundbank.survey(
      try tree.recipe("duration: 1\nsoundbank: {foreground: {path: bank/x, files: '<label>/<file>.wav'}}\n").soundbank)
    #expect(
      scan.warnings.map(\.kind) == [.unmatchedFile] && scan.warnings[0].message.contains("(such as dog/deep/2.wav)"))
    #expect(
      try tree.failures("{foreground: {path: bank/x, files: '<label>.wav'}}")[0]
        .contains("no file is of the form <label>.wav (it has 3, such as dog/1.wav"))
  }

  @Test func aFileThatATableNamesAndThatIsNotThere() throws {
    try tree.add("a.wav")
    try tree.add(text: "file\tlabel\na.wav\tdog\nb.wav\tdog\n", at: "t.tsv")
    let scan = Soundbank.survey(
      try tree.recipe("duration: 1\nsoundbank: {foreground: {table: bank/t.tsv, file: file, label: label}}\n").soundbank
    )
    #expect(scan.failures.isEmpty && scan.skipped.count == 1 && scan.skipped[0].subject.hasSuffix("/b.wav"))
  }

  @Test func linksAreFollowedButNotInCircles() throws {
    try tree.add("x/dog/1.wav")
    try tree.add("elsewhere/cat/2.wav")
    try Links.make("\(tree.root)/x/cat", to: "\(tree.root)/elsewhere/cat")
    #expect(try tree.listing("{foreground: {path: bank/x, files: '<label>/<file>'}}") == ["cat: 2.wav", "dog: 1.wav"])
    try Links.make("\(tree.root)/x/dog/up", to: "\(tree.root)/x")
    #expect(try tree.listing("{foreground: {path: bank/x, files: '<label>/<file>'}}") == ["cat: 2.wav", "dog: 1.wav"])
  }

  @Test(arguments: [
    ("{path: b, files: '<song>.wav'}", "needs <label>, or a label beside it"),
    ("{path: b, files: '<label>.wav', label: x}", "cannot be used together with <label>"),
    ("{path: b, files: '<label>.wav', group: sing}", "files has no <sing>"),
    ("{path: b, files: '<label>.wav', sum: true}", "needs <song> in files"),
    ("{path: b, files: '<a><label>'}", "needs a text between two placeholders"),
    ("{path: b, files: '<label>', table: t.csv}", "cannot be used together with table"),
    ("{path: b, where: {a: b}}", "needs a table"),
    ("{table: t.csv, label: l}", "needs the column with the sounds' files"),
    ("{table: t.csv, file: f}", "needs the column with the labels"),
    ("{files: '<label>/*'}", "needs a folder under path"),
    ("[]", "needs a folder, a mapping, or a list of them"), ("{path: b, flies: x}", "did you mean files?"),
    ("{path: b, files: '<label>/*', labels: {a: [], b: []}}", "a takes all other labels already"),
    ("{path: b, files: '<label>/*', labels: {a: [x], b: [x]}}", "x is named under a already"),
    ("{path: b, chunks: {hop: 1}}", "needs length"), ("{path: b, chunks: {length: 0}}", "a duration over 0 s"),
  ])
  func whatCannotBeMeantIsRefused(source: String, problem: String) throws {
    let error = #expect(throws: SoundscapeError.self) {
      try tree.recipe("duration: 1\nsoundbank: {foreground: \(source)}\n")
    }
    #expect("\(try #require(error))".contains(problem), "\(String(describing: error))")
  }

  /// Two artists may have songs of one name, which are two.
  @Test func songsOfTwoGroupsAreTwo() throws {
    for artist in ["V", "W"] {
      for file in ["a", "b"] { try tree.add("\(artist)/Intro/vocals/\(file).wav") }
    }
    let bank = "{foreground: {path: bank, files: '<group>/<song>/<label>/<file>.wav', sum: true}}"
    #expect(try tree.listing(bank) == ["vocals: V/Intro, W/Intro"])
    let sounds = try Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank).get()
      .foreground.labels[0].sounds
    #expect(sounds.map(\.group) == ["V", "W"] && sounds.map(\.files.count) == [2, 2])
    // A pattern finds the group in the path: files of two groups are not one sound.
    let failures = try tree.failures(
      "{foreground: {path: bank, files: '<artist>/<song>/<label>/<file>.wav', group: '^(?<group>[^/]+)/', sum: true}}")
    #expect(failures.count == 1 && failures[0].contains("is of another group (W) than "), "\(failures)")
  }

  /// The sum of the others would be another sound.
  @Test func aSongThatLacksAFileIsLeftOut() throws {
    for song in ["s1", "s2"] { for file in ["a", "b"] { try tree.add("\(song)/vocals/\(file).wav") } }
    try FileSystem.write(Array(repeating: 0, count: 50), to: "\(tree.root)/s1/vocals/a.wav")
    let bank = "{foreground: {path: bank, files: '<song>/<label>/<file>.wav', sum: true}}"
    #expect(try tree.listing(bank) == ["vocals: s2"])
    let scan = Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: \(bank)\n").soundbank)
    #expect(scan.warnings.contains { $0.message.contains("the other 1 file of s1 under vocals") })
  }

  @Test func aSoundBesideTheLabelFoldersIsSaid() throws {
    for path in ["dog/a.wav", "stray.wav"] { try tree.add(path) }
    let scan = Soundbank.survey(try tree.recipe("duration: 1\nsoundbank: {foreground: bank}\n").soundbank)
    #expect(scan.warnings.map(\.kind) == [.unmatchedFile] && scan.warnings[0].message.contains("such as stray.wav"))
  }

  @Test func aMisspeltLabelIsAnErrorAlsoWhereTheRestIsTaken() throws {
    for label in ["vocals", "drums"] { try tree.add("s/\(label).wav") }
    let failures = try tree.failures(
      "{foreground: {path: bank, files: '<song>/<label>.wav', labels: {vocals: [vocal], rest: []}}}")
    #expect(failures.contains { $0.contains("did you mean vocals?") }, "\(failures)")
  }

  /// Programs write numbers and truth values in several ways.
  @Test func conditionsCompareValues() throws {
    for name in ["a", "b", "c"] { try tree.add("\(name).wav") }
    try tree.add(text: "file,label,n,ok\na.wav,x,1.0,True\nb.wav,x,01,false\nc.wav,x,2,TRUE\n", at: "t.csv")
    func bank(_ condition: String) -> String {
      "{foreground: {table: bank/t.csv, file: file, label: label, where: {\(condition)}}}"
    }
    #expect(try tree.listing(bank("n: 1")) == ["x: a.wav, b.wav"])
    #expect(try tree.listing(bank("ok: true")) == ["x: a.wav, c.wav"])
  }

  @Test func aFileOfTwoGroupsIsAnError() throws {
    try tree.add("a.wav")
    try tree.add(text: "file,label,who\na.wav,x,s1\na.wav,x,s2\n", at: "t.csv")
    let failures = try tree.failures("{foreground: {table: bank/t.csv, file: file, label: label, group: who}}")
    #expect(failures.count == 1 && failures[0].contains("line 3: names a.wav again, with another group"))
  }
}
