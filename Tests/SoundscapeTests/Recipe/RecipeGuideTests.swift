import Foundation
import Testing

@testable import Soundscape

/// docs/recipe.md lists the keys that the reader accepts.
@Suite struct RecipeGuideTests {
  private let lines: [String]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    lines = try String(contentsOf: root.appending(path: "docs/recipe.md"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The rows of a table by its first heading: cell by cell.
  private func rows(under heading: String) -> [[String]] {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("| \(heading) |") }) else { return [] }
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// The keys of a table's first column, each in code.
  private func keys(under heading: String) -> [String] {
    rows(under: heading).flatMap { row in row[0].matches(of: /`(\w+)`/).map { String($0.1) } }
  }

  @Test(arguments: [
    ("key of a recipe", RecipeSection.recipe), ("key of an event", .event), ("key of a group", .group),
    ("key of `constraints`", .constraints), ("key of `render`", .render), ("key of `output`", .output),
  ])
  func aTableListsTheKeysOfItsSection(heading: String, section: RecipeSection) {
    let listed = keys(under: heading)
    #expect(Set(listed) == Set(section.keys), "\(heading)")
    #expect(listed.count == section.keys.count, "\(heading): a key is listed twice")
  }

  /// Small sections are written in their row of the recipe's table: `{min_rms_db, max_attempts}`.
  @Test(arguments: [
    ("soundbank", RecipeSection.soundbank), ("gate", .gate), ("background", .background), ("variants", .variant),
  ])
  func aRowListsTheKeysOfASmallSection(key: String, section: RecipeSection) throws {
    let row = try #require(rows(under: "key of a recipe").first { $0[0] == "`\(key)`" })
    let listed = try #require(row.joined().firstMatch(of: /\{([a-z_, ]+)\}/)).1.split(separator: ", ").map(String.init)
    #expect(Set(listed) == Set(section.keys))
  }
}
