@testable import Soundscape

extension DatasetReader {
  /// All rows of small data sets, by index.
  func rows() throws -> [ManifestRow] {
    try (0..<count).compactMap { try entry(at: $0).row }.sorted { $0.index < $1.index }
  }
}
