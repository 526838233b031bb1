// Scaper's part of the sandbox.

extension JAMSDecoder {
  /// The annotation as far as Scaper's part says it.
  func scaperPart(_ members: NameTable<JSONTree>) throws(SoundscapeError) -> Annotation {
    var reader = JAMSReader(members, at: .scaper, of: path, keepsAbsent: true)
    let duration = try reader.number(.duration, RecipeLimits.duration)
    var render = RenderOptions()
    render.fixClipping = try reader.flag(.fixClipping, missing: false)
    render.peakNormalization = try reader.flag(.peakNormalization, missing: false)
    render.reverb = try reader.optionalNumber(.reverb, .share)
    let isQuick = try reader.flag(.quickPitchTime, missing: false)
    if isQuick { render.stretch = .soundtouch }
    // Before there was a choice, libebur128 measured.
    render.meter = .libebur128
    let settings = Scene.Settings(
      duration: try reader.number(.originalDuration, missing: duration, RecipeLimits.duration),
      sampleRate: try reader.whole(.sampleRate, missing: 44_100, in: RecipeLimits.sampleRates, unit: " Hz"),
      channelCount: try reader.whole(.channelCount, missing: 1, in: RecipeLimits.channelCounts),
      referenceLoudness: try reader.number(.referenceLoudness, NumberRule.loudness.asInScaper),
      fadeIn: try reader.number(.fadeIn, missing: 0.01, RecipeLimits.fade),
      fadeOut: try reader.number(.fadeOut, missing: 0.01, RecipeLimits.fade),
      protectedLabels: try reader.texts(.protectedLabels), render: render)
    let files = try files(&reader)
    let rendering = try rendering(&reader, settings)
    reader.derived(.quickPitchTime, .bool(isQuick))
    var annotation = Annotation(settings: settings, files: files, events: [], rendering: rendering)
    annotation.duration = duration
    annotation.statistics.eventCount = try reader.optionalWhole(.eventCount)
    annotation.statistics.maximumPolyphony = try reader.optionalWhole(.maximumPolyphony)
    annotation.statistics.polyphonyGini = try reader.optionalNumber(.polyphonyGini)
    annotation.recordedSpecs = .init(
      foreground: reader.tree(.foregroundSpec) ?? .null, background: reader.tree(.backgroundSpec) ?? .null,
      isDerivable: false)
    for key in [JAMSKey.allowRepeatedLabel, .allowRepeatedSource, .disableSoxWarnings] {
      reader.constant(key, .bool(true))
    }
    reader.constant(.scaperVersion, .string(JAMSEncoder.scaperVersion))
    reader.constant(.labelsSeparator, .string("\t"))
    reader.constant(.disableInstantiationWarnings, .bool(false))
    annotation.written[.scaper] = reader.writtenForm()
    return annotation
  }

  private func files(_ reader: inout JAMSReader) throws(SoundscapeError) -> Annotation.Files {
    var files = Annotation.Files(
      foregroundFolder: try reader.optionalText(.foregroundPath) ?? "",
      backgroundFolder: try reader.optionalText(.backgroundPath) ?? "",
      foregroundLabels: try reader.texts(.foregroundLabels), backgroundLabels: try reader.texts(.backgroundLabels))
    // Without backgrounds, the foreground's folder is written in their place.
    if files.backgroundLabels.isEmpty, files.backgroundFolder == files.foregroundFolder { files.backgroundFolder = "" }
    files.mixture = try reader.optionalText(.mixturePath)
    files.stems = try reader.texts(.stemPaths)
    files.stemFolder = try reader.optionalText(.stemFolder)
    files.jams = try reader.optionalText(.jamsPath)
    files.labels = try reader.optionalText(.labelsPath)
    reader.derived(.audioPath, JSONTree(files.mixture))
    reader.derived(.saveStems, .bool(!files.stems.isEmpty))
    return files
  }

  private func rendering(
    _ reader: inout JAMSReader, _ settings: Scene.Settings
  ) throws(SoundscapeError) -> Annotation.Rendering? {
    let scale = try reader.number(.scaleFactor, missing: 1, .gain)
    let change = try reader.number(.referenceLoudnessChange, missing: 0, .measuredLevel)
    let generated = try reader.optionalNumber(.generatedReferenceLoudness, .measuredLevel)
    if try reader.flag(.noAudio, missing: false) { return nil }
    return .init(scaleFactor: scale, referenceLoudnessChange: change, generatedReferenceLoudness: generated, step: nil)
  }
}

extension NumberRule {
  /// A gain, or the step between samples: what single precision holds with room to spare.
  static let gain = NumberRule(wanted: "a number from 0 to 1e30", range: 0...1e30)
}
