import Yams

/// Reads recipes: YAML, and so JSON too.
public enum RecipeReader {
  /// A value that is laid over the recipe before it is read: `render.stretch=soundtouch`, `events[0].snr=6`,
  /// `events.*.pitch_shift=null`.
  public struct Setting: Hashable, Sendable {
    public var keyPath: String
    /// YAML.
    public var value: String

    public init(keyPath: String, value: String) {
      self.keyPath = keyPath
      self.value = value
    }

    /// Reads `KEY=VALUE`; nil where there is no `=` or no key.
    public init?(_ text: String) {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
      self.init(keyPath: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
  }

  /// Reads a recipe from a file; the paths in it are relative to the file's folder.
  ///
  /// *Throws:* `.recipe` with file, line, column and key path.
  public static func read(file: String, settings: [Setting] = []) throws(SoundscapeError) -> Recipe {
    let text: String
    do { text = try self.text(of: file) } catch { throw .recipe(location: file, problem: problem(of: error)) }
    return try read(text: text, file: file, settings: settings)
  }

  /// Reads a recipe from text; `file` names it in errors and is what its paths are relative to.
  public static func read(
    text: String, file: String, settings: [Setting] = []
  ) throws(SoundscapeError) -> Recipe {
    var includes = Includes()
    var tree = try includes.tree(of: text, file: file)
    let typed = try settings.map(TypedSetting.init)
    for setting in typed { try setting.lay(over: &tree) }
    var origin = RecipeOrigin()
    origin.file = file
    origin.digest = SHA256Hasher.hexDigest(of: tree.root.canonicalText)
    var recipe = try RecipeNode(tree).recipe(origin: origin)
    recipe.variants = try variants(of: tree, settings: typed, origin: origin)
    return recipe
  }

  /// The text of a file. *Throws:* `.source`.
  static func text(of file: String) throws(SoundscapeError) -> String {
    guard let text = String(validating: try FileSystem.read(file), as: UTF8.self) else {
      throw .source(path: file, problem: "is no UTF-8 text")
    }
    return text
  }

  /// YAML as a tree of nodes; an empty text is an empty mapping.
  static func compose(_ text: String, file: String) throws(SoundscapeError) -> Node {
    do {
      return try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
    } catch let error as YamlError {
      throw error.inRecipe(file)
    } catch {
      throw .recipe(location: file, problem: "\(error)")
    }
  }

  /// What is wrong, without where.
  static func problem(of error: SoundscapeError) -> String {
    switch error {
    case .source(_, let problem, _), .output(_, let problem, _), .recipe(_, let problem),
      .annotation(_, let problem, _):
      problem
    default: "\(error)"
    }
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
    // Nothing behind the equals sign is null, as nothing behind a key's colon is.
    let text = setting.value.isEmpty ? "null" : setting.value
    // A setting has no lines and columns that anybody could look up.
    do { value = try RecipeReader.compose(text, file: "") } catch {
      throw .recipe(location: "--set \(typed)", problem: "is no YAML")
    }
    path = try KeyPathSteps(setting.keyPath, location: "--set \(setting.keyPath)")
    guard !concerns("include") else {
      throw .recipe(location: "--set \(typed)", problem: "include is only allowed in a recipe's file")
    }
  }

  func lay(over tree: inout RecipeTree) throws(SoundscapeError) {
    try tree.lay(value, at: path, from: .setting(typed), location: "--set \(typed)")
  }
}

extension YamlError {
  /// The same complaint in one line, with the place first.
  fileprivate func inRecipe(_ file: String) -> SoundscapeError {
    switch self {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let around = context.map { " (\($0.text) from \($0.mark.line):\($0.mark.column))" } ?? ""
      return .recipe(location: "\(file):\(mark.line):\(mark.column)", problem: "is no YAML: \(problem)\(around)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\($0)" }.joined(separator: ", ")
      let place = "\(file):\(context.mark.line):\(context.mark.column)"
      return .recipe(location: place, problem: "the key \(keys) stands here and a second time below")
    case .reader(let problem, let offset, _, let text):
      let lines = offset.map { text.prefix($0).split(separator: "\n", omittingEmptySubsequences: false) } ?? []
      let place = lines.last.map { "\(file):\(lines.count):\($0.count + 1)" } ?? file
      return .recipe(location: place, problem: "is no YAML: \(problem)")
    default: return .recipe(location: file, problem: "is no YAML")
    }
  }
}
