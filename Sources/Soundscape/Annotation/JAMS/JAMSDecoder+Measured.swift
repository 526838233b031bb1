// What was measured of an event's stem.

extension JAMSDecoder {
  /// Those of the longest mixture at the highest rate.
  private static let mostFrames = Int(RecipeLimits.mostSeconds) * RecipeLimits.sampleRates.upperBound

  func frames(_ key: JAMSKey, _ entry: inout JAMSReader) throws(SoundscapeError) -> Int? {
    guard let count = try entry.optionalWhole(key) else { return nil }
    guard (0...Self.mostFrames).contains(count) else { throw entry.failure(key, "is not a number of frames") }
    return count
  }

  /// In the first files of this program, beside the name.
  func measured(_ entry: inout JAMSReader, _ i: Int) throws(SoundscapeError) -> StemMeasurements? {
    guard let members = try entry.object(.measured) else { return try measured(in: &entry) }
    var reader = JAMSReader(members, at: .part(.measured, of: i), of: path)
    return try measured(in: &reader)
  }

  /// A number that may not have been measured: where it is kept, and what it can be.
  private struct MeasuredNumber {
    let key: JAMSKey
    let path: WritableKeyPath<StemMeasurements, Double?>
    let rule: NumberRule
  }

  private static var measuredNumbers: [MeasuredNumber] {
    [
      .init(key: .loudness, path: \.loudness, rule: .measuredLevel),
      .init(key: .snrRest, path: \.snrRest, rule: .measuredLevel),
      .init(key: .snrBackground, path: \.snrBackground, rule: .measuredLevel),
      .init(key: .onset, path: \.onset, rule: .measuredTime),
      .init(key: .offset, path: \.offset, rule: .measuredTime),
    ]
  }

  /// nil where there is nothing.
  private func measured(in reader: inout JAMSReader) throws(SoundscapeError) -> StemMeasurements? {
    var measured = StemMeasurements()
    for number in Self.measuredNumbers {
      measured[keyPath: number.path] = try reader.optionalNumber(number.key, number.rule)
    }
    if let rung = try reader.optionalText(.rung) {
      guard let known = LoudnessRung(rawValue: rung) else {
        throw reader.failure(.rung, "needs \(alternatives(LoudnessRung.allCases.map(\.rawValue))) (found \(rung))")
      }
      measured.rung = known
    }
    let peak = try reader.optionalNumber(.peak, .measuredPeak)
    let gain = try reader.optionalNumber(.gain, .measuredLevel)
    let isEmpty = measured == StemMeasurements() && peak == nil && gain == nil
    // The first files had no gain.
    (measured.peak, measured.gain) = (peak ?? 0, gain ?? 0)
    return isEmpty ? nil : measured
  }
}

extension NumberRule {
  /// Levels and references may have ±1,000 dB, and samples what single precision holds, some ±900 dB: what is measured
  /// of them, and what brings one to the other, is less than the sum.
  static let measuredLevel = NumberRule(wanted: "−4000 to 4000 dB", range: -4_000...4_000)
  static let measuredPeak = NumberRule(
    wanted: "a sample in single precision, without its sign", range: 0...Double(Float.greatestFiniteMagnitude))
  static let measuredTime = NumberRule(
    wanted: "a time in a mixture, 0 to \(plain(RecipeLimits.mostSeconds)) s", range: 0...RecipeLimits.mostSeconds)
}
