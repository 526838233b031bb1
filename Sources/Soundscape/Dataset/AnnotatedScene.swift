/// An annotation read back as a scene, ready to be rendered.
package struct AnnotatedScene: Sendable {
  /// With its changes, its events in the order of the scene's.
  let annotation: Annotation
  /// What the changes had to yield to.
  package let warnings: [Warning]
  package let scene: Scene
  /// The frames that `trim` left of the whole mixture; nil where it was not trimmed.
  package let cut: Range<Int>?

  /// Reads an annotation, changes it, and finds its sources.
  ///
  /// - Parameter layout: what its mixture will be laid out as, where that is another than it was.
  init(
    _ path: String, changes: AnnotationChanges, sounds: any SoundProvider, check: SourceCheck? = nil,
    layout: (any Layout)? = nil
  ) throws(SoundscapeError) {
    try self.init(Annotation(jams: path), changes: changes, sounds: sounds, check: check, layout: layout)
  }

  /// Changes an annotation, and finds its sources.
  package init(
    _ annotation: Annotation, changes: AnnotationChanges, sounds: any SoundProvider, check: SourceCheck? = nil,
    layout: (any Layout)? = nil
  ) throws(SoundscapeError) {
    var annotation = annotation
    warnings = try annotation.apply(changes.edits, sounds: sounds, check: check)
    // An annotation of Scaper stays as it is: its mixtures have Scaper's own meter.
    if let meter = changes.meter, annotation.header != nil { annotation.settings.render.meter = meter }
    if let layout { _ = try annotation.cutToShortest(for: layout) }
    let scene = annotation.resolvedScene
    self.annotation = annotation
    self.scene = scene
    cut = annotation.framesLeft(of: scene)
  }

  /// Its annotation once it is rendered again in memory: with absolute paths, and without files of its own.
  package func rerendered(_ report: MixtureReport?) throws(SoundscapeError) -> Annotation {
    var old = annotation
    old.files.nameNothing()
    var new = try Annotation(rerendering: old, scene: scene, warnings: warnings) { FileSystem.realPath($0.path) }
    if let report { new.add(report) }
    return new
  }

  /// The file format of the audio that the annotation names, as far as it can hold the samples.
  var format: AudioFormat {
    AudioFormat(
      named: annotation.files.mixture, samples: scene.render.sampleFormat, sampleRate: scene.sampleRate,
      channelCount: scene.channelCount, coding: scene.render.coding)
  }
}

/// What is changed in annotations before they are rendered.
package struct AnnotationChanges: Sendable {
  var edits: [AnnotationEdit] = []
  var meter: RenderOptions.Meter?

  package init(edits: [AnnotationEdit] = [], meter: RenderOptions.Meter? = nil) {
    (self.edits, self.meter) = (edits, meter)
  }

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
