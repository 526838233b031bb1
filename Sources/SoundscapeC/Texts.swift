// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CSoundscape
internal import Glibc
internal import Soundscape

/// A text that C reads for as long as this object lives.
final class CText: Sendable {
  /// A number may be shared between threads, and what is there is never changed; 0 where there was no memory.
  private let address: UInt

  init(_ text: String) { address = UInt(bitPattern: allocated(text)) }

  deinit { free(UnsafeMutablePointer<CChar>(bitPattern: address)) }

  var pointer: UnsafePointer<CChar>? { UnsafePointer(bitPattern: address) }
}

/// A text for the caller to free by `ss_text_free`; nil where there is no memory for it.
func allocated(_ text: String) -> UnsafeMutablePointer<CChar>? { text.withCString { strdup($0) } }

/// The same as a call's result.
func returned(_ text: String) throws(CallFailure) -> UnsafeMutablePointer<CChar> {
  guard let copy = allocated(text) else {
    throw .engine(.processing(stage: "text", problem: "out of memory (\(text.utf8.count) bytes needed)"))
  }
  return copy
}

/// The text that a pointer of the caller's points to.
///
/// *Throws:* where it is not UTF-8.
func optionalText(_ pointer: UnsafePointer<CChar>?, _ argument: String) throws(CallFailure) -> String? {
  guard let pointer = pointer else { return nil }
  guard let text = String(validatingCString: pointer) else { throw .argument(argument, "is not UTF-8") }
  return text
}

/// The same of one that must not be NULL.
func neededText(_ pointer: UnsafePointer<CChar>?, _ argument: String) throws(CallFailure) -> String {
  guard let text = try optionalText(pointer, argument) else { throw .argument(argument, "is NULL") }
  return text
}

/// The texts of a list of the caller's.
func textList(
  _ pointers: UnsafePointer<UnsafePointer<CChar>?>?, count: Int64, _ argument: String
) throws(CallFailure) -> [String] {
  guard (0...Int64(1 << 20)).contains(count) else {
    throw .argument(argument, "needs 0 to 1048576 elements (found \(count))")
  }
  guard count > 0 else { return [] }
  guard let pointers = pointers else { throw .argument(argument, "is NULL") }
  var texts: [String] = []
  for i in 0..<Int(count) { texts.append(try neededText(pointers[i], "\(argument)[\(i)]")) }
  return texts
}

@c @implementation public func ss_text_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }
