/// What a person means by a bank: a folder, or a recipe with the folders of its soundbank.
package enum BankFolders {
  /// *Throws:* `.source` where there is nothing of the name, `.recipe` for what is neither a folder nor a recipe.
  package static func folders(of bank: String) throws(SoundscapeError) -> [String] {
    guard let kind = FileSystem.kind(of: bank) else {
      throw .source(path: bank, problem: SystemFailure.missing.words)
    }
    if kind == .folder { return [bank] }
    let soundbank = try RecipeReader.read(file: bank).soundbank
    var folders: [String] = []
    for source in soundbank.foreground + soundbank.background where !folders.containsName(source.path) {
      folders.append(source.path)
    }
    return folders
  }
}
