/// Reads all stems once to find the peak of their sum and what makes it exact.
enum ScanPass {
  /// What the sum of the stems is like before it is scaled and rounded.
  struct Peaks {
    /// The peak of the sum.
    var peak: Float = 0
    /// The maximum over time of the sum of magnitudes.
    var bound: Float = 0
    /// The peak of the loudest stem; 0 where stems are not measured.
    var loudestStem: Float = 0
  }

  static func run(
    _ scene: Scene, _ store: any StemStore, measuresStems: Bool
  ) throws(SoundscapeError) -> Peaks {
    var peaks = Peaks()
    let sweep = StemSweep(Array(scene.events.indices), of: store, to: scene.frameCount)
    while let block = sweep.next() {
      var sum = AudioBuffer(channelCount: scene.channelCount, frameCount: block.count)
      var magnitudes = sum
      try sweep.eachPiece(of: block) { piece in
        sum.add(piece.audio, at: piece.offset)
        magnitudes.addMagnitudes(of: piece.audio, at: piece.offset)
        if measuresStems { peaks.loudestStem = max(peaks.loudestStem, piece.audio.peak) }
      }
      peaks.peak = max(peaks.peak, sum.peak)
      peaks.bound = max(peaks.bound, magnitudes.peak)
    }
    return peaks
  }
}
