import TestSupport
import Testing

@testable import Soundscape

/// Tables of labels and of events.
@Suite struct LabelTablesTests {
  private func spans(_ spans: [(Double, Double, String)]) -> [LabelSpan] {
    spans.map { LabelSpan(onset: $0.0, offset: $0.1, label: $0.2) }
  }

  /// Worked out by hand from DESED's rules.
  @Test func desedJoinsWhatIsClose() {
    let rule = DESEDRule(duration: 10)
    func merged(_ input: [(Double, Double)]) -> [[Double]] {
      rule.merged(input.map { LabelSpan(onset: $0.0, offset: $0.1, label: "a") }).map { [$0.onset, $0.offset] }
    }
    #expect(merged([(1, 2), (2.1, 3)]) == [[1, 3]])
    #expect(merged([(1, 2), (2.2, 3)]) == [[1, 2], [2.2, 3]])
    // Onsets less than 400 ms apart.
    #expect(merged([(1, 1.1), (1.39, 2)]) == [[1, 2]])
    // Inside another.
    #expect(merged([(1, 4), (2, 3), (5, 6)]) == [[1, 4], [5, 6]])
    // Too short: made longer, or left out at the end with all that follow.
    #expect(merged([(1, 1.1)]) == [[1, 1.25]])
    #expect(merged([(9, 9.5), (9.8, 9.9), (9.85, 9.9)]) == [[9, 9.5]])
    // A chain.
    #expect(merged([(0, 0.3), (0.4, 0.7), (0.8, 1.1)]) == [[0, 1.1]])
    // What passes the end is cut.
    #expect(merged([(8, 12)]) == [[8, 10]])
  }

  @Test func tablesHaveEveryMixtureAndTheDecimalsAskedFor() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
    _ = try fixture.maker("set").run()
    let options = LabelOptions(bounds: .nominal, merging: .overlaps, decimals: 5)
    let files = try TableExporter(fixture.folder.path("set"), as: .labels(options), to: fixture.folder.path("out"))
      .run()
    #expect(files.count == 6)
    var mixtures = 0
    for split in ["train", "test"] {
      func lines(_ name: String) throws -> [[String]] {
        String(decoding: try FileSystem.read(fixture.folder.path("out/\(name).tsv")), as: UTF8.self)
          .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      }
      #expect(try lines(split)[0] == ["filename", "onset", "offset", "event_label"])
      for row in try lines(split).dropFirst() {
        #expect(row[1].split(separator: ".")[1].count == 5 && (Double(row[1]) ?? 9) < (Double(row[2]) ?? 0), "\(row)")
      }
      mixtures += try lines("\(split)_durations").count - 1
      #expect(try lines("\(split)_durations").count == lines("\(split)_weak").count)
    }
    #expect(mixtures == 6)
    // Never over what is there.
    #expect(throws: SoundscapeError.self) {
      try TableExporter(fixture.folder.path("set"), as: .labels(options), to: fixture.folder.path("out")).run()
    }
  }

  @Test func rowsHaveTheColumnsOfTheHeader() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.maker("set").run()
    let set = fixture.folder.path("set")
    for form in [TableExporter.Form.csv, .jsonLines] {
      _ = try TableExporter(set, as: form, to: fixture.folder.path("out")).run()
    }
    let reader = try DatasetReader(dataset: set)
    let entry = try reader.entry(at: 0)
    let annotation = try Annotation(jams: try #require(entry.annotationPath))
    let row = try #require(entry.row)
    #expect(TableRow(mixture: row, annotation).columns.map(\.name) == TableRow.mixtureColumns)
    #expect(TableRow(event: 0, of: annotation, in: row).columns.map(\.name) == TableRow.eventColumns)
    let text = String(decoding: try FileSystem.read(fixture.folder.path("out/events.jsonl")), as: UTF8.self)
    let events = try text.split(separator: "\n").map { try JSONReader.tree(of: Array($0.utf8)) }
    var count = 0
    for position in 0..<reader.count {
      count += try Annotation(jams: try #require(reader.entry(at: position).annotationPath)).events.count
    }
    #expect(events.count == count && count > 6)
    #expect(events[0]["label"].string == annotation.events[0].event.label)
    #expect(events[0]["snr"].double == annotation.events[0].event.snr)
  }

  @Test func cellsAreQuoted() {
    #expect(CSVRow.cell(nil) == "" && CSVRow.cell("") == "\"\"" && CSVRow.cell("a b") == "a b")
    #expect(CSVRow.cell("a,\"b\"\n") == "\"a,\"\"b\"\"\n\"")
  }
}
