/// Where sounds begin: the places at which the energy of short blocks rises most.
///
/// Too many onsets do little harm: around each the sound goes at its original speed, and only those parts of the spectrum
/// that grow there start afresh.
enum OnsetFinder {
  /// Blocks are about this long.
  private static let blockLength: Seconds = 0.001_45
  /// Blocks whose mean energies are compared.
  private static let (before, after) = (8, 4)
  /// By what factor the energy rises.
  private static let threshold = 4.0
  /// No larger rise is as near as this many blocks.
  private static let reach = 14
  /// High frequencies count more: an attack has them, and a low tone does not let them swing.
  private static let emphasis: Float = 0.9
  /// The energy, relative to the loudest block's, below which rises mean nothing.
  private static let floor: Float = 1e-5

  /// The frames of onsets above 0, in rising order.
  static func onsets(in planes: [[Float]], rate: Hertz) -> [Int] {
    let length = max(1, Int((blockLength * Double(rate)).rounded()))
    var energies = [Float](repeating: 0, count: planes[0].count / length)
    guard energies.count > before + after else { return [] }
    for plane in planes { addEnergies(of: plane, length: length, to: &energies) }
    let least = Double((energies.max() ?? 0) * floor + .leastNormalMagnitude)
    var sums = [0.0]
    for energy in energies { sums.append(sums[sums.count - 1] + Double(energy)) }
    var rises = [Double](repeating: 0, count: energies.count)
    for b in before..<(energies.count - after) {
      let new = (sums[b + after] - sums[b]) / Double(after)
      let old = (sums[b] - sums[b - before]) / Double(before)
      rises[b] = new / (old + least)
    }
    return rises.indices.filter { b in
      rises[b] > threshold
        && (max(0, b - reach)..<b).allSatisfy { rises[$0] < rises[b] }
        && (b..<min(rises.count, b + reach + 1)).allSatisfy { rises[$0] <= rises[b] }
    }.map { $0 * length }
  }

  private static func addEnergies(of plane: [Float], length: Int, to energies: inout [Float]) {
    // Nothing is before the first frame.
    energies[0] += plane[0] * plane[0]
    for b in energies.indices {
      let block = max(1, b * length)..<((b + 1) * length)
      energies[b] += differenceEnergy(of: plane.span, in: block, factor: emphasis)
    }
  }
}
