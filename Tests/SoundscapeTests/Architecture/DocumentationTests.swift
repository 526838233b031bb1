import Foundation
import Testing

/// The documentation holds together: its links lead somewhere, and the README stays short.
@Suite struct DocumentationTests {
  private struct Page {
    var path: String
    var text: String
    /// The names by which its headings are linked.
    var anchors: Set<String>
  }

  private let root: URL
  private let pages: [Page]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    self.root = root
    let docs = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "docs").path)
    let paths = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"] + docs.map { "docs/\($0)" }
    pages = try paths.filter { $0.hasSuffix(".md") }.map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return Page(path: path, text: text, anchors: Self.anchors(in: text))
    }
  }

  /// A heading is linked in lower case, without punctuation, with hyphens for spaces.
  private static func anchors(in text: String) -> Set<String> {
    Set(
      text.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.map { line in
        let title = line.drop { $0 == "#" || $0 == " " }.lowercased()
        return String(title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" })
          .replacingOccurrences(of: " ", with: "-")
      })
  }

  @Test func everyRelativeLinkLeadsSomewhere() throws {
    var count = 0
    for page in pages {
      for match in page.text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.contains("://") {
        count += 1
        let parts = match.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let own = URL(filePath: page.path, relativeTo: root)
        // An anchor by itself is of the same page.
        let target =
          parts[0].isEmpty
          ? own.standardizedFileURL
          : own.deletingLastPathComponent().appending(path: String(parts[0])).standardizedFileURL
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page.path): \(match.1)")
        guard parts.count == 2 else { continue }
        let linked = pages.first { root.appending(path: $0.path).standardizedFileURL == target }
        #expect(linked?.anchors.contains(String(parts[1])) == true, "\(page.path): \(match.1)")
      }
    }
    #expect(count > 20)
  }

  @Test func theREADMEIsShortAndLeadsToEveryPage() throws {
    let readme = try #require(pages.first)
    #expect(readme.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151, "150 lines")
    for page in pages where page.path.hasPrefix("docs/") {
      #expect(readme.text.contains("](\(page.path))"), "\(page.path)")
    }
  }
}
