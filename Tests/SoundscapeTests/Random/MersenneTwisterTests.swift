import Testing

@testable import Soundscape

@Suite struct MersenneTwisterTests {
  @Test(arguments: NumPyGolden.all) func words(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    let words = (0..<1300).map { _ in source.next() }
    #expect(NumPyGolden.wordPositions.map { words[$0] } == golden.words)
  }

  @Test(arguments: NumPyGolden.all) func doubles(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    #expect(golden.doubles.map { _ in source.unitInterval() } == golden.doubles)
  }

  @Test(arguments: NumPyGolden.all) func indices(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    let counts = NumPyGolden.counts + NumPyGolden.counts + NumPyGolden.counts
    #expect(counts.map { source.index(below: $0) } == golden.indices)
  }

  @Test(arguments: NumPyGolden.all) func normals(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    #expect(golden.normals.map { _ in source.standardNormal() } == golden.normals)
  }

  @Test(arguments: NumPyGolden.all) func weightedChoices(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    #expect(golden.choices.map { _ in source.index(weights: [0.1, 0.2, 0.3, 0.4]) } == golden.choices)
  }

  /// The spare normal deviate outlives draws of other kinds, as in NumPy.
  @Test(arguments: NumPyGolden.all) func kindsInTurn(golden: NumPyGolden) {
    var source = MersenneTwister(seed: golden.seed)
    let normal = source.standardNormal()
    let index = Double(source.index(below: 1000))
    let uniform = source.uniform(-3...5)
    #expect([normal, index, uniform, source.normal(mean: 2, deviation: 0.5)] == golden.mixed)
  }

  @Test func aCountOfOneDrawsNothing() {
    var source = MersenneTwister(seed: .integer(5))
    var untouched = source
    #expect(source.index(below: 1) == 0)
    #expect(source.next() == untouched.next())
  }

  @Test func theLargestCountTakesAWholeWord() {
    var source = MersenneTwister(seed: .integer(5))
    var words = source
    for _ in 0..<10 { #expect(source.index(below: 1 << 32) == Int(words.next())) }
  }

  @Test func anEmptyListIsAListOfZero() {
    var empty = MersenneTwister(seed: .list([]))
    var zero = MersenneTwister(seed: .list([0]))
    for _ in 0..<5 { #expect(empty.next() == zero.next()) }
  }

  @Test func anIntegerIsNotAListOfIt() {
    var integer = MersenneTwister(seed: .integer(1))
    var list = MersenneTwister(seed: .list([1]))
    #expect(integer.next() != list.next())
  }

  /// At every position of the state, and with a normal deviate left or not.
  @Test func aStateThatIsHandedOverGoesOn() {
    var source = MersenneTwister(seed: .integer(11))
    for step in 0..<700 {
      var handed = MersenneTwister(state: source.state, position: source.position, spareNormal: source.spareNormal)
      var other = source
      #expect(handed.standardNormal() == other.standardNormal())
      #expect(handed.next() == other.next())
      if step % 3 == 0 { _ = source.standardNormal() } else { _ = source.next() }
    }
  }
}
