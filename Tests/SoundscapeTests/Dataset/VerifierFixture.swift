import TestSupport
import Testing

@testable import Soundscape

/// A data set of three small mixtures, to be damaged and verified.
struct VerifierFixture {
  var dataset: DatasetFixture
  private(set) var rows: [ManifestRow] = []

  init(
    _ format: FileFormat = .wav, _ subtype: SampleFormat = .float, change: (inout Recipe) -> Void = { _ in }
  ) async throws {
    dataset = try DatasetFixture()
    dataset.recipe.render.sampleFormat = subtype
    dataset.recipe.output.format = format
    dataset.recipe.referenceLoudness = .const(-35)
    // Every mixture has events to damage.
    dataset.recipe.events[0].count = .uniform(2...4)
    change(&dataset.recipe)
    // What is changed may be the folders.
    let soundbank = try Soundbank.scan(dataset.recipe.soundbank).soundbank
    let engine = try Engine(recipe: dataset.recipe, soundbank: soundbank)
    _ = try DatasetGenerator(engine: engine, indices: 0..<3, sink: FolderSink(dataset.folder.path("set"))).run()
    rows = try #require(try Manifest.read(path(Manifest.fileName))).rows
  }

  var root: String { dataset.folder.path("set") }

  func path(_ file: String) -> String { Path.join(root, file) }

  func report(jobs: Int = 1, _ depth: DatasetVerifier.Depth = .full) async throws -> VerificationReport {
    var verifier = DatasetVerifier(root, depth: depth)
    verifier.jobs = jobs
    return try verifier.run()
  }

  /// The one failure that there is.
  func failure() async throws -> VerificationFinding {
    let report = try await report()
    #expect(report.failures.count == 1, "\(report.findings.map(\.description))")
    return try #require(report.failures.first)
  }

  // MARK: Damage

  func flip(_ file: String, at offset: Int, mask: UInt8 = 0x40) throws {
    var bytes = try FileSystem.read(path(file))
    bytes[offset] ^= mask
    try FileSystem.write(bytes, to: path(file))
  }

  /// Where the highest byte of a frame lies in a mono WAV of the fixture's 2000 frames.
  func offset(ofFrame frame: Int, in file: String, _ subtype: SampleFormat) throws -> Int {
    let size = try #require(FileSystem.size(ofFile: path(file)))
    return size - (2_000 - frame) * subtype.bytesPerSample + subtype.bytesPerSample - 1
  }

  /// Writes the rows as they are changed.
  mutating func editRows(_ change: (inout ManifestRow) -> Void) throws {
    for i in rows.indices { change(&rows[i]) }
    try FileSystem.write(Manifest(rows: rows).bytes, to: path(Manifest.fileName))
  }

  /// Makes the manifest agree with the files as they are.
  mutating func updateDigests() throws {
    for i in rows.indices {
      for file in rows[i].files { rows[i].sha256[file] = try SHA256Hasher.hexDigest(ofFile: path(file)) }
    }
    try FileSystem.write(Manifest(rows: rows).bytes, to: path(Manifest.fileName))
  }

  /// Changes an annotation and the manifest with it.
  mutating func edit(_ index: Int, _ change: (inout RawJAMS) throws -> Void) throws {
    let file = path(try #require(rows[index].jams))
    var document = try RawJAMS(path: file)
    try change(&document)
    try FileSystem.write(document.bytes, to: file)
    try updateDigests()
  }

  /// Changes an observation, and what the ledger says of it.
  mutating func editEvent(
    _ index: Int, _ event: Int, _ change: (inout JSONTree, inout JSONTree) -> Void
  ) throws {
    try edit(index) { document in
      var (row, entry) = (document.data[event], document.entries[event])
      change(&row, &entry)
      (document.data[event], document.entries[event]) = (row, entry)
    }
  }
}
