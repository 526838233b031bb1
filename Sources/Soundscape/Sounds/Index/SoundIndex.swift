/// A file of SQLite with what is known of a bank's files: a table of rows, and where the bank was.
///
/// Rows are facts about files by their paths, sizes and times, so that none of them has to be right: whoever uses one
/// compares it with the file.
struct SoundIndex: ~Copyable, Sendable {
  /// The version of the tables; a file with a higher one was written by a newer version of this library.
  static let format = 1
  /// In the file's header, where SQLite has a place for the program that it is of: `SSix`.
  private static let application = 0x5353_6978
  private static let schema = [
    "CREATE TABLE bank (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sounds (path TEXT PRIMARY KEY, \(columns)) WITHOUT ROWID",
  ]
  private static let columns =
    "size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, device INTEGER NOT NULL, "
    + "node INTEGER NOT NULL, state INTEGER NOT NULL, problem TEXT, frames INTEGER, rate INTEGER, channels INTEGER, "
    + "loudness REAL, peak REAL, sound_start INTEGER, sound_end INTEGER, sha256 BLOB"

  let path: String
  let database: Database

  /// Opens an index that is there.
  ///
  /// *Throws:* `.source` for a file that is not an index, is damaged, or is of a newer version.
  init(reading path: String) throws(SoundscapeError) {
    database = try Self.open(path, for: .reading)
    self.path = path
  }

  /// Opens an index, or makes an empty one.
  ///
  /// *Throws:* as `init(reading:)`, and `.output` where it cannot be written.
  init(writing path: String) throws(SoundscapeError) {
    let opened = try Self.open(path, for: .writing)
    do throws(DatabaseFailure) { try Self.begin(opened) } catch { throw Self.error(error, path, isWriting: true) }
    database = opened
    self.path = path
  }

  private static func open(_ path: String, for purpose: Database.Purpose) throws(SoundscapeError) -> Database {
    // The part before the name may have links, which the library does not follow.
    let place = Path.join(FileSystem.realPath(Path.parent(of: path)), Path.name(of: path))
    let isWriting = purpose == .writing
    if isWriting, hasForeignJournal(place) { throw .source(path: path + "-journal", problem: "is of another program") }
    let opened: Database
    do throws(DatabaseFailure) { opened = try Database(place, for: purpose) } catch {
      throw Self.error(error, path, isWriting: isWriting)
    }
    let found: String?
    do throws(DatabaseFailure) { found = try problem(of: opened, mayBeEmpty: isWriting) } catch {
      throw Self.error(error, path, isWriting: isWriting)
    }
    if let found { throw .source(path: path, problem: found) }
    return opened
  }

  /// Whether the change that is to be undone is one of several files, which this library never makes: SQLite would remove a
  /// file that the journal names, and the bank may be anybody's.
  ///
  /// *Source:* Database File Format, section 3, and `pager.c` of SQLite: such a journal ends with these bytes.
  private static func hasForeignJournal(_ path: String) -> Bool {
    let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    let journal = path + "-journal"
    guard let size = FileSystem.size(ofFile: journal), size >= mark.count else { return false }
    return (try? FileSystem.read((size - mark.count)..<size, of: journal)) == mark
  }

  private static func problem(
    of database: borrowing Database, mayBeEmpty: Bool
  ) throws(DatabaseFailure) -> String? {
    var found: [String] = []
    let tables = try database.prepare("SELECT sql FROM sqlite_master ORDER BY name")
    while try tables.next() { found.append(tables.text(0) ?? "") }
    let (application, version) = (try database.number("application_id"), try database.number("user_version"))
    if found.isEmpty, application == 0, version == 0 { return mayBeEmpty ? nil : "is empty: its scan was stopped" }
    guard application == Self.application else { return "is not an index of sounds, but a database of another program" }
    guard version <= format else {
      return "has format \(version), which only a newer version of Soundscape reads (\(SoundscapeVersion.current) "
        + "reads format \(format)); remove it, and scan again"
    }
    return areSameNames(found, schema) ? nil : "has other tables than an index of sounds; remove it, and scan again"
  }

  /// Makes the tables, and has each change on the disk as a whole, whatever ends the process.
  private static func begin(_ database: borrowing Database) throws(DatabaseFailure) {
    // A journal of its own is the mode that also works on network disks, and leaves nothing behind for readers.
    try database.execute("PRAGMA journal_mode = DELETE; PRAGMA cache_spill = OFF")
    if try database.number("user_version") == format { return }
    let header = "PRAGMA application_id = \(application); PRAGMA user_version = \(format)"
    let statements = (["BEGIN IMMEDIATE"] + schema + [header, "COMMIT"]).joined(separator: "; ")
    // Where it fails in between, the file is closed, and nothing was done.
    try database.execute(statements)
  }

  /// What is said of a failure.
  static func error(_ failure: DatabaseFailure, _ path: String, isWriting: Bool = false) -> SoundscapeError {
    let problem =
      if failure.isDamage {
        "is damaged, or not an index of sounds (\(failure.words)); remove it, and scan again"
      } else if failure.isBusy {
        "is being written by another program"
      } else if failure.isForLackOfSpace {
        "the disk is full"
      } else if failure.isMissing {
        FileSystem.isLink(path) ? "is a link, which is not followed" : "cannot be opened"
      } else {
        "SQLite: \(failure.words)"
      }
    return isWriting && !failure.isDamage
      ? .output(path: path, problem: problem) : .source(path: path, problem: problem)
  }
}

extension Database {
  /// A number of the file's header.
  fileprivate borrowing func number(_ name: String) throws(DatabaseFailure) -> Int {
    let statement = try prepare("PRAGMA \(name)")
    return try statement.next() ? statement.integer(0) ?? 0 : 0
  }
}
