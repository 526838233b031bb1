import TestSupport
import Testing

@testable import Soundscape

/// The law of recipe keys: under either semantics, a key set to another value than its default is refused or changes
/// what is made. None is accepted and ignored.
@Suite struct RecipeKeyLawTests {
  private struct Change {
    /// What the recipe is before the change, beside the base.
    var given: [String: String] = [:]
    /// Another value than the default, or than what is given.
    var value: String

    init(_ value: String, given: [String: String] = [:]) { (self.value, self.given) = (value, given) }
  }

  /// Another value for each key of each section. `semantics` is what is asked under, `include` is read before keys are.
  private static let changes: [RecipeSection: [String: Change]] = [
    .recipe: [
      "duration": Change("0.2"), "soundbank": Change("{foreground: other, background: background}"),
      "sample_rate": Change("11025"), "channels": Change("2"), "ref_db": Change("-30"), "fade_in": Change("0.02"),
      "fade_out": Change("0.02"), "protected_labels": Change("[a, b]"), "seed": Change("4"),
      "background": Change("[]"), "events": Change("[]"), "constraints": Change("{distinct_sources: true}"),
      "fit": Change("clamp"), "gate": Change("{min_rms_db: -1}"), "let": Change("{x: 3}", given: usesLet),
      "variants": Change("[{set: {ref_db: -30}}]"), "effects": Change("[{reverb: {amount: 0.5}}]"),
      "render": Change("{fix_clipping: false}"),
      "output": Change("{stems: false}"), "prompt": Change("'{labels}'"),
      "compositions": Change("rows.csv", given: ["events": "[{count: 2}]"]),
    ],
    .soundbank: ["foreground": Change("other"), "background": Change("other")],
    .source: [
      "path": Change("other", given: tree), "files": Change("'<label>/0.*'", given: tree),
      "labels": Change("{a: [b], b: [a], c: [c]}", given: tree), "chunks": Change("{length: 0.1}", given: tree),
      "table": Change("other.csv", given: table), "file": Change("alt", given: table),
      "label": Change("other", given: table), "where": Change("{split: x}", given: table),
      "group": Change("by", given: table.merging(["constraints.exclude_groups": "true"]) { $1 }),
      "song": Change("tune", given: table.merging(["events": "[{labels: [a, b], coherent: 1}]"]) { $1 }),
      "sum": Change("true", given: table), "keep": Change("[by]", given: table),
      "separator": Change(";", given: tags(", label: tags")),
      "several": Change("each", given: tags(", label: tags, separator: ;")),
    ],
    .chunks: ["length": Change("0.1", given: windows), "hop": Change("0.05", given: windows)],
    .background: [
      "name": Change("room"), "label": Change("[choose, [wind]]"), "source_file": Change("[const, 1.wav]"),
      "source_time": Change("[const, 0.05]"),
    ],
    .event: [
      "name": Change("other"), "count": Change("[const, 1]"), "label": Change("[const, c]"),
      "source_file": Change("[const, 1.wav]"), "source_time": Change("[const, 0.1]"),
      "event_time": Change("[const, 0.1]"),
      "event_duration": Change("[const, 0.06]"), "snr": Change("[const, 3]"), "pitch_shift": Change("[const, 1]"),

      "time_stretch": Change("[const, 1.1]"), "gain": Change("[const, 0.7]"),
      "effects": Change("[{reverb: {amount: 0.5}}]"),
      "prompt": Change("'a {label}'"),
      "source_anchor": Change("centre"),
      "fill": Change("tile", given: ["events[0].event_duration": "[const, 0.5]", "duration": "0.6"]),
    ],
    .group: [
      "labels": Change("[a, c]", given: group), "coherent": Change("0", given: group),
      "share": Change("[event_time]", given: group), "on_missing": Change("skip", given: group),
      "balance": Change("preserve", given: group), "override": Change("{a: {event_duration: 0.07}}", given: group),
    ],
    .constraints: [
      "max_polyphony": Change("1"), "no_overlap": Change("all"),
      "min_gap": Change("0.01", given: ["constraints.no_overlap": "all"]), "distinct_labels": Change("true"),
      "distinct_sources": Change("true"), "exclude_groups": Change("^(?<group>.)"),
    ],
    .gate: [
      "min_rms_db": Change("-1", given: ["gate": "{}"]),
      "max_attempts": Change("1", given: ["gate": "{}", "events[0].label": "[const, silent]"]),
    ],
    .variants: [
      "deal": Change("true", given: ["variants": "{of: [{set: {events: []}}, {}]}"]),
      "of": Change("[{set: {events: []}}]", given: ["variants": "{of: [{}]}"]),
    ],
    .variant: [
      "name": Change("far", given: ["variants": "[{weight: 2}]"]),
      "weight": Change("0", given: ["variants": "[{set: {events: []}}, {}]"]),
      "set": Change("{background: []}", given: ["variants": "[{set: {events: []}}, {}]"]),
    ],
    .render: [
      "stretch": Change("soundtouch"), "quick_pitch_time": Change("true"), "fix_clipping": Change("false"),
      "peak_normalization": Change("true"), "reverb": Change("0.5"), "snr_reference": Change("background"),
      "fill": Change("once"), "level": Change("gain"), "meter": Change("libebur128"),
      "clip": Change("hard"), "normalize": Change("1/n"),
    ],
    .output: [
      "layout": Change("scaper"), "format": Change("flac"), "subtype": Change("pcm16"), "audio": Change("false"),
      "level": Change("8", given: ["output.format": "flac"]),
      "quality": Change("0.9", given: ["output.format": "ogg"]),
      "stems": Change("false"), "stem_names": Change("name", given: ["events[0].name": "other"]),
      "stems_of": Change("label"), "labels": Change("false"), "splits": Change("{one: 0.5, two: 0.5}"),
      "split_by": Change("source", given: ["output.splits": "{one: 0.5, two: 0.5}"]),
      "shard_width": Change("3"), "shard_size": Change("1", given: ["output.layout": "webdataset"]),
      "absolute_paths": Change("true"),
    ],
  ]

  private static let usesLet = ["let": "{x: 30}", "events[0].snr": "$x"]
  private static let group = [
    "events":
      "[{labels: [a, b], coherent: 1, count: 3, event_duration: 0.1, source_time: [uniform, 0, 0.1], "
      + "event_time: [uniform, 0, 0.2]}]"
  ]

  private static let tree = ["soundbank.foreground": "{path: foreground, files: '<label>/<file>'}"]
  private static let windows = [
    "soundbank.foreground": "{path: foreground, files: '<label>/<file>', chunks: {length: 0.15}}"
  ]
  private static let table = ["soundbank.foreground": "{table: all.csv, file: file, label: label}"]
  private static func tags(_ more: String) -> [String: String] {
    ["soundbank.foreground": "{table: all.csv, file: file, song: file\(more)}", "events[0].label": "[choose, []]"]
  }

  private static let places: [RecipeSection: String] = [
    .recipe: "", .soundbank: "soundbank.", .source: "soundbank.foreground.", .chunks: "soundbank.foreground.chunks.",
    .background: "background[0].", .event: "events[0].", .group: "events[0].",
    .constraints: "constraints.", .gate: "gate.", .variants: "variants.",
    .variant: "variants[0].", .render: "render.", .output: "output.",
  ]

  private let bank: TestBank
  private let soundbank: Soundbank

  init() throws {
    bank = try TestBank()
    for (i, label) in ["a", "b", "c"].enumerated() {
      for k in 0..<(label == "b" ? 2 : 3) {
        let noise = Signals.noise(frameCount: 2_400 + 400 * k, seed: UInt64(10 * i + k))
        try bank.add(noise, label, "\(k).wav", rate: 8_000)
      }
    }
    try bank.add(Signals.silence(frameCount: 2_400), "silent", "0.wav", rate: 8_000)
    try bank.add(Signals.noise(frameCount: 2_400, seed: 40), "silent", "1.wav", rate: 8_000)
    for (i, label) in ["rain", "wind"].enumerated() {
      for k in 0..<2 {
        // One is longer than the mixture.
        let noise = Signals.noise(frameCount: 1_200 + 2_000 * k, seed: UInt64(50 + 10 * i + k))
        try bank.add(noise, label, "\(k).wav", role: .background, rate: 8_000)
      }
    }
    for label in ["a", "b", "c", "rain"] {
      let path = bank.folder.path("other/\(label)")
      try FileSystem.makeDirectories(path)
      var writer = try AudioFileWriter(
        path: "\(path)/9.wav", format: .wav, subtype: .float, sampleRate: 8_000, channelCount: 1)
      try writer.write(Signals.noise(frameCount: 2_500, seed: 90))
      try writer.close()
    }
    // The same sounds by a table, and fewer of them by another.
    let rows = ["a", "b", "c"].enumerated().flatMap { i, label in
      (0..<2).map { k in
        let other = ["b", "c", "a"][i]
        return "foreground/\(label)/\(k).wav,foreground/\(other)/\(k).wav,\(label),\(other),\(label);\(other),"
          + "\(k == 0 ? "x" : "y"),song \(k),song \((k + i) % 2),artist \((i + k) % 4)\n"
      }
    }
    let header = "file,alt,label,other,tags,split,song,tune,by\n"
    try FileSystem.write(Array((header + rows.joined()).utf8), to: bank.folder.path("all.csv"))
    try FileSystem.write(
      Array((header + stride(from: 1, to: 6, by: 2).map { rows[$0] }.joined()).utf8), to: bank.folder.path("other.csv"))
    try FileSystem.write(
      Array(String(repeating: "a/0.wav,b/1.wav\n", count: 16).utf8), to: bank.folder.path("rows.csv"))
    soundbank = try Soundbank.scan(.init(foreground: bank.foreground, background: bank.background)).soundbank
  }

  /// Scanned once where it is the recipe's of most keys.
  private func soundbank(of recipe: Recipe) throws -> Soundbank {
    let isUsual = recipe.soundbank == .init(foreground: bank.foreground, background: bank.background)
    return isUsual ? soundbank : try Soundbank.scan(recipe.soundbank).soundbank
  }

  private func read(_ semantics: Semantics, _ settings: [(String, String)]) throws(SoundscapeError) -> Recipe {
    let text = """
      duration: 0.25
      soundbank: {foreground: foreground, background: background}
      sample_rate: 8000
      ref_db: [choose, [-60, 0]]
      seed: 3
      semantics: \(semantics.rawValue)
      background: [{}]
      events:
        - {count: [choose, [2, 3]], label: [choose, [a, b, c]], event_time: [uniform, 0, 0.2],
           event_duration: [uniform, 0.06, 0.2], snr: [uniform, 0, 10], pitch_shift: [uniform, -2, 2]}
      """
    return try RecipeReader.read(
      text: text, file: bank.folder.path("a.yaml"), settings: settings.map { .init(keyPath: $0.0, value: $0.1) })
  }

  private struct Sounds: Equatable {
    var audio: [AudioBuffer]
    var loudness: [LUFS?]
  }

  private static let mixtureCount = 4

  /// What is drawn, without the options that rendering may or may not heed.
  private func draws(_ recipe: Recipe) throws -> [String] {
    let instantiator = try Instantiator(recipe: recipe, soundbank: try soundbank(of: recipe))
    return instantiator.scenes(seed: recipe.seed).first(16).map { result in
      switch result {
      case .success(let drawn): drawn.value.events.map { "\($0)" }.joined()
      case .failure(let error): "\(error)"
      }
    }
  }

  /// Mixtures and stems, and how loud they were measured.
  private func sounds(_ recipe: Recipe) throws -> [Sounds] {
    let instantiator = try Instantiator(recipe: recipe, soundbank: try soundbank(of: recipe))
    var renderer = Renderer()
    return try instantiator.scenes(seed: recipe.seed).scenes(Self.mixtureCount).map { scene in
      let mixture = try renderer.render(scene)
      return Sounds(audio: [mixture.mix] + mixture.stems.map(\.audio), loudness: mixture.stems.map(\.loudness))
    }
  }

  /// The files of a data set, the digests of recipe and run left out.
  private func files(_ recipe: Recipe, _ name: String) throws -> [String: [UInt8]] {
    let root = bank.folder.path(name)
    let soundbank = try soundbank(of: recipe)
    _ = try DatasetGenerator(
      engine: try Engine(recipe: recipe, soundbank: soundbank), indices: 0..<2, sink: FolderSink(root)
    ).run()
    var files: [String: [UInt8]] = [:]
    func visit(_ path: String) throws {
      for name in try FileSystem.list("\(root)\(path)") where name != "manifest.jsonl" {
        let child = "\(path)/\(name)"
        if FileSystem.isDirectory("\(root)\(child)") {
          try visit(child)
        } else {
          let bytes = try FileSystem.read("\(root)\(child)")
          let text = String(decoding: bytes, as: UTF8.self).replacing(recipe.origin.digest, with: "")
          files[child] = name.hasSuffix(".jams") ? Array(text.utf8) : bytes
        }
      }
    }
    try visit("")
    return files
  }

  @Test func everyKeyIsAskedAbout() {
    for section in RecipeSection.allCases {
      let asked = Set(Self.changes[section, default: [:]].keys)
      let exempt: Set<String> = section == .recipe ? ["semantics", "include"] : []
      #expect(asked.union(exempt) == Set(section.keys), "\(section)")
      #expect(Self.places[section] != nil)
    }
  }

  @Test(arguments: RecipeSection.allCases, Semantics.allCases)
  func aKeyIsHonouredOrRefused(section: RecipeSection, semantics: Semantics) throws {
    let place = try #require(Self.places[section])
    // Most keys change the same recipe.
    let plain = try read(semantics, [])
    let plainDraws = try draws(plain)
    var plainSounds: [Sounds]?
    for (key, change) in Self.changes[section, default: [:]].sorted(by: { $0.key < $1.key }) {
      let what = "\(semantics): \(place)\(key)=\(change.value)"
      let setting = ("\(place)\(key)", change.value)
      let given = change.given.map { ($0.key, $0.value) }
      guard let base = try? read(semantics, given) else {
        // What the key needs beside it is refused; so must the key be by itself.
        #expect(throws: SoundscapeError.self, "\(what)") { try read(semantics, [setting]) }
        continue
      }
      guard let changed = try? read(semantics, given + [setting]) else { continue }
      let isPlain = given.isEmpty
      if try (isPlain ? plainDraws : draws(base)) != draws(changed) { continue }
      // What is not heard is in the annotation.
      if section == .output || key == "output" || key == "prompt" || section == .variant && key == "name" {
        let name = "\(semantics)-\(key)"
        #expect(try files(base, "base-\(name)") != files(changed, name), "\(what) is ignored")
      } else {
        if isPlain, plainSounds == nil { plainSounds = try sounds(plain) }
        let before = isPlain ? plainSounds : try sounds(base)
        #expect(try before != sounds(changed), "\(what) is ignored")
      }
    }
  }

  @Test(arguments: [
    ("render.level", "gain"), ("render.level", "rms"), ("render.fill", "once"), ("render.fill", "chain"),
    ("render.snr_reference", "background"),
  ])
  func scapersSemanticsRefusesAWordByItsName(keyPath: String, word: String) throws {
    let error = failure { try read(.scaper, [(keyPath, word)]) }
    #expect(
      error.map { "\($0)" }?.hasSuffix("\(keyPath): \(word) is only available with `semantics: soundscape`") == true,
      "\(String(describing: error))")
    _ = try read(.soundscape, [(keyPath, word)])
  }
}
