/// Where a value is that was allocated by hand, as a number: unlike a pointer, it may be shared between threads.
///
/// Only the number is safe to share. What keeps two threads from the value at once is up to the owner.
struct Address<Value>: Sendable {
  private let number: UInt

  /// Allocates memory for one value, which the caller initialises.
  static func allocate() -> Address {
    Address(number: UInt(bitPattern: UnsafeMutablePointer<Value>.allocate(capacity: 1)))
  }

  /// The value's place; the memory must not be freed yet.
  var pointer: UnsafeMutablePointer<Value> {
    // An allocation is never at 0.
    unsafe UnsafeMutablePointer(bitPattern: number).unsafelyUnwrapped
  }
}
