private import Csqlite3

/// A statement of SQL: given values, then run for as many rows as there are. It is finished with its owner.
///
/// What comes out is never trusted to be of the type that was put in: a file may be anybody's.
@safe struct DatabaseStatement: ~Copyable {
  private let handle: OpaquePointer

  /// Takes a statement over.
  init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Moves to the next row. *Returns:* whether there is one.
  borrowing func next() throws(DatabaseFailure) -> Bool {
    let result = unsafe sqlite3_step(handle)
    if result == SQLITE_ROW { return true }
    guard result == SQLITE_DONE else { throw unsafe .of(result, statement: handle) }
    return false
  }

  /// Runs it to its end, and makes it ready for other values.
  borrowing func run() throws(DatabaseFailure) {
    while try next() {}
    try check(unsafe sqlite3_reset(handle))
    try check(unsafe sqlite3_clear_bindings(handle))
  }

  // MARK: Values, by their places from 1

  borrowing func set(_ place: Int, _ number: Int?) throws(DatabaseFailure) {
    guard let number else { return try check(unsafe sqlite3_bind_null(handle, CInt(place))) }
    try check(unsafe sqlite3_bind_int64(handle, CInt(place), Int64(number)))
  }

  borrowing func set(_ place: Int, _ number: Double?) throws(DatabaseFailure) {
    guard let number else { return try check(unsafe sqlite3_bind_null(handle, CInt(place))) }
    try check(unsafe sqlite3_bind_double(handle, CInt(place), number))
  }

  borrowing func set(_ place: Int, _ text: String?) throws(DatabaseFailure) {
    guard let text else { return try check(unsafe sqlite3_bind_null(handle, CInt(place))) }
    let count = CInt(clamping: text.utf8.count)
    try check(unsafe sqlite3_bind_copy_of_text(handle, CInt(place), text, count))
  }

  borrowing func set(_ place: Int, _ bytes: [UInt8]) throws(DatabaseFailure) {
    try check(
      unsafe bytes.withUnsafeBytes {
        unsafe sqlite3_bind_copy_of_blob(handle, CInt(place), $0.baseAddress, CInt(clamping: $0.count))
      })
  }

  // MARK: Columns, by their places from 0; nil for a value of another type

  borrowing func integer(_ place: Int) -> Int? {
    let column = CInt(place)
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_INTEGER else { return nil }
    return Int(unsafe sqlite3_column_int64(handle, column))
  }

  borrowing func number(_ place: Int) -> Double? {
    let column = CInt(place)
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_FLOAT else { return nil }
    return unsafe sqlite3_column_double(handle, column)
  }

  /// nil for what is not UTF-8 too.
  borrowing func text(_ place: Int) -> String? {
    let column = CInt(place)
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_TEXT,
      let start = unsafe sqlite3_column_text(handle, column)
    else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  borrowing func bytes(_ place: Int) -> [UInt8]? {
    let column = CInt(place)
    guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
    let start = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  private borrowing func check(_ result: CInt) throws(DatabaseFailure) {
    guard result == SQLITE_OK else { throw unsafe .of(result, statement: handle) }
  }
}
