import Foundation
import Soundscape

/// One case of the corpus: a specification for Scaper, as a recipe for us, and what the real Scaper made of it.
public struct ConformanceCase: Sendable, CustomStringConvertible {
  public let name: String
  /// The recipe, as JSON; numbers as they were written, since Scaper's warnings print them so.
  public let recipe: String
  public let seed: String
  /// How many mixtures are drawn from the one stream.
  public let mixtures: Int
  public let isRendered: Bool
  /// A line of expected.jsonl.
  public let expected: String

  public var description: String { name }

  /// Reads cases.jsonl and expected.jsonl from a folder.
  public static func read(from folder: String) throws -> [ConformanceCase] {
    try read(cases: folder + "/cases.jsonl", expected: folder + "/expected.jsonl")
  }

  public static func read(cases: String, expected: String) throws -> [ConformanceCase] {
    let results = try lines(expected)
    return try zip(lines(cases), results).map { try ConformanceCase(line: $0, expected: $1) }
  }

  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private init(line: String, expected: String) throws {
    // JSON is YAML, and a YAML node keeps the text of a number.
    let node = try Node(yaml: line, file: "cases.jsonl")
    let settings = node["settings"]
    let options = node["options"]
    var recipe: [(String, String)] = [
      ("semantics", "scaper"),
      ("duration", node["duration"].json), ("seed", node["seed"].json),
      ("soundbank", "{\"foreground\": \(node["fg_path"].json), \"background\": \(node["bg_path"].json)}"),
      ("background", node["background"]?.json ?? "[]"), ("events", node["foreground"]?.json ?? "[]"),
    ]
    let names = [
      "sr": "sample_rate", "n_channels": "channels", "ref_db": "ref_db", "fade_in_len": "fade_in",
      "fade_out_len": "fade_out", "protected_labels": "protected_labels",
    ]
    for (theirs, ours) in names.sorted(by: { $0.key < $1.key }) {
      if let value = settings?[theirs] { recipe.append((ours, value.json)) }
    }
    let distinct = [("allow_repeated_label", "distinct_labels"), ("allow_repeated_source", "distinct_sources")]
      .filter { options?[$0.0]?.json == "false" }.map { "\"\($0.1)\": true" }
    if !distinct.isEmpty { recipe.append(("constraints", "{\(distinct.joined(separator: ", "))}")) }
    // Scaper's defaults are not ours.
    var render = ["\"fix_clipping\": \(options?["fix_clipping"]?.json ?? "false")"]
    for key in ["peak_normalization", "quick_pitch_time", "reverb"] {
      if let value = options?[key] { render.append("\"\(key)\": \(value.json)") }
    }
    recipe.append(("render", "{\(render.joined(separator: ", "))}"))

    name = node["name"]?.string ?? ""
    seed = node["seed"].json
    mixtures = node["generates"]?.string.flatMap { Int($0) } ?? 1
    isRendered = node["audio"]?.string == "true"
    self.recipe = "{" + recipe.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    self.expected = expected
  }
}

extension Node {
  /// The node as JSON, its plain scalars as they were written.
  fileprivate var json: String {
    switch self {
    case .scalar(let scalar):
      if scalar.isPlain { return scalar.string }
      let escaped = scalar.string.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(escaped)\""
    case .sequence(let list): return "[" + list.map(\.json).joined(separator: ", ") + "]"
    case .mapping(let mapping):
      return "{" + mapping.map { "\($0.key.json): \($0.value.json)" }.joined(separator: ", ") + "}"
    }
  }
}

extension Node? {
  fileprivate var json: String { self?.json ?? "null" }
}
