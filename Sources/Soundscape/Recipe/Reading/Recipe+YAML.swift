extension Recipe {
  /// The recipe as YAML that is read as the same recipe again, but for where it came from: everything but defaults, in
  /// the order of docs/recipe.md.
  ///
  /// Folders are written as they are in `soundbank`, which the reader takes as relative to the file that it reads. What
  /// is in no recipe is not written: a gap between events without `noOverlap`, a value of `let` that nothing uses.
  public var yaml: String { YAMLWriter.document(RecipeWriter.node(of: self)) }
}

/// As the text of its YAML: the one form that keeps numbers, names and the order of splits as they are.
extension Recipe: Codable {
  public init(from decoder: any Decoder) throws {
    self = try RecipeReader.read(text: try decoder.singleValueContainer().decode(String.self), file: "")
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(yaml)
  }
}
