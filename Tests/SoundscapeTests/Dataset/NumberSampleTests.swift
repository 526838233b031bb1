import TestSupport
import Testing

@testable import Soundscape

/// Numbers in a file give the same statistics as numbers in memory.
@Suite struct NumberSampleTests {
  @Test("In memory or in a file", arguments: [1, 2, 8_192, 50_000])
  func spilled(count: Int) throws {
    var random = Philox(key: [UInt64(count), 0])
    let values = (0..<count).map { _ in Double(random.next() % 10_000) / 16 - 200 }
    let file = try NumberFile()
    let whole = NumberSample(values)
    var parts = [NumberSample(), NumberSample(), NumberSample()]
    for (i, value) in values.enumerated() {
      parts[i % 3].add(value)
      if i % 999 == 0 { try parts[i % 3].spill(to: file) }
    }
    var all = parts[2]
    all.merge(parts[0])
    all.merge(parts[1])
    #expect(all.count == count && Array(all.sorted) == values.sorted())
    #expect(all.summary == whole.summary)
    let distribution = Distribution.uniform(-200...425)
    #expect(
      KolmogorovSmirnov.distance(of: all.sorted, from: distribution)
        == KolmogorovSmirnov.distance(of: whole.sorted, from: distribution))
  }

  @Test func nothingAndWhatIsNoNumber() {
    var sample = NumberSample()
    for value in [nil, .nan, Double.infinity] { sample.add(value) }
    #expect(sample.count == 0 && sample.summary == nil && Array(sample.sorted).isEmpty)
  }
}
