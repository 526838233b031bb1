/// Brings sounds from anywhere into a bank: copied or linked where they already are what they are to be, else converted.
///
/// It can be run again: what is there and unchanged is left as it is. A file that it has not made is never replaced
/// without `overwrites`; nothing is written where a source is.
public struct SoundImporter: Sendable {
  /// What becomes of a sound that needs no conversion.
  public enum Transfer: String, Hashable, Sendable, CaseIterable { case copy, link }

  /// Files and folders; the tree below each folder is kept.
  public var inputs: [String]
  /// The folder that they are brought into.
  public var bank: String
  /// A folder of the bank for all of them; nil for the bank itself.
  public var label: String?
  public var conversion = SoundConversion()
  public var transfer = Transfer.copy
  /// Where the stems of a `.stem.mp4` go, with `<label>`, `<song>` and `<folder>` in place of what differs.
  public var stemNames = StemFile.usualNames
  /// Whether files that are in the way are replaced.
  public var overwrites = false
  /// The program that decodes what this library does not.
  public var ffmpeg = "ffmpeg"
  /// How many sounds are worked on at once.
  public var jobs = 1

  public init(_ inputs: [String], into bank: String) {
    self.inputs = inputs
    self.bank = bank
  }

  /// Something that came up, as soon as it did.
  public enum Notice: Sendable {
    /// A sound that cannot be imported.
    case failure(SoundscapeError)
    /// Something odd about one that was: the path, and what it is.
    case warning(String)
  }

  /// How far a run has come.
  public struct Progress: Hashable, Sendable {
    public var done: Int
    public var failed: Int
    public var total: Int
  }

  /// What became of a run.
  public struct Summary: Hashable, Sendable {
    public var copied = 0
    public var linked = 0
    public var converted = 0
    /// There already, and unchanged.
    public var found = 0
    public var failed = 0
    /// Files in the given folders that are not sounds.
    public var ignored = 0

    mutating func count(_ way: ImportRow.Way) {
      switch way {
      case .copied: copied += 1
      case .linked: linked += 1
      case .converted: converted += 1
      }
    }
  }

  public typealias Report = @Sendable (Notice) -> Void
  public typealias Show = @Sendable (Progress) -> Void

  /// Imports what is missing, on the caller's thread and `jobs` − 1 others.
  ///
  /// A sound that cannot be imported is reported, and the others are imported.
  /// - Parameters:
  ///   - report: is called as soon as something is found, from any worker.
  ///   - progress: is called after each sound, from any worker.
  /// *Throws:* where the bank cannot be written, or holds any of the sources.
  public func run(
    report: @escaping Report = { _ in }, progress: @escaping Show = { _ in }
  ) throws(SoundscapeError) -> Summary {
    let plan = try plan(report: report)
    return try plan.run(report: report, progress: progress)
  }

  /// What would be done, without changing anything.
  public func plan(report: @escaping Report = { _ in }) throws(SoundscapeError) -> ImportPlan {
    try ImportPlan(self, report: report)
  }

  /// A place in the bank.
  func place(_ inner: String) throws(SoundscapeError) -> InnerPath {
    do throws(InnerPath.Refusal) { return try InnerPath(Path.join(label ?? "", inner)) } catch {
      throw .output(path: bank, problem: error.problem)
    }
  }

  /// What decides, beside the source, what a sound becomes.
  var request: String { "\(transfer.rawValue) \(conversion.text)" }
}
