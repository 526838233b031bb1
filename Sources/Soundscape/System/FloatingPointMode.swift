private import Cplatform

/// What this thread's processor does with subnormal numbers, those too small for a format's full precision: whether they
/// count as 0, in arguments and results.
///
/// A library that is linked with `-ffast-math` turns it on for the thread that loads it and for all that this one starts
/// (libSoundTouch does), and a host program may turn it on or off. So what is rendered has a mode of its own: flushed,
/// since a reverb that dies away takes many times as long with subnormals.
struct FloatingPointMode {
  private var environment: fenv_t

  /// Sets the mode of this thread. *Returns:* what gives it back the one that it had.
  static func set(flushesSubnormals: Bool) -> FloatingPointMode {
    var before = fenv_t()
    unsafe fegetenv(&before)
    var mode = before
    #if arch(x86_64)
      let bits: UInt32 = 0x8040
      mode.__mxcsr = flushesSubnormals ? mode.__mxcsr | bits : mode.__mxcsr & ~bits
    #elseif arch(arm64)
      let bits: UInt32 = 1 << 24
      mode.__fpcr = flushesSubnormals ? mode.__fpcr | bits : mode.__fpcr & ~bits
    #endif
    unsafe fesetenv(&mode)
    return FloatingPointMode(environment: before)
  }

  /// Gives the thread the mode that it had.
  func restore() {
    var before = environment
    unsafe fesetenv(&before)
  }
}
