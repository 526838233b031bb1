import Testing

@testable import Soundscape

/// The numbers are those of NumPy 2: `numpy.random.Philox(key=…, counter=…).random_raw(6)`, arrays of `uint64`.
@Suite struct PhiloxTests {
  private static let golden: [(key: Philox.Key, counter: Philox.Block, words: [UInt64])] = [
    (
      [0, 0], [0, 0, 0, 0],
      [
        213_000_021_201_967_259, 4_455_796_210_202_625_458, 2_055_444_239_878_205_049, 10_411_612_076_246_414_556,
        9_267_267_987_884_836_803, 5_120_919_030_223_861_725,
      ]
    ),
    (
      [7, 0], [0, 0, 0, 0],
      [
        16_086_915_834_549_238_692, 5_448_529_601_018_347_655, 7_749_434_361_382_612_120, 7_478_167_007_443_709_522,
        1_528_177_845_972_429_030, 12_850_608_683_640_892_364,
      ]
    ),
    // The counter runs over from its last value to 0.
    (
      [.max, .max], [.max, .max, .max, .max],
      [
        4_951_506_842_108_805_673, 7_365_267_267_606_094_301, 4_572_245_654_624_237_582, 6_941_811_595_378_622_897,
        7_874_205_360_917_102_206, 10_542_541_251_131_640_768,
      ]
    ),
    // And from the first word into the second between two blocks.
    (
      [0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210], [.max - 1, 5, 0, 1 << 63],
      [
        11_386_118_511_265_169_664, 12_668_662_704_531_467_381, 15_441_810_627_022_028_506, 14_216_881_523_041_468_545,
        1_586_714_068_355_851_818, 12_363_004_023_696_972_945,
      ]
    ),
  ]

  @Test(arguments: golden.indices) func wordsAsNumPy(index: Int) {
    let golden = Self.golden[index]
    var philox = Philox(key: golden.key, counter: golden.counter)
    #expect(golden.words.map { _ in philox.next() } == golden.words)
  }

  /// `numpy.random.Generator(numpy.random.Philox(key=…, counter=…)).random(3)` with the key and counter that the
  /// documentation of `KeyedRandom` says.
  @Test func drawsAsNumPyByTheDocumentedKey() {
    let cases: [(seed: Seed, key: DrawKey, numbers: [Double])] = [
      (
        .integer(0), DrawKey(mixture: 0, event: .mixture, field: .referenceLoudness),
        [0.12347464024705745, 0.9164259212231753, 0.9233126091273094]
      ),
      (
        .integer(42), DrawKey(mixture: 1_234_567, event: EventKey("horns#2"), field: .eventTime),
        [0.8336059749790269, 0.952320403165643, 0.02183459837581625]
      ),
      (
        .list([4, 5]), DrawKey(mixture: 3, event: EventKey("dög"), field: .snr, attempt: Attempt(retry: 7)),
        [0.8161365875340609, 0.4756985551521169, 0.2641236597214838]
      ),
    ]
    for (seed, key, numbers) in cases {
      let random = KeyedRandom(seed: seed)
      var stream = random.stream(key)
      #expect(numbers.map { _ in stream.unitInterval() } == numbers)
      #expect(random.uniform(key) == numbers[0])
    }
  }

  /// The codes are written into every data set's meaning: none may ever change.
  @Test func fieldsKeepTheirCodes() {
    let fields: [DrawKey.Field] = [
      .referenceLoudness, .count, .label, .sourceFile, .eventDuration, .timeStretch, .sourceTime, .eventTime, .snr,
      .pitchShift, .reverb, .variant, .coherent, .value, .placement, .continuation, .cycle, .selection,
    ]
    #expect(fields.map(\.rawValue) == Array(1...18))
    // 19 to 23 are kept for rooms, positions and trajectories.
    let others: [DrawKey.Field] = [.effect, .gain, .duration]
    #expect(others.map(\.rawValue) == Array(24...26))
    #expect(Set(fields + others) == Set(DrawKey.Field.names.keys))
  }

  @Test func aPermutationHoldsEachOnceAndEveryOrderIsAsLikely() {
    let random = KeyedRandom(seed: .integer(9))
    var seen: [[Int]: Int] = [:]
    for round in 0..<6_000 {
      let order = random.permutation(DrawKey(mixture: round, event: .mixture, field: .cycle), count: 3)
      #expect(order.sorted() == [0, 1, 2])
      seen[order, default: 0] += 1
    }
    // Six orders of 1,000 each: a deviation of 29; five of them are 145.
    #expect(seen.count == 6 && seen.values.allSatisfy { abs($0 - 1_000) < 145 }, "\(seen)")
  }
}
