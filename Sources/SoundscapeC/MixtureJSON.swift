internal import Soundscape

extension OpenMixture {
  /// What it is, as `ss_mixture_json` gives it.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("index", scene.index)
      json.member("seed", "\(scene.seed)")
      json.member("split", split)
      json.member("ref_db", scene.referenceLoudness)
      json.member("scale", report?.scaleFactor)
      json.member("prompt", scene.origin.prompt)
      json.key("events")
      json.array { json in for i in scene.events.indices { write(event: i, to: &json) } }
      json.key("warnings")
      json.array { json in for warning in warnings + (report?.warnings ?? []) { json.object(of: warning) } }
    }
    return json.text
  }

  private func write(event i: Int, to json: inout JSONWriter) {
    let event = scene.events[i]
    let stem = report?.stems[i]
    json.object { json in
      json.member("name", event.name)
      json.member("role", event.role.rawValue)
      json.member("label", event.label)
      json.member("group", group(of: event))
      json.member("source_file", event.source.path)
      json.member("source_time", event.sourceTime)
      json.member("event_time", event.eventTime)
      json.member("event_duration", event.eventDuration)
      json.member("duration", event.duration)
      json.member("snr", event.snr)
      json.member("pitch_shift", event.pitchShift)
      json.member("time_stretch", event.timeStretch)
      json.member("gain", event.gain)
      json.member("prompt", event.prompt)
      json.member("first_frame", stem?.firstFrame)
      json.member("frames", stem?.frameCount)
      json.member("loudness", stem?.measured.loudness)
      json.key("source")
      if let origin = event.source.recordedOrigin { json.object(of: origin) } else { json.value(String?.none) }
    }
  }
}

extension JSONWriter {
  /// A warning as an object.
  mutating func object(of warning: Warning) {
    object { json in
      json.member("kind", warning.kind.rawValue)
      json.member("subject", warning.subject)
      json.member("message", warning.message)
      json.member("before", warning.before)
      json.member("after", warning.after)
    }
  }
}
