/// Whether one name sorts before another by the bytes of their UTF-8 forms.
///
/// The same on every machine and in every locale, and the order in which Python sorts text.
package func isInByteOrder(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
