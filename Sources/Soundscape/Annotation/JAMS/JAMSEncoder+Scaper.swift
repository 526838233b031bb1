// Scaper's part of the sandbox, field for field as Scaper 1.6.5 writes it.

extension JAMSEncoder {
  func writeScaper(to json: inout JSONWriter) {
    let form = form(.scaper)
    let (settings, files, statistics) = (annotation.settings, annotation.files, annotation.statistics)
    json.object(spread: true) { json in
      json.member(.duration, annotation.duration, as: form)
      json.member(.originalDuration, settings.duration, as: form)
      json.member(.foregroundPath, files.foregroundFolder, as: form)
      // Scaper opens the folder even without backgrounds, and refuses an empty path.
      json.member(
        .backgroundPath, files.backgroundFolder.isEmpty ? files.foregroundFolder : files.backgroundFolder, as: form)
      writeSpecs(as: form, to: &json)
      json.member(.foregroundLabels, files.foregroundLabels, as: form)
      json.member(.backgroundLabels, files.backgroundLabels, as: form)
      json.member(.protectedLabels, settings.protectedLabels, as: form)
      json.member(.sampleRate, settings.sampleRate, as: form)
      json.member(.referenceLoudness, settings.referenceLoudness, as: form)
      json.member(.channelCount, settings.channelCount, as: form)
      json.member(.fadeIn, settings.fadeIn, as: form)
      json.member(.fadeOut, settings.fadeOut, as: form)
      json.member(.eventCount, statistics.eventCount, as: form)
      json.member(.maximumPolyphony, statistics.maximumPolyphony, as: form)
      json.member(.polyphonyGini, statistics.polyphonyGini, as: form)
      json.member(.allowRepeatedLabel, true, as: form)
      json.member(.allowRepeatedSource, true, as: form)
      json.member(.reverb, settings.render.reverb, as: form)
      json.member(.scaperVersion, Self.scaperVersion, as: form)
      writeFiles(as: form, to: &json)
      writeRendering(as: form, to: &json)
      json.unknownMembers(of: form)
    }
  }

  private func writeFiles(as form: WrittenForm?, to json: inout JSONWriter) {
    let (files, render) = (annotation.files, annotation.settings.render)
    json.member(.mixturePath, files.mixture, as: form)
    json.member(.stemPaths, files.stems, as: form)
    json.member(.audioPath, files.mixture, as: form)
    json.member(.jamsPath, files.jams, as: form)
    json.member(.fixClipping, render.fixClipping, as: form)
    json.member(.peakNormalization, render.peakNormalization, as: form)
    json.member(.quickPitchTime, render.stretch == .soundtouch, as: form)
    json.member(.saveStems, !files.stems.isEmpty, as: form)
    json.member(.stemFolder, files.stemFolder, as: form)
    json.member(.disableSoxWarnings, true, as: form)
    json.member(.noAudio, annotation.rendering == nil, as: form)
    json.member(.labelsPath, files.labels, as: form)
    json.member(.labelsSeparator, "\t", as: form)
    json.member(.disableInstantiationWarnings, false, as: form)
  }

  private func writeRendering(as form: WrittenForm?, to json: inout JSONWriter) {
    let rendering = annotation.rendering
    let change = rendering?.referenceLoudnessChange ?? 0
    json.member(.scaleFactor, rendering?.scaleFactor ?? 1, as: form)
    json.member(.referenceLoudnessChange, change, as: form)
    json.member(
      .generatedReferenceLoudness,
      rendering?.generatedReferenceLoudness ?? annotation.settings.referenceLoudness + change, as: form)
  }

  // MARK: Specs, nine elements each

  private func writeSpecs(as form: WrittenForm?, to json: inout JSONWriter) {
    for (key, role) in [(JAMSKey.foregroundSpec, Role.foreground), (.backgroundSpec, .background)] {
      if form?.absent.contains(key) == true { continue }
      json.key(key)
      if let recorded = annotation.recordedSpecs {
        write(role == .foreground ? recorded.foreground : recorded.background, to: &json)
      } else {
        writeSpecs(of: role, to: &json)
      }
    }
  }

  private func write(_ recorded: JSONTree, to json: inout JSONWriter) {
    guard let rows = recorded.elements else { return json.value(recorded) }
    json.array(spread: true) { json in for row in rows { json.value(row) } }
  }

  /// The specs that follow from the events, as a tree.
  func specs(of role: Role) -> JSONTree {
    var json = JSONWriter()
    writeSpecs(of: role, to: &json)
    // What was just written can be read.
    return (try? JSONReader.tree(of: json.bytes)) ?? .null
  }

  /// Scaper knows no times but starts: of a centre, the start that came of it.
  private func startInScaper(of event: Event) -> Distribution {
    guard event.spec.sourceAnchor == .start else { return .const(event.sourceTime) }
    let latest = EventFitting.latestStart(of: event, in: annotation.settings, annotation.semantics.dialect)
    return event.spec.sourceTime.resolved(end: latest)
  }

  /// In the order in which the events were drawn. The nine elements are those of Scaper, whatever fields events have.
  private func writeSpecs(of role: Role, to json: inout JSONWriter) {
    let order = annotation.events.indices.filter { annotation.events[$0].event.role == role }
      .sorted { annotation.events[$0].event.drawingOrder < annotation.events[$1].event.drawingOrder }
    json.array(spread: true) { json in
      for i in order {
        let event = annotation.events[i].event
        let spec = event.spec
        let files = spec.sourceFile.mapNames {
          annotation.files.path(of: Path.name(of: $0), label: event.label, role: event.role)
        }
        json.array { json in
          json.value(spec.label.asInScaper)
          json.value(files.asInScaper)
          json.value(startInScaper(of: event).asInScaper)
          json.value(spec.eventTime.asInScaper)
          json.value((spec.eventDuration ?? .const(annotation.settings.duration)).asInScaper)
          json.value(spec.snr.asInScaper)
          json.value(event.role.rawValue)
          json.value(spec.pitchShift?.asInScaper)
          json.value(spec.timeStretch?.asInScaper)
        }
      }
    }
  }
}

// Scaper knows neither cycles, shared values nor durations: they are written as what a single mixture draws from.

extension Distribution {
  fileprivate var asInScaper: Distribution {
    switch self {
    case .shared(_, let inner): inner.asInScaper
    case .cycle(let values): .choose(values)
    case .step(let from, let to, let by): Steps(from: from, to: to, by: by).asInScaper
    default: self
    }
  }
}

extension Steps {
  /// More would fill an annotation.
  private static let mostListed = 1_000

  fileprivate var asInScaper: Distribution {
    switch count {
    case 0: .const(to)
    case ...Self.mostListed: .choose(values)
    default: .uniform(from...to)
    }
  }
}

extension Choice {
  fileprivate var asInScaper: Choice {
    switch self {
    case .shared(_, let inner): inner.asInScaper
    case .cycle(let names), .chooseByDuration(let names): .choose(names)
    default: self
    }
  }
}
