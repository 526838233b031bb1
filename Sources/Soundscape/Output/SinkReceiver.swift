/// Puts the tracks of a mixture into a sink, each as its artifact.
struct SinkReceiver: TrackReceiver {
  let sink: any MixtureSink
  let artifacts: [Artifact]
  let format: AudioFormat
  private var silenceAfter = 0
  /// The artifacts that have begun: several may be silent, and so the same track.
  private var begun: NameSet = []

  init(sink: any MixtureSink, artifacts: [Artifact], format: AudioFormat) {
    self.sink = sink
    self.artifacts = artifacts
    self.format = format
  }

  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) throws(SoundscapeError) {
    guard let artifact = artifacts.first(where: { $0.track == track && !begun.contains($0.name) }) else {
      throw .processing(stage: "output", problem: "a track that the layout does not have")
    }
    begun.insert(artifact.name)
    try sink.begin(artifact, as: format)
    // A stem's file is as long as the mixture's.
    if range.lowerBound > 0 { try sink.receiveSilence(frameCount: range.lowerBound) }
    silenceAfter = frameCount - range.upperBound
  }

  mutating func receive(_ block: AudioBuffer) throws(SoundscapeError) { try sink.receive(block) }

  mutating func end() throws(SoundscapeError) {
    if silenceAfter > 0 { try sink.receiveSilence(frameCount: silenceAfter) }
    try sink.finish()
  }
}
