/// What a person means by a bank: a folder, or a recipe with the folders of its soundbank.
package enum BankFolders {
  /// *Throws:* `.source` where there is nothing of the name, `.recipe` for what is neither a folder nor a recipe.
  package static func folders(of bank: String) throws(SoundscapeError) -> [String] {
    guard let soundbank = try soundbank(of: bank) else { return [bank] }
    var folders: [String] = []
    for source in soundbank.foreground + soundbank.background where !folders.containsName(source.path) {
      folders.append(source.path)
    }
    return folders
  }

  /// The soundbank of a recipe; nil for a folder.
  ///
  /// *Throws:* as `folders(of:)`.
  package static func soundbank(of bank: String) throws(SoundscapeError) -> Recipe.SoundbankFolders? {
    guard let kind = FileSystem.kind(of: bank) else {
      throw .source(path: bank, problem: SystemFailure.missing.words)
    }
    return kind == .folder ? nil : try RecipeReader.read(file: bank).soundbank
  }
}
