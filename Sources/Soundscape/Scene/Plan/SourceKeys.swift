/// What must differ between the events of a mixture, as a number for each file: the same number must not come twice.
///
/// The name's group, where `exclude_groups` finds one; else the file itself, where sources must be distinct.
struct SourceKeys: Sendable {
  /// By label and file; nil for a file that may repeat.
  private let keys: [[Int?]]
  /// What a key stands for, for messages.
  let names: [Int: String]

  /// nil where the recipe does not ask for different sources.
  init?(_ constraints: Constraints, side: Soundbank.Side, groups: SoundGroups?) {
    guard constraints.distinctSources || groups != nil else { return nil }
    var numbers: NameTable<Int> = [:]
    func number(_ name: String) -> Int {
      if let number = numbers[name] { return number }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    keys = side.labels.map { label in
      label.sounds.map { file in
        if let group = groups?.group(of: file) { return number("group \(group)") }
        return constraints.distinctSources ? number("\(label.name)/\(file.name)") : nil
      }
    }
    names = Dictionary(uniqueKeysWithValues: numbers.map { ($0.value, $0.key) })
  }

  subscript(label: Int, file: Int) -> Int? { keys[label][file] }
}
