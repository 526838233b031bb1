/// A number as a person writes it: no `.0` after a whole one, otherwise the shortest text that reads back the same.
func plain(_ number: Double) -> String {
  let text = "\(number)"
  return text.ends(with: ".0") ? String(text.dropLast(2)) : text
}

/// A number cut to a few decimals, for messages: `rounded(0.12345, 2)` is `0.12`.
func rounded(_ number: Double, _ decimals: Int) -> String {
  guard number.isFinite else { return "\(number)" }
  let scale = Math.power(10, Double(decimals))
  return plain((number * scale).rounded() / scale)
}
