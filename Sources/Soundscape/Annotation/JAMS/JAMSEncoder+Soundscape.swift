// Our part of the sandbox: what made the mixture, and for each event what was asked for, drawn, altered and
// measured. Every key is always there but those that say something of few mixtures or events, such as `source`,
// `group`, `effects` and `variant`; what is not known is null.

extension JAMSEncoder {
  func writeSoundscape(_ header: Annotation.Header, to json: inout JSONWriter) {
    let render = annotation.settings.render
    json.object(spread: true) { json in
      json.member(.format, Annotation.formatVersion)
      json.member(.version, header.version)
      json.key(.libraries)
      json.object { json in for library in header.libraries { json.member(library.name, library.version) } }
      json.key(.seed)
      write(header.seed, to: &json)
      json.member(.index, header.index)
      json.member(.semantics, header.semantics.rawValue)
      json.member(.recipeDigest, header.recipeDigest)
      json.origin(annotation.settings.origin)
      json.member(.stretch, render.stretch.rawValue)
      json.member(.level, render.level.rawValue)
      json.member(.meter, render.meter.rawValue)
      json.member(.snrReference, render.snrReference.rawValue)
      json.member(.fill, render.fill.rawValue)
      if render.clip != .none { json.member(.clip, render.clip.rawValue) }
      if render.normalize != .none { json.member(.normalize, render.normalize.rawValue) }
      json.member(.reverb, render.reverb)
      json.effects(annotation.settings.effects)
      json.member(.subtype, render.sampleFormat.rawValue)
      if render.coding.level != AudioCoding.usualLevel { json.member(.compressionLevel, render.coding.level) }
      if let quality = render.coding.quality(of: render.sampleFormat) { json.member(.quality, quality) }
      json.member(.step, annotation.rendering?.step)
      json.key(.events)
      json.array(spread: true) { json in for event in annotation.events { write(event, to: &json) } }
      json.key(.altered)
      write(annotation.altered, to: &json)
      writeEdits(to: &json)
      json.unknownMembers(of: form(.soundscape))
    }
  }

  private func write(_ seed: Seed, to json: inout JSONWriter) {
    switch seed {
    case .integer(let value): json.value(Int(value))
    case .list(let values): json.value(values.map { Int($0) })
    }
  }

  private func write(_ alterations: [Annotation.Alteration], to json: inout JSONWriter) {
    json.array { json in
      for alteration in alterations {
        json.object { json in
          json.member(.rule, alteration.rule)
          json.member(.before, alteration.before)
          json.member(.after, alteration.after)
        }
      }
    }
  }

  /// Only there where something was changed.
  private func writeEdits(to json: inout JSONWriter) {
    guard !annotation.edits.isEmpty else { return }
    json.key(.edited)
    json.array { json in
      for edit in annotation.edits {
        json.object { json in
          switch edit.change {
          case .set(let was, let new):
            json.member(.set, edit.keyPath)
            json.member(.was, was)
            json.member(.is, new)
          case .drop(let was):
            json.member(.drop, edit.keyPath)
            json.member(.was, was)
          }
        }
      }
    }
  }

  // MARK: One event

  private func write(_ annotated: AnnotatedEvent, to json: inout JSONWriter) {
    let event = annotated.event
    json.object { json in
      json.member(.name, event.name)
      json.member(.spec, event.specPath.isEmpty ? nil : event.specPath)
      json.member(.sourceDigest, annotated.sourceFile.digest)
      if let origin = event.source.recordedOrigin {
        json.key(.source)
        json.object(of: origin)
      }
      json.membership(event.group)
      json.member(.levelGroup, event.levelGroup)
      json.key(.continuations)
      json.array { json in
        for file in annotated.continuations {
          json.object { json in
            json.member(JAMSKey(.sourceFile), file.path)
            json.member(.sourceDigest, file.digest)
          }
        }
      }
      if let prompt = event.prompt { json.member(.prompt, prompt) }
      let anchor = event.spec.sourceAnchor
      if anchor != .start { json.member(.sourceAnchor, anchor.rawValue) }
      if event.fill != .cut { json.member(.fill, event.fill.rawValue) }
      json.effects(event.effects)
      json.key(.requested)
      writeRequest(of: annotated, to: &json)
      writeDrawn(event.drawn, to: &json)
      json.key(.altered)
      write(annotated.altered, to: &json)
      json.key(.measured)
      write(annotated.measured, to: &json)
      json.member(.firstFrame, annotated.firstFrame)
      json.member(.frames, annotated.frameCount)
      json.member(.order, event.drawingOrder)
      json.unknownMembers(of: annotated.written.isEmpty ? nil : annotated.written[.entry])
    }
  }

  /// The event's distributions as the recipe has them; null for fields that it does not have.
  private func writeRequest(of annotated: AnnotatedEvent, to json: inout JSONWriter) {
    let (spec, unknown) = (annotated.event.spec, annotated.unknownRequests)
    json.object { json in
      for field in EventField.allCases {
        if !field.isAlwaysWritten, case .number(nil) = spec.request(field) { continue }
        json.key(JAMSKey(field))
        guard !unknown.contains(field) else {
          json.value(JSONTree.null)
          continue
        }
        switch spec.request(field) {
        case .name(let choice): json.value(choice)
        case .sourceTime(let numbers): json.value(numbers)
        case .number(let numbers): json.value(numbers)
        }
      }
    }
  }

  /// The times as drawn, before anything was altered, and the ranges that they were confined to.
  private func writeDrawn(_ drawn: DrawnTimes?, to json: inout JSONWriter) {
    json.key(.drawn)
    json.object { json in
      for field in DrawnTimes.fields { json.member(JAMSKey(field), drawn?.time(field)?.value) }
    }
    json.key(.within)
    json.object { json in
      for field in DrawnTimes.fields {
        let range = drawn?.time(field)?.range
        json.member(JAMSKey(field), range.map { [$0.lowerBound, $0.upperBound] })
      }
    }
  }

  private func write(_ measured: StemMeasurements?, to json: inout JSONWriter) {
    json.object { json in
      json.member(.loudness, measured?.loudness)
      json.member(.rung, measured?.rung?.rawValue)
      json.member(.peak, measured?.peak)
      json.member(.snrRest, measured?.snrRest)
      json.member(.snrBackground, measured?.snrBackground)
      json.member(.onset, measured?.onset)
      json.member(.offset, measured?.offset)
      json.member(.gain, measured?.gain)
    }
  }
}
