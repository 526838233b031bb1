import Foundation
import Testing

/// The folders of the library in the order of the data's way through them: each uses only those before it.
@Suite struct FolderOrderTests {
  /// As docs/architecture.md has it: the one place where the order is written.
  static let order = readOrder()

  private static func readOrder() -> [String] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/architecture.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    let chain = text.components(separatedBy: "```\n").first { $0.hasPrefix("Basics ←") } ?? ""
    return chain.split(separator: "←").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  struct Source {
    var path: String
    var folder: String
    /// Without comments and the contents of texts.
    var code: String
  }

  let sources: [Source]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Soundscape")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path(percentEncoded: false))
    sources = try files.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      let folder = Self.order.first { path.hasPrefix($0 + "/") } ?? "nowhere"
      return Source(path: path, folder: folder, code: Self.code(of: text))
    }
  }

  private static func code(of text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line[...] }
      .joined(separator: "\n")
      .replacing(/"[^"\n]*"/, with: "\"\"")
  }

  @Test func everyFileLiesInAFolderOfTheOrder() {
    #expect(Self.order.first == "Basics" && Self.order.last == "Dataset" && Self.order.count == 15)
    #expect(sources.count > 200)
    #expect(sources.filter { $0.folder == "nowhere" }.map(\.path) == [])
    for folder in Self.order where folder != "Effects" {
      #expect(sources.contains { $0.folder == folder }, "\(folder) is empty")
    }
  }

  /// The first folder in which each type's name is declared, at the top level or inside another type.
  private func homes() -> [String: Int] {
    var homes: [String: Int] = [:]
    for source in sources {
      guard let rank = Self.order.firstIndex(of: source.folder) else { continue }
      for match in source.code.matches(of: /\b(?:struct|class|enum|protocol|typealias) ([A-Z]\w*)/) {
        homes[String(match.1)] = min(homes[String(match.1)] ?? rank, rank)
      }
    }
    return homes
  }

  @Test func aFolderUsesOnlyThoseBeforeIt() {
    let homes = homes()
    #expect(homes["SoundscapeError"] == 0)
    var wrong: Set<String> = []
    for source in sources {
      guard let rank = Self.order.firstIndex(of: source.folder) else { continue }
      for match in source.code.matches(of: /\b[A-Z]\w*/) {
        guard let home = homes[String(match.0)], home > rank else { continue }
        wrong.insert("\(source.path) uses \(match.0) of \(Self.order[home])")
      }
    }
    #expect(wrong.sorted() == [])
  }
}
