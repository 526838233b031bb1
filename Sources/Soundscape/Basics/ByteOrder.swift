/// Whether one name sorts before another by the bytes of their UTF-8 forms.
///
/// The same on every machine and in every locale, and the order in which Python sorts text.
package func isInByteOrder(_ a: String, _ b: String) -> Bool {
  let first = a.utf8Span.span
  let second = b.utf8Span.span
  for i in 0..<min(first.count, second.count) where first[i] != second[i] { return first[i] < second[i] }
  return first.count < second.count
}

/// Whether two names have the same bytes.
package func hasSameBytes(_ a: String, _ b: String) -> Bool {
  // A bank of 100,000 files compares names some millions of times as it is listed: the views of the bytes are several times
  // slower than the bytes themselves.
  let first = a.utf8Span.span
  let second = b.utf8Span.span
  guard first.count == second.count else { return false }
  for i in 0..<first.count where first[i] != second[i] { return false }
  return true
}
