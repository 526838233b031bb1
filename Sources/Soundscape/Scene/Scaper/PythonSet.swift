/// The order in which CPython goes through a set of numbers made from a list.
///
/// Scaper turns a list of source times into a set and back, prints it, and takes a changed order for a changed list, so
/// that its warnings depend on this order. It follows from the table of `set`: open addressing by the hash, a short
/// linear probe, then a perturbed one; the table grows fourfold when it is three fifths full.
/// *Source:* CPython 3.7 to 3.12, `Objects/setobject.c`.
struct PythonSet {
  private static let linearProbes = 9
  private static let perturbShift: UInt = 5
  private static let smallest = 8

  private var table: [PythonNumber?] = Array(repeating: nil, count: smallest)
  private var used = 0

  init(_ numbers: [PythonNumber]) { for number in numbers { add(number) } }

  var elements: [PythonNumber] { table.compactMap { $0 } }

  private mutating func add(_ number: PythonNumber) {
    guard let slot = slot(for: number) else { return }
    table[slot] = number
    used += 1
    guard used * 5 >= (table.count - 1) * 3 else { return }
    let old = elements
    var size = Self.smallest
    // Above this number of elements the table only doubles.
    let wanted = used > 50_000 ? used * 2 : used * 4
    while size <= wanted { size *= 2 }
    table = Array(repeating: nil, count: size)
    for element in old { if let slot = self.slot(for: element) { table[slot] = element } }
  }

  /// The free place where a number belongs; nil when it is there already.
  private func slot(for number: PythonNumber) -> Int? {
    let mask = UInt(table.count - 1)
    let hash = UInt(bitPattern: number.hash)
    var perturb = hash
    var i = hash & mask
    while true {
      let probes = i + UInt(Self.linearProbes) <= mask ? Self.linearProbes : 0
      for k in 0...probes {
        guard let found = table[Int(i) + k] else { return Int(i) + k }
        if found.value == number.value { return nil }
      }
      perturb >>= Self.perturbShift
      i = (i &* 5 &+ 1 &+ perturb) & mask
    }
  }
}
