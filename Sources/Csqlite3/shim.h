#include <sqlite3.h>

// Macros and functions with any number of arguments, which Swift cannot import.
static inline int sqlite3_bind_copy_of_text(sqlite3_stmt *statement, int place, const char *text, int byte_count) {
  return sqlite3_bind_text(statement, place, text, byte_count, SQLITE_TRANSIENT);
}
static inline int sqlite3_bind_copy_of_blob(sqlite3_stmt *statement, int place, const void *bytes, int byte_count) {
  return sqlite3_bind_blob(statement, place, bytes, byte_count, SQLITE_TRANSIENT);
}
// A file that somebody prepared can neither run code of its own nor be made invalid by a statement.
static inline int sqlite3_set_defensive(sqlite3 *database) {
  int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
  if (result == SQLITE_OK) result = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
#endif
  return result;
}
