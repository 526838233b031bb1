/// How sounds are convolved with a response; its length alone decides, so that the bits depend on nothing else.
enum ConvolutionScheme: Hashable {
  /// Sums of products of samples.
  case direct
  /// Products of spectra of `size` samples. Each block brings `blockLength` new frames, and each partition of the response is
  /// as long as a block if there is more than one.
  case partitioned(size: Int, blockLength: Int)

  /// What costs least for a response of so many frames.
  init(responseLength: Int) {
    precondition(responseLength > 0)
    guard responseLength > Self.longestDirect else {
      self = .direct
      return
    }
    var (best, least) = (Self.direct, Double.infinity)
    for (size, cost) in Self.costs {
      let scheme = Self.partitioned(size: size, responseLength: responseLength)
      let count = Double(scheme.partitionCount(responseLength: responseLength))
      let costPerFrame = (cost.transforms + cost.product * count) / Double(scheme.blockLength)
      if costPerFrame < least { (best, least) = (scheme, costPerFrame) }
    }
    self = best
  }

  /// Partitions for transforms of a certain size.
  static func partitioned(size: Int, responseLength: Int) -> Self {
    // With one partition, a block may be longer than half of the transform: what the response does not need.
    .partitioned(size: size, blockLength: max(size / 2, size - responseLength + 1))
  }

  /// Frames of the grid.
  var blockLength: Int {
    if case .partitioned(_, let blockLength) = self { return blockLength }
    return 1
  }

  func partitionCount(responseLength: Int) -> Int { (responseLength + blockLength - 1) / blockLength }

  /// Frames of the longest response for direct convolution: from there on, products of spectra cost less.
  private static let longestDirect = 48

  /// Microseconds for both transforms, and for the products with one partition, as measured on one x86-64 processor.
  private static let costs: [(size: Int, (transforms: Double, product: Double))] = [
    (256, (1.06, 0.036)), (512, (1.96, 0.067)), (1024, (4.7, 0.133)), (2048, (9.9, 0.305)), (4096, (21.2, 0.639)),
    (8192, (46.9, 1.25)),
  ]
}
