/// Draws a list of compositions from a bank: each sound of the foreground once a pass, with others that are drawn.
///
/// The rows are those of BiSeP's test lists: the first sound goes through all there are, each of the others is drawn from
/// those that differ from all before it.
public struct CompositionDraw: Sendable {
  /// What must differ between the sounds of a row.
  public enum Distinct: String, Hashable, Sendable, CaseIterable {
    case label
    /// The bank's groups: speakers, songs, recordings. A sound without one is one by itself.
    case group
    case source
  }

  public var soundbank: Soundbank
  /// Sounds of a row.
  public var soundCount = 2
  /// How often each sound is the first.
  public var passes = 1
  public var seed = Seed.integer(0)
  public var distinct = Distinct.label

  public init(_ soundbank: Soundbank) { self.soundbank = soundbank }

  /// Draws that are thrown away before what is left is looked through.
  private static let mostTries = 64
  /// A list is read as a whole.
  private static let mostRows = 10_000_000

  /// The rows, each sound as `<label>/<name>`.
  ///
  /// *Throws:* `.soundbank` for a bank that has too few sounds that differ.
  public func rows() throws(SoundscapeError) -> [[String]] {
    var names: [String] = []
    var keys: [Int] = []
    var numbers: NameTable<Int> = [:]
    for label in soundbank.foreground.labels {
      for sound in label.sounds {
        let name = "\(label.name)/\(sound.name)"
        let key: String =
          switch distinct {
          case .label: label.name
          case .group: sound.group.map { "group \($0)" } ?? name
          case .source: name
          }
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        names.append(name)
        keys.append(number)
      }
    }
    let folder = soundbank.foreground.folder
    guard soundCount >= 1, numbers.count >= soundCount else {
      throw .soundbank(
        path: folder,
        problem: "rows of \(counted(soundCount, "sound")) need as many \(distinct.rawValue)s (found \(numbers.count))")
    }
    guard passes * names.count <= Self.mostRows else {
      throw .soundbank(
        path: folder, problem: "a list has at most \(Self.mostRows) rows (found \(passes * names.count))")
    }
    let random = KeyedRandom(seed: seed)
    let event = EventKey("compositions")
    var rows: [[String]] = []
    rows.reserveCapacity(passes * names.count)
    for row in 0..<(passes * names.count) {
      var stream = random.stream(DrawKey(mixture: row, event: event, field: .selection))
      var chosen = [row % names.count]
      var taken: Set<Int> = [keys[chosen[0]]]
      while chosen.count < soundCount {
        let next = Self.draw(from: keys, without: taken, &stream)
        chosen.append(next)
        taken.insert(keys[next])
      }
      rows.append(chosen.map { names[$0] })
    }
    return rows
  }

  /// One whose key is not taken, each as likely.
  private static func draw(from keys: [Int], without taken: Set<Int>, _ stream: inout Philox) -> Int {
    for _ in 0..<mostTries {
      let place = Int(stream.unitInterval() * Double(keys.count))
      if !taken.contains(keys[place]) { return place }
    }
    let rest = keys.indices.filter { !taken.contains(keys[$0]) }
    return rest[Int(stream.unitInterval() * Double(rest.count))]
  }

  /// Rows as comma-separated values without a header, as `compositions` of a recipe reads them.
  ///
  /// - Parameter prefix: is put before each name.
  public static func text(of rows: [[String]], prefix: String = "") -> String {
    rows.map { row in
      row.map { cell(prefix + $0) }.joined(separator: ",") + "\n"
    }.joined()
  }

  private static func cell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
