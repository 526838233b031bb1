/// An annotation read back as a scene, ready to be rendered.
struct AnnotatedScene {
  var document: JAMSDocument
  let scene: Scene
  /// The frames that `trim` left of the whole mixture; nil where it was not trimmed.
  let cut: Range<Int>?

  /// Reads an annotation, changes it, and finds its sources.
  init(
    _ path: String, changes: AnnotationChanges, sounds: any SoundProvider
  ) throws(SoundscapeError) {
    var document = try JAMSDocument(path: path)
    try document.apply(changes.edits)
    if let meter = changes.meter { document.measure(by: meter) }
    let scene = try document.scene(sounds: sounds)
    self.document = document
    self.scene = scene
    guard !document.slices.isEmpty else {
      cut = nil
      return
    }
    // Each slice counts from the start of what the one before it left.
    cut = document.slices.reduce(0..<scene.frameCount) { whole, slice in
      let (start, end) = (
        frames(in: slice.lowerBound, at: scene.sampleRate), frames(in: slice.upperBound, at: scene.sampleRate)
      )
      return ((whole.lowerBound + start)..<(whole.lowerBound + end)).clamped(to: whole)
    }
  }

  /// The file format of the audio that the annotation names, as far as it can hold the samples.
  var format: AudioFormat {
    let isFLAC = document.sandbox["soundscape_audio_path"].string?.hasSuffix(".flac") == true
    let samples = scene.render.sampleFormat
    return AudioFormat(
      file: isFLAC && FileFormat.flac.supports(samples) ? .flac : .wav, samples: samples,
      sampleRate: scene.sampleRate, channelCount: scene.channelCount)
  }
}

/// What is changed in annotations before they are rendered.
struct AnnotationChanges: Sendable {
  var edits: [JAMSEdit] = []
  var meter: RenderOptions.Meter?

  /// A text that differs where the changes do.
  var text: String {
    let texts = edits.map { edit in
      switch edit {
      case .set(let keyPath, let value): "set \(keyPath) \(value.map { "\($0)" } ?? "null")"
      case .drop(let event): "drop \(event)"
      }
    }
    return (texts + ["meter \(meter?.rawValue ?? "as it was")"]).joined(separator: "\n")
  }
}
