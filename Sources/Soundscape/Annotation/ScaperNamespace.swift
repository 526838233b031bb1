/// What the namespace `scaper` holds, field for field as Scaper 1.6.5 writes it.
struct ScaperNamespace {
  /// The version of Scaper whose fields these are.
  static let scaperVersion = "1.6.5"

  let scene: Scene
  let mixture: MixtureReport?
  let context: AnnotationContext

  /// One observation an event.
  func writeObservations(to json: inout JSONWriter) {
    json.array(spread: true) { json in
      for event in scene.events {
        json.object { json in
          json.member("time", event.eventTime)
          json.member("duration", event.duration)
          json.key("value")
          json.object { json in
            json.member("label", event.label)
            json.member("source_file", context.sourcePath(of: event))
            json.member("source_time", event.sourceTime)
            json.member("event_time", event.eventTime)
            json.member("event_duration", event.eventDuration)
            json.member("snr", event.snr)
            json.member("role", event.role.rawValue)
            json.member("pitch_shift", event.pitchShift)
            json.member("time_stretch", event.timeStretch)
          }
          json.member("confidence", 1.0)
        }
      }
    }
  }

  func writeSandbox(to json: inout JSONWriter) {
    let foreground = scene.foregroundEvents
    let statistics = SceneStatistics(of: scene)
    json.object(spread: true) { json in
      json.member("duration", scene.duration)
      json.member("original_duration", scene.duration)
      json.member("fg_path", context.foregroundFolder)
      // Scaper opens the folder even where there is no background, and takes no empty path.
      json.member("bg_path", context.backgroundFolder.isEmpty ? context.foregroundFolder : context.backgroundFolder)
      json.key("fg_spec")
      writeSpecs(of: foreground, to: &json)
      json.key("bg_spec")
      writeSpecs(of: scene.events.filter { $0.role == .background }, to: &json)
      json.member("fg_labels", context.foregroundLabels)
      json.member("bg_labels", context.backgroundLabels)
      json.member("protected_labels", scene.protectedLabels)
      json.member("sr", scene.sampleRate)
      json.member("ref_db", scene.referenceLoudness)
      json.member("n_channels", scene.channelCount)
      json.member("fade_in_len", scene.fadeIn)
      json.member("fade_out_len", scene.fadeOut)
      json.member("n_events", statistics.eventCount)
      json.member("polyphony_max", statistics.maximumPolyphony)
      json.member("polyphony_gini", statistics.polyphonyGini)
      json.member("allow_repeated_label", true)
      json.member("allow_repeated_source", true)
      json.member("reverb", scene.render.reverb)
      json.member("scaper_version", Self.scaperVersion)
      json.member("soundscape_audio_path", context.mixturePath)
      json.member("isolated_events_audio_path", context.stemPaths)
      json.member("audio_path", context.mixturePath)
      json.member("jams_path", context.jamsPath)
      json.member("fix_clipping", scene.render.fixClipping)
      json.member("peak_normalization", scene.render.peakNormalization)
      json.member("quick_pitch_time", scene.render.stretch == .soundtouch)
      json.member("save_isolated_events", !context.stemPaths.isEmpty)
      json.member("isolated_events_path", context.stemFolder)
      json.member("disable_sox_warnings", true)
      json.member("no_audio", mixture == nil)
      json.member("txt_path", context.labelsPath)
      json.member("txt_sep", "\t")
      json.member("disable_instantiation_warnings", false)
      json.member("peak_normalization_scale_factor", mixture?.scaleFactor ?? 1)
      let change = mixture?.referenceLoudnessChange ?? 0
      json.member("ref_db_change", change)
      json.member("ref_db_generated", scene.referenceLoudness + change)
    }
  }

  // MARK: Specs, nine elements each

  private func writeSpecs(of events: [Event], to json: inout JSONWriter) {
    json.array(spread: true) { json in
      for event in events.sorted(by: { $0.drawingOrder < $1.drawingOrder }) {
        let spec = event.spec
        let files = spec.sourceFile.mapNames {
          context.filePath(Path.name(of: $0), label: event.label, role: event.role)
        }
        json.array { json in
          json.value(spec.label.asInScaper)
          json.value(files.asInScaper)
          let latest = EventFitting.latestStart(of: event.eventDuration, inSource: event.source.duration)
          json.value(spec.sourceTime.mapValues { $0 == .infinity ? latest : $0 }.asInScaper)
          json.value(spec.eventTime.asInScaper)
          json.value((spec.eventDuration ?? .const(scene.duration)).asInScaper)
          json.value(spec.snr.asInScaper)
          json.value(event.role.rawValue)
          json.value(spec.pitchShift?.asInScaper)
          json.value(spec.timeStretch?.asInScaper)
        }
      }
    }
  }
}

// Scaper knows neither cycles nor shared values: they are written as what one mixture alone draws from.

extension Distribution {
  fileprivate var asInScaper: Distribution {
    switch self {
    case .shared(_, let inner): inner.asInScaper
    case .cycle(let values): .choose(values)
    default: self
    }
  }
}

extension Choice {
  fileprivate var asInScaper: Choice {
    switch self {
    case .shared(_, let inner): inner.asInScaper
    case .cycle(let names): .choose(names)
    default: self
    }
  }
}
