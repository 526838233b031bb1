import Foundation
import Testing

@testable import Soundscape

/// What the architecture forbids, checked in the source text of the library.
@Suite struct SourceRulesTests {
  struct Source: Sendable {
    /// Relative to the library's folder, such as `Basics/Units.swift`.
    var path: String
    var lines: [String]
    /// Whether the file may hold C and `unsafe`: it owns a C handle or a system call, or is a kernel without checks.
    var isBinding: Bool {
      ["System/", "Codecs/", "Processing/", "Signal/Unchecked/"].contains { path.hasPrefix($0) }
    }
  }

  let sources: [Source]

  init() throws {
    let library = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Soundscape")
    let root = library.path(percentEncoded: false)
    sources = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }.sorted().map {
      let text = try String(contentsOf: library.appending(path: $0), encoding: .utf8)
      return Source(path: $0, lines: text.components(separatedBy: "\n"))
    }
  }

  /// Lines of code that hold a pattern, as `path:line`; comments do not count.
  private func places(of pattern: String, where isMeant: (Source) -> Bool = { _ in true }) throws -> [String] {
    let regex = try Regex(pattern)
    return sources.filter(isMeant).flatMap { source in
      source.lines.enumerated().compactMap { i, line in
        return Self.code(of: line).contains(regex) ? "\(source.path):\(i + 1)" : nil
      }
    }
  }

  /// A line up to `//`.
  private static func code(of line: String) -> Substring {
    line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line[...]
  }

  private func expectNone(_ found: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(found.isEmpty, "\(found.joined(separator: ", "))", sourceLocation: sourceLocation)
  }

  @Test func theSourcesAreFound() throws {
    #expect(sources.count > 60)
    // The patterns do find what they look for, where it is allowed.
    #expect(try !places(of: #"\bimport C[a-z]"#).isEmpty)
    #expect(try !places(of: #"\bunsafe\b"#).isEmpty)
    #expect(try !places(of: #"\bimport (Glibc|Musl|Darwin)\b"#).isEmpty)
  }

  @Test func onlyBindingsUseCAndUnsafe() throws {
    expectNone(try places(of: #"\bimport C[a-z0-9]+"#) { !$0.isBinding })
    expectNone(try places(of: #"\bunsafe\b|\bUnsafe[A-Z]|@safe\b|OpaquePointer"#) { !$0.isBinding })
  }

  /// Everything else takes it from Cplatform, which has one name for all systems.
  @Test func onlyMathImportsTheSystemsLibrary() throws {
    let imports = #"\bimport (Glibc|Musl|Darwin|WinSDK|Android)\b"#
    expectNone(try places(of: imports) { $0.path != "Basics/Math.swift" })
    // Foundation brings 40 MB into every program that holds the library.
    expectNone(try places(of: #"\bimport Foundation"#))
  }

  @Test func theLibraryNeitherPrintsNorAborts() throws {
    let calls = #"\bprint\(|\bdebugPrint\(|\bdump\(|\bstderr\b|\bstdout\b|\bexit\("#
    expectNone(try places(of: calls))
    expectNone(try places(of: #"\bfatalError\b|\btry!|\bas!"#))
    expectNone(try places(of: #"@unchecked|nonisolated\(unsafe\)"#))
    // It traps in a forked child (see System/Lock.swift).
    expectNone(try places(of: #"\bMutex\b"#))
  }

  /// A host program must not be ended, nor data races be hidden from the compiler.
  @Test func theCInterfaceNeitherAbortsNorHidesRaces() throws {
    let folder = try #require(FileSystem.find("Sources/SoundscapeC", fromFoldersAbove: #filePath))
    let files = try FileSystem.list(folder).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 10)
    let forbidden = #"\bfatalError\b|\bpreconditionFailure\b|\btry!|\bas!|@unchecked|\bexit\("#
    for name in files {
      let text = String(decoding: try FileSystem.read("\(folder)/\(name)"), as: UTF8.self)
      #expect(!text.contains(try Regex(forbidden)), "\(name)")
    }
  }

  @Test func onlyRandomIsRandom() throws {
    let sources =
      #"\.random\(|\brandom\(|RandomNumberGenerator|\bshuffled?\(|randomElement|\bdrand48|\barc4random|\bUUID\("#
    expectNone(try places(of: sources) { !$0.path.hasPrefix("Random/") })
  }

  /// ArgumentParser brings FoundationEssentials; all of Foundation would bring ICU.
  @Test func theProgramHasNoFoundation() throws {
    let program = try #require(FileSystem.find("Sources/SoundscapeTool", fromFoldersAbove: #filePath))
    var count = 0
    for folder in ["Console", "Options", "Subcommands", "Subcommands/Sounds"] {
      for name in try FileSystem.list(Path.join(program, folder)) where name.hasSuffix(".swift") {
        let text = String(decoding: try FileSystem.read("\(program)/\(folder)/\(name)"), as: UTF8.self)
        #expect(!text.contains("import Foundation"), "\(name)")
        count += 1
      }
    }
    #expect(count > 10)
  }

  /// Errors carry advice as a value; only the program knows how it is taken on a command line.
  @Test func theLibraryMentionsNoFlags() throws {
    expectNone(try places(of: #""[^"]*--[a-z][^"]*""#))
  }

  /// Swift takes two Unicode forms of a name for equal, and a slash with a mark after it for one character. Names, labels,
  /// keys and paths are held in `NameSet` and `NameTable`, and taken apart by `Path` and the functions of `TextBytes`.
  @Test func namesAreComparedByTheirBytes() throws {
    // Parameters of an effect are named in the source text.
    let byText = ["Effects/", "Scene/Drawing/SceneDrawing+Effects.swift", "Annotation/JAMS/JAMS+Effects.swift"]
    let sets = #"\bSet<(String|Substring)>|\[(String|Substring) ?: "#
    expectNone(try places(of: sets) { source in !byText.contains { source.path.hasPrefix($0) } })
    expectNone(try places(of: #"\.has(Prefix|Suffix)\("#))
    // What the system and libsndfile write has no marks.
    let isOfSystem = ["System/Processors.swift", "Codecs/"]
    let splits = #"(split\(separator|Index\(of): "[/.=#$:]"|\bcontains\("([/.=#$]|\\0)"\)"#
    expectNone(try places(of: splits) { source in !isOfSystem.contains { source.path.hasPrefix($0) } })
    let comparisons =
      #"sorted \{ \$0\.(name|label|path) < |firstIndex\(of: (name|label|path|file)"#
      + #"|\.(name|label|path|split|file) == (name|label|path|split|file)\b"#
    expectNone(try places(of: comparisons))
  }

  @Test func noFileIsLong() {
    for source in sources { #expect(source.lines.count <= 250, "\(source.path) has \(source.lines.count) lines") }
  }

  /// The library imports these modules and no others.
  @Test func importsAreOfKnownModules() throws {
    let allowed = #"\bimport (Synchronization|C[a-z0-9]+|Glibc|Musl|Darwin)$"#
    let all = Set(try places(of: #"^\s*((private|internal|public|fileprivate) )?import "#))
    expectNone(all.subtracting(try places(of: allowed)).sorted())
  }
}
