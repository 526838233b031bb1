import Testing

/// The folders of Scene/, in the order of their use, and where its semantics may be asked for.
@Suite struct SceneOrderTests {
  /// What is in Scene/ itself is used by all.
  private static let order = [
    "Scene", "Scene/Placement", "Scene/Plan", "Scene/Drawing", "Scene/Scaper", "Scene/Sources",
  ]

  private let sources: [(path: String, rank: Int, code: String)]

  init() throws {
    sources = try FolderOrderTests().sources.compactMap { source in
      let folder = source.path.split(separator: "/").dropLast().joined(separator: "/")
      return Self.order.firstIndex(of: folder).map { (source.path, $0, source.code) }
    }
  }

  @Test func everyFolderHasSources() {
    #expect(Set(sources.map(\.rank)) == Set(Self.order.indices))
  }

  @Test func aFolderUsesOnlyThoseBeforeIt() {
    var homes: [String: Int] = [:]
    for source in sources {
      for match in source.code.matches(of: /\b(?:struct|class|enum|protocol|typealias) ([A-Z]\w*)/) {
        homes[String(match.1)] = min(homes[String(match.1)] ?? source.rank, source.rank)
      }
    }
    #expect(homes["Placement"] == 1 && homes["RecipePlan"] == 2 && homes["Instantiator"] == 5)
    var wrong: Set<String> = []
    for source in sources {
      for match in source.code.matches(of: /\b[A-Z]\w*/) {
        guard let home = homes[String(match.0)], home > source.rank else { continue }
        wrong.insert("\(source.path) uses \(match.0) of \(Self.order[home])")
      }
    }
    #expect(wrong.sorted() == [])
  }

  /// Everywhere else the dialect is asked for what it says, not which it is.
  @Test func onlyTheDialectKnowsWhichSemanticsItIs() throws {
    let asking = /case \.scaper\b|[!=]= \.scaper\b|[!=]= \.soundscape\b|switch \w*\.?semantics\b/
    let found = try FolderOrderTests().sources.filter { source in
      let file = source.path.split(separator: "/").last ?? ""
      let isConcerned = source.folder == "Recipe/Reading" || source.folder == "Scene" || source.folder == "Recipe/Model"
      return isConcerned && !source.path.hasPrefix("Scene/Scaper/") && !file.hasPrefix("Dialect")
        && source.code.contains(asking)
    }
    #expect(found.map(\.path) == [])
  }
}
