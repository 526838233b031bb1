private import Csqlite3

/// An open file of SQLite: one handle, closed with its owner.
///
/// Its calls may come from any thread, one after another: the library takes care of that. A statement may outlive it.
@safe struct Database: ~Copyable, Sendable {
  enum Purpose {
    /// Never changes the file, nor the folder that it is in.
    case reading
    /// Makes the file where there is none.
    case writing
  }

  /// How long a call waits for another process that writes: longer than such a change takes.
  private static let patience: CInt = 10_000

  // As a number, which threads may share.
  private let number: UInt

  /// Opens a file.
  ///
  /// - Parameter path: an absolute one, so that it is never taken for a URI; no part of it may be a link.
  init(_ path: String, for purpose: Purpose) throws(DatabaseFailure) {
    let access = purpose == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let result = unsafe sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_NOFOLLOW, nil)
    // There is a handle after most failures too, which must be closed.
    guard result == SQLITE_OK, let handle = unsafe opened, case let setting = unsafe sqlite3_set_defensive(handle),
      setting == SQLITE_OK
    else {
      let failure = unsafe DatabaseFailure(result == SQLITE_OK ? SQLITE_ERROR : result, of: opened)
      unsafe sqlite3_close_v2(opened)
      throw failure
    }
    unsafe sqlite3_busy_timeout(handle, Self.patience)
    number = UInt(bitPattern: handle)
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  private var handle: OpaquePointer? { unsafe OpaquePointer(bitPattern: number) }

  /// Runs statements without values and without rows.
  borrowing func execute(_ statements: String) throws(DatabaseFailure) {
    try check(unsafe sqlite3_exec(handle, statements, nil, nil, nil))
  }

  /// Makes a statement ready to be run.
  borrowing func prepare(_ statement: String) throws(DatabaseFailure) -> DatabaseStatement {
    var made: OpaquePointer?
    try check(unsafe sqlite3_prepare_v2(handle, statement, -1, &made, nil))
    guard let made = unsafe made else { throw DatabaseFailure(code: SQLITE_MISUSE, words: "an empty statement") }
    return unsafe DatabaseStatement(made)
  }

  /// Runs work as one change: all of it is in the file afterwards, or none.
  borrowing func transaction(_ work: () throws(DatabaseFailure) -> Void) throws(DatabaseFailure) {
    try execute("BEGIN IMMEDIATE")
    do throws(DatabaseFailure) {
      try work()
      try execute("COMMIT")
    } catch {
      // After some failures the library has done so itself.
      try? execute("ROLLBACK")
      throw error
    }
  }

  private borrowing func check(_ result: CInt) throws(DatabaseFailure) {
    guard result == SQLITE_OK else { throw unsafe DatabaseFailure(result, of: handle) }
  }
}

/// What SQLite says went wrong.
struct DatabaseFailure: Error, Hashable {
  /// Of the kind of the failure, without its details.
  let code: CInt
  let words: String

  fileprivate init(code: CInt, words: String) { (self.code, self.words) = (code & 0xFF, words) }

  fileprivate init(_ result: CInt, of handle: OpaquePointer?) {
    let text = unsafe handle.flatMap { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(result)
    self.init(code: result, words: unsafe text.map { unsafe String(cString: $0) } ?? "error \(result)")
  }

  /// Of a statement that was run.
  static func of(_ result: CInt, statement: OpaquePointer) -> DatabaseFailure {
    unsafe DatabaseFailure(result, of: sqlite3_db_handle(statement))
  }

  /// Whether the file is not one of SQLite, or its content cannot be right.
  var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_SCHEMA].contains(code) }
  /// Whether there is no such file, or it may not be opened.
  var isMissing: Bool { code == SQLITE_CANTOPEN }
  /// Whether another process writes to the file for too long.
  var isBusy: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code) }
  var isForLackOfSpace: Bool { code == SQLITE_FULL }
}
