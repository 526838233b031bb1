import Testing

@testable import Soundscape

@Suite struct DataTableTests {
  private func table(_ text: String) throws -> DataTable { try DataTable(Array(text.utf8)) }

  @Test func commaSeparatedValues() throws {
    let found = try table("\u{feff}fname,labels,n\r\n64760,\"Guitar,\"\"Music\"\"\r\nx\",1\r\n\r\n5,,2")
    #expect(found.columns == ["fname", "labels", "n"])
    #expect(found.rows == [["64760", "Guitar,\"Music\"\r\nx", "1"], ["5", "", "2"]])
    #expect(found.lines == [2, 5])
    #expect(found.place(of: "labels") == 1 && found.place(of: "Labels") == nil)
  }

  @Test func tabsAndSemicolons() throws {
    #expect(try table("a\tb,c\n1\t2,3\n").rows == [["1", "2,3"]])
    #expect(try table("a;b\n1;2\n").rows == [["1", "2"]])
    #expect(try table("only\none\n").rows == [["one"]])
  }

  @Test func linesOfJSON() throws {
    let found = try table(
      "{\"file\": \"a.wav\", \"n\": 3, \"labels\": [\"x\", \"y\"]}\n\n{\"file\": \"b.wav\", \"ok\": true}\n")
    #expect(found.columns == ["file", "labels", "n", "ok"])
    #expect(found.rows == [["a.wav", "x,y", "3", ""], ["b.wav", "", "", "true"]])
  }

  @Test(arguments: [
    ("", "is an empty table"), ("a,b\n1\n", "line 2: has 1 cell, the header has 2"),
    ("a,a\n", "has two columns named a"), ("a\n\"x\n", "line 2: a cell in quotes has no end"),
    ("a\n\"x\"y\n", "line 2: a text follows the quotes of a cell"),
    (
      "{\"a\": 1\n",
      "line 1: is not a JSON object; a table is comma- or tab-separated values, or a JSON object on each line"
    ),
  ])
  func whatIsNoTableIsRefused(text: String, problem: String) {
    #expect(throws: DataTable.Failure(description: problem)) { try table(text) }
  }
}
