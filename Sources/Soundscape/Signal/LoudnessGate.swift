/// Integrated loudness from the energies of hops of 100 ms.
///
/// *Source:* ITU-R BS.1770-4, annex 1: blocks of 400 ms that overlap by three quarters; those under −70 LUFS are left
/// out, then those more than 10 LU under the mean of the rest.
enum LoudnessGate {
  /// What makes a sine of 997 Hz at full scale −3.01 LUFS.
  static let offset: LUFS = -0.691
  /// Hops of a block.
  static let hopsPerBlock = 4
  private static let absolute: LUFS = -70
  private static let relative: Decibels = -10

  /// The loudness of a mean power, all channels together; −∞ for none.
  static func loudness(ofPower power: Double) -> LUFS { offset + 10 * Math.commonLog(power) }

  /// The loudness of the blocks that pass both gates; −∞ when there is none.
  ///
  /// - Parameter energies: of each hop, the channels added up, after the K-weighting.
  static func integrated(hopEnergies energies: [Double], hopLength: Int) -> LUFS {
    guard energies.count >= hopsPerBlock else { return -.infinity }
    let least = Math.power(10, (absolute - offset) / 10)
    let scale = 1 / Double(hopsPerBlock * hopLength)
    var powers: [Double] = []
    powers.reserveCapacity(energies.count)
    for i in (hopsPerBlock - 1)..<energies.count {
      let power = scale * (energies[i - 3] + energies[i - 2] + energies[i - 1] + energies[i])
      if power >= least { powers.append(power) }
    }
    guard let mean = mean(of: powers) else { return -.infinity }
    let gate = mean * Math.power(10, relative / 10)
    return self.mean(of: powers.filter { $0 >= gate }).map(loudness(ofPower:)) ?? -.infinity
  }

  private static func mean(of powers: [Double]) -> Double? {
    powers.isEmpty ? nil : powers.reduce(0, +) / Double(powers.count)
  }
}
