/// The name that a misspelt one most likely means, if any is near enough to suggest.
///
/// Nearness is Levenshtein's distance: at most two letters, or a third of a longer word.
func nearest(to word: String, among names: [String]) -> String? {
  // Comparing takes the product of both lengths; the distance is at least their difference.
  let most = max(2, word.count / 3)
  guard word.count <= mostLetters else { return nil }
  let near = names.filter { abs($0.count - word.count) <= most }
  let scored = near.map { (name: $0, distance: editDistance(Array(word.lowercased()), Array($0.lowercased()))) }
  guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= most ? best.name : nil
}

/// A longer word is no slip of a finger.
private let mostLetters = 64

/// `; did you mean x?`, or nothing.
func hint(for word: String, among names: [String]) -> String {
  nearest(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
}

/// `a`, `a or b`, `a, b or c`.
func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
