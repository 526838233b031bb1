/// An impulse response, ready for convolution: any number of convolvers can share it.
///
/// *Source:* uniformly partitioned convolution (Stockham: "High-speed convolution and correlation", 1966; Wefers:
/// *Partitioned convolution algorithms for real-time auralization*, 2015, chapter 5).
package final class ConvolutionResponse: Sendable {
  package let channelCount: Int
  package let frameCount: Int
  let scheme: ConvolutionScheme
  /// Each channel in a form that suits the scheme.
  let channels: [Channel]

  /// Its tables are for all convolvers, since they take longer than many transforms.
  private let fourier: RealFourier?

  enum Channel {
    case taps([Float])
    /// The spectra of the partitions, the last first.
    case partitions(SpectrumTable)
  }

  /// *Shape:* C channels, at least one frame.
  package convenience init(_ response: AudioBuffer) {
    precondition(!response.isEmpty, "a response of at least one frame")
    self.init(response, scheme: ConvolutionScheme(responseLength: response.frameCount))
  }

  /// By a certain scheme.
  init(_ response: AudioBuffer, scheme: ConvolutionScheme) {
    channelCount = response.channelCount
    frameCount = response.frameCount
    self.scheme = scheme
    switch scheme {
    case .direct:
      channels = response.channels.map(Channel.taps)
      fourier = nil
    case .partitioned(let size, let blockLength):
      var fourier = RealFourier(size: size)
      channels = response.channels.map { plane in
        .partitions(Self.partitions(of: plane, length: blockLength, by: &fourier))
      }
      self.fourier = consume fourier
    }
  }

  /// A transform for the spectra of sounds.
  func makeFourier() -> RealFourier {
    switch fourier {
    case .some(let fourier): RealFourier(like: fourier)
    case nil: preconditionFailure("a response in partitions")
    }
  }

  private static func partitions(of plane: [Float], length: Int, by fourier: inout RealFourier) -> SpectrumTable {
    let count = (plane.count + length - 1) / length
    var table = SpectrumTable(size: fourier.size, count: count)
    var spectrum = Spectrum(size: fourier.size)
    for p in 0..<count {
      let part = plane[p * length..<min(plane.count, (p + 1) * length)]
      fourier.forward(Array(part) + [Float](repeating: 0, count: fourier.size - part.count), into: &spectrum)
      table.store(spectrum, at: count - 1 - p)
    }
    return table
  }
}
