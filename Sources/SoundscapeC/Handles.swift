internal import CSoundscape

// A handle is an object of Swift's, retained for the caller until it frees it. C cannot know what it points to, so a call
// trusts the header's types, and that a handle was not freed.

/// An object as a handle of the caller's.
func retained(_ object: AnyObject) -> OpaquePointer {
  OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

/// The object of a handle.
func object<Object: AnyObject>(_ handle: OpaquePointer, _: Object.Type) -> Object {
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
}

/// Ends the caller's hold on an object.
func release<Object: AnyObject>(_ handle: OpaquePointer?, _: Object.Type) {
  guard let handle = handle else { return }
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
}
