// What the ledger tells of one event: what was asked for, drawn, altered and measured. Every key is always there; what
// is not known is null.

extension Ledger {
  func write(_ event: Event, _ position: Int, altered: [Warning], to json: inout JSONWriter) {
    json.object { json in
      json.member("name", event.name)
      json.member("spec", event.specPath.isEmpty ? nil : event.specPath)
      json.member("source_sha256", position < context.sourceDigests.count ? context.sourceDigests[position] : nil)
      json.member("level_group", event.levelGroup)
      json.key("continuations")
      writeContinuations(of: event, position, to: &json)
      json.key("requested")
      writeRequested(event.spec, to: &json)
      writeDrawn(event.drawn, to: &json)
      json.key("altered")
      write(altered, to: &json)
      let stem = mixture?.stems[position]
      json.key("measured")
      write(stem?.measured, to: &json)
      json.member("first_frame", stem?.firstFrame)
      json.member("frames", stem?.frameCount)
    }
  }

  private func writeContinuations(of event: Event, _ position: Int, to json: inout JSONWriter) {
    let digests = position < context.continuationDigests.count ? context.continuationDigests[position] : []
    json.array { json in
      for (k, file) in event.continuations.enumerated() {
        json.object { json in
          json.member("source_file", context.filePath(file.name, label: event.label, role: event.role))
          json.member("source_sha256", k < digests.count ? digests[k] : nil)
        }
      }
    }
  }

  /// The event's distributions as the recipe has them; null for fields that it has not.
  private func writeRequested(_ spec: EventSpec, to json: inout JSONWriter) {
    json.object { json in
      for field in EventField.allCases {
        json.key(field.rawValue)
        switch field.specPath {
        case .name(let path): json.value(spec[keyPath: path])
        case .number(let path): json.value(spec[keyPath: path])
        case .optionalNumber(let path): json.value(spec[keyPath: path])
        }
      }
    }
  }

  /// The times as drawn, before anything was altered, and the ranges that they were confined to.
  private func writeDrawn(_ drawn: DrawnTimes?, to json: inout JSONWriter) {
    let times = [
      ("source_time", drawn?.sourceTime), ("event_time", drawn?.eventTime), ("event_duration", drawn?.eventDuration),
    ]
    json.key("drawn")
    json.object { json in for (name, time) in times { json.member(name, time?.value) } }
    json.key("within")
    json.object { json in
      for (name, time) in times { json.member(name, time?.range.map { [$0.lowerBound, $0.upperBound] }) }
    }
  }

  private func write(_ measured: StemMeasurements?, to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in (measured ?? StemMeasurements()).numbers {
        json.member(name, measured == nil ? nil : value)
        // Beside the loudness, as it says how to read it.
        if name == "loudness" { json.member("rung", measured?.rung?.rawValue) }
      }
    }
  }
}

extension StemMeasurements {
  /// What is told in numbers, by the ledger's names and in its order.
  var numbers: [(name: String, value: Double?)] {
    [
      ("loudness", loudness), ("peak", peak), ("snr_rest", snrRest), ("snr_background", snrBackground),
      ("onset", onset), ("offset", offset), ("gain", gain),
    ]
  }
}
