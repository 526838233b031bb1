/// Recordings, supervisions and cuts as lhotse writes them, an object of JSON on each line.
///
/// *Source:* lhotse.readthedocs.io, `Recording`, `SupervisionSegment`, `MonoCut` and `MultiCut` of lhotse 1.33.
struct LhotseManifests {
  let mixture: ListedMixture
  /// Where a file is; nil for one that lies beside in an archive.
  let source: (_ path: String) -> String?

  /// A recording of a file.
  func recording(_ path: String, named id: String, in json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.key("sources")
      json.array { json in
        json.object { json in
          let place = source(path)
          json.member("type", place == nil ? "shar" : "file")
          json.member("channels", channels)
          json.member("source", place ?? "")
        }
      }
      json.member("sampling_rate", mixture.sampleRate)
      json.member("num_samples", mixture.frameCount)
      json.member("duration", mixture.duration)
      json.member("channel_ids", channels)
    }
  }

  func supervisions(in json: inout JSONWriter) {
    json.array { json in
      // lhotse refuses segments of no length.
      for (i, event) in mixture.foreground.enumerated() where event.duration > 0 {
        json.object { json in supervision(event, i, in: &json) }
      }
    }
  }

  /// The members of a supervision.
  func supervision(_ event: AnnotatedEvent, _ number: Int, in json: inout JSONWriter) {
    json.member("id", "\(mixture.id)-\(number)")
    json.member("recording_id", mixture.id)
    json.member("start", event.time)
    json.member("duration", event.duration)
    channel(in: &json)
    json.member("text", event.words)
    if let speaker = event.speaker { json.member("speaker", speaker) }
    json.key("custom")
    json.object { json in json.member("label", event.event.label) }
  }

  /// The whole mixture as a cut, with stems as custom recordings where they have a place.
  func cut(_ file: String, stems: [(field: String, path: String)], in json: inout JSONWriter) {
    json.object { json in
      json.member("id", mixture.id)
      json.member("start", 0.0)
      json.member("duration", mixture.duration)
      channel(in: &json)
      json.key("supervisions")
      supervisions(in: &json)
      json.key("recording")
      recording(file, named: mixture.id, in: &json)
      json.key("custom")
      json.object { json in
        for (field, path) in stems {
          json.key(field)
          recording(path, named: "\(mixture.id)-\(field)", in: &json)
        }
      }
      json.member("type", mixture.channelCount == 1 ? "MonoCut" : "MultiCut")
    }
  }

  private var channels: [Int] { Array(0..<mixture.channelCount) }

  private func channel(in json: inout JSONWriter) {
    if mixture.channelCount == 1 { json.member("channel", 0) } else { json.member("channel", channels) }
  }

  /// What a stem's field is called: not as a member that cuts have, nor with a dot, which would end it.
  static func field(_ label: String) -> String {
    let plain = String(label.map { $0 == "." || $0 == "/" ? "_" : $0 })
    return taken.contains { hasSameBytes($0, plain) } ? plain + "_" : plain
  }

  private static let taken = [
    "id", "start", "end", "duration", "channel", "supervisions", "features", "recording", "custom", "type", "cuts",
  ]
}
