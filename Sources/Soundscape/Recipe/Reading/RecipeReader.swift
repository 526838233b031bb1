/// Reads recipes: YAML, and so JSON too.
public enum RecipeReader {
  /// A value that replaces one of the recipe before it is read: `render.stretch=soundtouch`, `events[0].snr=6`,
  /// `events.*.pitch_shift=null`.
  public struct Setting: Hashable, Sendable {
    public var keyPath: String
    /// YAML.
    public var value: String

    public init(keyPath: String, value: String) {
      self.keyPath = keyPath
      self.value = value
    }

    /// Reads `KEY=VALUE`; nil without a `=` or a key.
    public init?(_ text: String) {
      guard let (keyPath, value) = text.halves(at: "="), !keyPath.isEmpty else { return nil }
      self.init(keyPath: keyPath, value: value)
    }
  }

  /// Reads a recipe from a file; the paths in it are relative to the file's folder.
  ///
  /// - Parameter effects: those that the recipe may name.
  /// *Throws:* `.recipe` with file, line, column and key path.
  public static func read(
    file: String, settings: [Setting] = [], effects: EffectRegistry = .standard
  ) throws(SoundscapeError) -> Recipe {
    let text: String
    do { text = try self.text(of: file) } catch { throw .recipe(location: file, problem: error.problem) }
    return try read(text: text, file: file, settings: settings, effects: effects)
  }

  /// Reads a recipe from text; `file` names it in errors and is what its paths are relative to.
  public static func read(
    text: String, file: String, settings: [Setting] = [], effects: EffectRegistry = .standard
  ) throws(SoundscapeError) -> Recipe {
    var includes = Includes()
    var tree = try includes.tree(of: text, file: file)
    let typed = try settings.map(TypedSetting.init)
    for setting in typed { try setting.lay(over: &tree) }
    var origin = RecipeOrigin()
    origin.file = file
    origin.digest = SHA256Hasher.hexDigest(of: tree.root.canonicalText)
    var recipe = try RecipeNode(tree, effects: effects).recipe(origin: origin)
    (recipe.variants, recipe.dealsVariants) = try variants(
      of: tree, settings: typed, origin: origin, effects: effects)
    return recipe
  }

  /// A recipe of 100,000 events has a third of it.
  private static let mostBytes = 1 << 25

  /// The text of a file. *Throws:* `.source`.
  static func text(of file: String) throws(SoundscapeError) -> String {
    let bytes = try FileSystem.readPlain(file, most: mostBytes)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .source(path: file, problem: "is not UTF-8 text")
    }
    return text
  }
}

/// A setting whose key path and value are read.
struct TypedSetting {
  private let path: KeyPathSteps
  private let value: Node
  private let typed: String

  /// Whether it changes what is read before settings are, or what a variant has none of.
  func concerns(_ key: String) -> Bool { path.steps.first == .key(key) }

  init(_ setting: RecipeReader.Setting) throws(SoundscapeError) {
    typed = "\(setting.keyPath)=\(setting.value)"
    // Nothing after the equals sign means null, as nothing after a key's colon does.
    let text = setting.value.isEmpty ? "null" : setting.value
    // A setting has no lines and columns to look up.
    do { value = try Node(yaml: text, file: "") } catch {
      throw .recipe(location: "setting \(typed)", problem: "is not valid YAML")
    }
    path = try KeyPathSteps(setting.keyPath, location: "setting \(setting.keyPath)")
    guard !concerns("include") else {
      throw .recipe(location: "setting \(typed)", problem: "include is only allowed in a recipe's file")
    }
  }

  func lay(over tree: inout RecipeTree) throws(SoundscapeError) {
    try tree.lay(value, at: path, from: .setting(typed), location: "setting \(typed)")
  }
}
