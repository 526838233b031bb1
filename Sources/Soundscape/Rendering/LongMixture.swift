/// A mixture too long for memory: its stems lie on disk, and it is summed, measured and written piece by piece.
///
/// Every sample is the one that `Renderer.render` gives.
final class LongMixture: MixtureSound {
  /// Longer scenes are rendered piece by piece: the samples of the mixture three times over (sum, magnitudes, result)
  /// and those of all stems, 256 MB.
  static let mostSamplesInMemory = 1 << 26

  let scene: Scene
  private let stems: SpilledStems
  private let levels: [StemLevel]
  private let scale: Double
  private let step: Float
  var warnings: [Warning]
  private var reports: [MixtureReport.StemReport]
  /// Where the mixture and the sum of its backgrounds are, once they were made.
  private let mixTrack: Int
  private let backgroundTrack: Int?

  /// The samples that rendering a scene in memory would hold at once.
  static func sampleCount(of scene: Scene) -> Int {
    let stems = scene.events.reduce(0) { sum, event in
      sum + (scene.render.reverb == nil ? scene.frameRange(of: event).count : scene.frameCount)
    }
    return (3 * scene.frameCount + stems) * scene.channelCount
  }

  /// Renders a scene up to the sum.
  ///
  /// *Throws:* what `Renderer.render` throws, and `.output` where the disk is full.
  init(
    _ scene: Scene, sounds: SourceCache, spillingTo path: String, blockLength: Int, longStem: Int
  ) throws(SoundscapeError) {
    self.scene = scene
    let stems = try SpilledStems(
      of: scene, sounds: sounds, spillingTo: path, blockLength: blockLength, longStem: longStem)
    self.stems = stems
    warnings = stems.warnings
    var deciding = Levels(scene: scene, source: stems)
    levels = try deciding.decide()
    warnings += deciding.warnings
    if scene.events.isEmpty { warnings.append(MixtureWarnings(scene: scene).noEvents) }

    var (sumPeak, bound, loudestStem): (Float, Float, Float) = (0, 0, 0)
    let sweep = StemSweep(stems, levels)
    while let block = sweep.next() {
      var sum = AudioBuffer(channelCount: scene.channelCount, frameCount: block.count)
      var magnitudes = sum
      try sweep.eachPiece(of: block) { piece in
        sum.add(piece.audio, at: piece.offset)
        magnitudes.addMagnitudes(of: piece.audio, at: piece.offset)
        loudestStem = max(loudestStem, piece.audio.peak)
      }
      sumPeak = max(sumPeak, sum.peak)
      bound = max(bound, magnitudes.peak)
    }
    let ranges = scene.events.indices.map { StemStream.range($0, of: stems) }
    let adder = ExactSum(
      peak: sumPeak, bound: bound, ranges: ranges, frameCount: scene.frameCount, channelCount: scene.channelCount,
      format: scene.render.sampleFormat)
    let (scale, told) = try adder.scale(for: scene, loudestStem: loudestStem)
    self.scale = scale
    step = scene.recordedScale?.step ?? adder.step(scale: scale)
    warnings += told
    reports = zip(ranges, levels).map { range, level in
      var measured = StemMeasurements()
      measured.set(level)
      measured.scale(by: scale)
      return .init(firstFrame: range.lowerBound, frameCount: range.count, measured: measured)
    }
    mixTrack = stems.reserveTrack()
    let roles = Set(scene.events.map(\.role))
    backgroundTrack = roles.count == 2 ? stems.reserveTrack() : nil
  }

  var frameCount: Int { scene.frameCount }
  var channelCount: Int { scene.channelCount }

  /// Complete when the mixture and all stems were handed out.
  var report: MixtureReport {
    MixtureReport(stems: reports, scaleFactor: scale, step: step, warnings: warnings)
  }

  // MARK: Handing out

  func eachPieceOfMix(_ body: (AudioBuffer) throws(SoundscapeError) -> Void) throws(SoundscapeError) {
    let sweep = StemSweep(stems, levels)
    while let block = sweep.next() {
      var mix = AudioBuffer(channelCount: channelCount, frameCount: block.count)
      var backgrounds = mix
      try sweep.eachPiece(of: block) { piece in
        let audio = finished(piece.audio)
        mix.add(audio, at: piece.offset)
        if backgroundTrack != nil, isBackground(piece.stem) { backgrounds.add(audio, at: piece.offset) }
      }
      try stems.writeTrack(mix, at: block.lowerBound, of: mixTrack)
      if let backgroundTrack { try stems.writeTrack(backgrounds, at: block.lowerBound, of: backgroundTrack) }
      try body(mix)
    }
  }

  func eachPieceOfStem(
    _ index: Int, _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    let stream = StemStream(index, of: stems, at: levels[index])
    var meter = StemMeter(rate: scene.sampleRate)
    // Whole blocks of the meter, so that it finds what it finds in a stem as a whole.
    let length = max(1, stems.blockLength / meter.blockLength) * meter.blockLength
    while stream.position < stream.range.upperBound {
      let start = stream.position
      let audio = finished(try stream.next(min(length, stream.range.upperBound - start)))
      let range = start..<stream.position
      var backgrounds: AudioBuffer?
      if let backgroundTrack, !isBackground(index) { backgrounds = try stems.readTrack(backgroundTrack, range) }
      meter.add(audio, in: try stems.readTrack(mixTrack, range), backgrounds: backgrounds, at: 0)
      try body(audio)
    }
    meter.note(in: &reports[index].measured, position: stream.range.lowerBound, at: scene.sampleRate)
  }

  private func isBackground(_ index: Int) -> Bool { scene.events[index].role == .background }

  /// A stem's piece as it is in the mixture.
  private func finished(_ piece: AudioBuffer) -> AudioBuffer {
    var audio = piece
    if scale != 1 { audio.scale(by: Float(scale)) }
    audio.round(toMultiplesOf: step)
    return audio
  }
}
