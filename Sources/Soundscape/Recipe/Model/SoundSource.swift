/// Where sounds are, and how their paths or a table say what they are.
public struct SoundSource: Hashable, Sendable {
  public enum Arrangement: Hashable, Sendable {
    /// `<label>/<file>`, as Scaper has it.
    case labelFolders
    /// By the form of the paths.
    case files(PathTemplate)
    /// By the rows of a table.
    case table(SoundTable)
  }

  /// Where a sound's group comes from: what it was made from or by, such as a song, a speaker or a recording.
  public enum GroupRule: Hashable, Sendable {
    /// A placeholder of the paths, or a column of the table.
    case field(String)
    /// A regular expression with a group named `group`, searched in the sound's name.
    case pattern(String)
  }

  /// The folder; paths of files start here.
  public var path: String
  public var arrangement: Arrangement
  /// The label of all its sounds; nil where paths or table say it.
  public var label: String?
  /// The labels of the bank, each with those of the source that it stands for; an empty list stands for all others.
  /// Empty for the source's own labels.
  public var labels: [LabelMapping] = []
  /// nil takes the placeholder or the column `group`, or else `song`, where there is one.
  public var group: GroupRule?
  /// The placeholder or column by which the stems of a song belong together; nil takes `song` where there is one.
  public var song: String?
  /// Whether the files of one song under one label are one sound, their sum.
  public var sumsFiles = false
  /// Placeholders or columns that are recorded with each sound.
  public var kept: [String] = []
  /// Cuts long recordings into windows; nil takes files as they are.
  public var chunks: SoundChunks?

  /// Whether a table names its files, which may then be anywhere.
  var isTable: Bool { if case .table = arrangement { true } else { false } }

  public init(path: String, arrangement: Arrangement = .labelFolders) {
    self.path = path
    self.arrangement = arrangement
  }
}

/// A label and those that it stands for.
public struct LabelMapping: Hashable, Sendable {
  public var label: String
  /// Empty for all that no other mapping names.
  public var found: [String]

  public init(label: String, found: [String]) {
    self.label = label
    self.found = found
  }
}

/// A table with a row for each sound.
public struct SoundTable: Hashable, Sendable {
  /// What a cell with several labels means.
  public enum SeveralLabels: String, Hashable, Sendable, CaseIterable {
    /// The first one counts.
    case first
    /// The sound is there under each.
    case each
    /// The row is left out.
    case skip
  }

  /// The table's file: comma- or tab-separated values with a header, or lines of JSON.
  public var path: String
  /// The column with the path of the sound; nil where `fileForm` says it.
  public var fileColumn: String?
  /// The path of the sound with columns in angle brackets, as in `fold<fold>/<slice_file_name>`.
  public var fileForm: PathTemplate?
  public var labelColumn: String?
  /// Between the labels of a cell; nil where a cell is one label.
  public var separator: String?
  public var several = SeveralLabels.first
  /// Columns and the cells that rows must have there, one of each list.
  public var conditions: NameTable<[String]> = [:]

  public init(path: String) { self.path = path }
}

/// Windows of a recording, each a sound of its own.
public struct SoundChunks: Hashable, Sendable {
  /// Seconds of each.
  public var length: Seconds
  /// Seconds from the start of one to that of the next.
  public var hop: Seconds

  public init(length: Seconds, hop: Seconds? = nil) {
    self.length = length
    self.hop = hop ?? length
  }
}
