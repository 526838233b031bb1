private import Cplatform

/// What happens to memory that is freed.
package enum FreedMemory {
  /// Keeps it for the next mixture instead of handing it to the system and asking for it again: the C library's own
  /// limits are below the size of a mixture's buffers, and clearing pages again took a sixth of the time where little but
  /// decoding is done.
  ///
  /// For programs that render: the whole process is concerned. Does nothing where the C library is not glibc.
  package static func keep() {
    #if canImport(Glibc)
      // The largest that glibc takes.
      _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
      _ = mallopt(M_TRIM_THRESHOLD, 128 << 20)
    #endif
  }
}
