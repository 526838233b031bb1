/// The spectra of a sound's last blocks, for the sums of all outputs that come from it.
///
/// *Source:* frequency-domain delay line (Garcia: "Optimal filter partition for efficient convolution with short input/output
/// delay", 2002; Wefers 2015, section 5.3).
struct SpectrumLine {
  /// Blocks that can be added before sums are made.
  static let blocksAtOnce = 4

  private let partitionCount: Int
  private var table: SpectrumTable
  /// The place of the next block.
  private var next: Int
  /// The places that may have something other than zeros.
  private var sounding = 0..<0

  init(size: Int, partitionCount: Int) {
    self.partitionCount = partitionCount
    // Blocks are moved to the front once in half as many as there are partitions. An odd number, so that the rows of the table
    // are not a multiple of a page apart, which all have the same place in a cache.
    table = SpectrumTable(size: size, count: (partitionCount * 3 / 2 + Self.blocksAtOnce) | 1)
    next = partitionCount - 1
  }

  /// Makes room for blocks to be added.
  mutating func prepare() {
    guard next + Self.blocksAtOnce > table.count else { return }
    let start = next - (partitionCount - 1)
    table.moveToFront(start..<next)
    sounding = max(0, sounding.lowerBound - start)..<max(0, sounding.upperBound - start)
    next -= start
  }

  /// Adds the spectrum of a block.
  mutating func append(_ spectrum: Spectrum) {
    table.store(spectrum, at: next)
    sounding = (sounding.isEmpty ? next : sounding.lowerBound)..<next + 1
    next += 1
  }

  /// Adds a block of silence.
  mutating func appendSilence() {
    table.clear(at: next)
    next += 1
  }

  /// The partitions that matter for `count` sums up to that of the last block.
  private func terms(count: Int) -> Range<Int> {
    let start = start(count: count)
    let low = max(0, sounding.lowerBound - start - (count - 1))
    return sounding.isEmpty ? 0..<0 : low..<max(low, min(partitionCount, sounding.upperBound - start))
  }

  /// The place that goes with the last partition for the first of `count` sums.
  private func start(count: Int) -> Int { next - count - (partitionCount - 1) }

  /// Whether the last `count` blocks bring silence.
  func isSilent(count: Int) -> Bool { terms(count: count).isEmpty }

  /// The sums of products with a response's partitions for the last block but `age`.
  func sumProducts(with partitions: SpectrumTable, age: Int, into sum: inout Spectrum) {
    // Partitions whose blocks are silence add zeros, which change nothing: sums begin with +0 and never become −0.
    table.sumProducts(from: start(count: age + 1), with: partitions, terms(count: age + 1), into: &sum)
  }

  /// Those for the last four blocks.
  func sumProducts(with partitions: SpectrumTable, into sums: inout (Spectrum, Spectrum, Spectrum, Spectrum)) {
    table.sumProducts(from: start(count: 4), with: partitions, terms(count: 4), into: &sums)
  }
}
