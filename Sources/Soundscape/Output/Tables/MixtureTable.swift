// The tables of a data set: a row for each mixture, and a row for each event. docs/formats.md describes the columns.

extension TableRow {
  /// The columns of a table of mixtures.
  static let mixtureColumns = [
    "index", "split", "seed", "status", "error", "duration", "sample_rate", "channels", "layout", "variant",
    "coherent", "let", "mixture", "stems", "jams", "track", "labels", "n_events", "n_backgrounds", "ref_db", "prompt",
    "n_warnings", "warnings",
  ]

  /// The columns of a table of events.
  static let eventColumns = [
    "mixture", "split", "position", "name", "spec", "role", "label", "stem", "source_file", "source_sha256",
    "source_time", "event_time", "event_duration", "duration", "snr", "pitch_shift", "time_stretch", "gain", "group",
    "song", "recipe_group", "coherent", "source_name", "source_place", "kept", "prompt", "first_frame", "frames",
    "onset", "offset", "loudness", "rung", "peak", "snr_rest", "snr_background", "altered",
  ]

  /// The row of a mixture.
  ///
  /// - Parameter annotation: nil where there is none.
  init(mixture row: ManifestRow, _ annotation: Annotation?) {
    add("index", whole: row.index)
    add("split", text: row.split)
    add("seed", text: row.seed)
    add("status", text: row.status.rawValue)
    add("error", text: row.error)
    add("duration", number: row.duration)
    add("sample_rate", whole: annotation?.settings.sampleRate)
    add("channels", whole: annotation?.settings.channelCount)
    add("layout", text: row.layout)
    let origin = annotation?.settings.origin
    add("variant", text: row.variant.map(\.text))
    let coherence = annotation.map { $0.events.lazy.map(\.event).coherence } ?? row.coherent
    add("coherent", flag: coherence.isEmpty ? nil : coherence.contains { $0.value })
    add("let", annotation.map { _ in .json(Self.json(origin?.values ?? [:])) })
    add("mixture", text: row.mixture)
    add("stems", .texts(row.stems))
    add("jams", text: row.jams)
    add("track", text: row.labels)
    let foreground = annotation?.events.filter { $0.event.role == .foreground }
    add("labels", .texts(NameSet(foreground?.map(\.event.label) ?? []).sorted()))
    add("n_events", whole: foreground?.count)
    add("n_backgrounds", whole: annotation.map { $0.events.count { $0.event.role == .background } })
    add("ref_db", number: annotation.map { $0.rendering?.generatedReferenceLoudness ?? $0.settings.referenceLoudness })
    add("prompt", text: origin?.prompt)
    add("n_warnings", whole: row.warnings.values.reduce(0, +))
    var json = JSONWriter()
    json.object { json in
      for (kind, count) in row.warnings.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(kind, count) }
    }
    add("warnings", .json(json.bytes))
  }

  /// The row of an event of a mixture, by its position in the annotation.
  init(event position: Int, of annotation: Annotation, in row: ManifestRow) {
    let annotated = annotation.events[position]
    let (event, measured, origin) = (annotated.event, annotated.measured, annotated.event.source.origin)
    let isOurs = annotation.header != nil
    add("mixture", whole: row.index)
    add("split", text: row.split)
    add("position", whole: position)
    add("name", text: isOurs ? event.name : nil)
    add("spec", text: isOurs && !event.specPath.isEmpty ? event.specPath : nil)
    add("role", text: event.role.rawValue)
    add("label", text: event.label)
    add("stem", text: row.stem(of: position))
    add("source_file", text: annotated.sourceFile.path)
    add("source_sha256", text: annotated.sourceFile.digest)
    add("source_time", number: event.sourceTime)
    add("event_time", number: annotated.time)
    add("event_duration", number: event.eventDuration)
    add("duration", number: annotated.duration)
    add("snr", number: event.snr)
    add("pitch_shift", number: event.pitchShift)
    add("time_stretch", number: event.timeStretch)
    add("gain", number: measured?.gain)
    add("group", text: origin?.group)
    add("song", text: origin?.song ?? event.group?.song)
    add("recipe_group", text: event.group?.name)
    add("coherent", flag: event.group?.isCoherent)
    add("source_name", text: origin.flatMap { $0.name.isEmpty ? nil : $0.name })
    add("source_place", text: origin.flatMap { $0.place.isEmpty ? nil : $0.place })
    var kept = JSONWriter()
    kept.object { json in
      for (name, value) in (origin?.kept ?? [:]).sorted(by: { isInByteOrder($0.key, $1.key) }) {
        json.member(name, value)
      }
    }
    add("kept", .json(kept.bytes))
    add("prompt", text: event.prompt)
    add("first_frame", whole: annotated.firstFrame)
    add("frames", whole: annotated.frameCount)
    add("onset", number: measured?.onset)
    add("offset", number: measured?.offset)
    add("loudness", number: measured?.loudness)
    add("rung", text: measured?.rung?.rawValue)
    add("peak", number: measured?.peak)
    add("snr_rest", number: measured?.snrRest)
    add("snr_background", number: measured?.snrBackground)
    add("altered", .texts(annotated.altered.map(\.rule)))
  }
}

extension TableRow {
  /// The values of `let`, as an object in byte order of their names.
  private static func json(_ values: NameTable<MixtureOrigin.LetValue>) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      for (name, value) in values.sorted(by: { isInByteOrder($0.key, $1.key) }) {
        switch value {
        case .number(let number): json.member(name, number)
        case .text(let text): json.member(name, text)
        }
      }
    }
    return json.bytes
  }
}

extension ManifestRow {
  /// The first stem that holds an event; nil for none.
  fileprivate func stem(of position: Int) -> String? {
    guard let stemEvents else { return position < stems.count ? stems[position] : nil }
    return stemEvents.firstIndex { $0.contains(position) }.flatMap { $0 < stems.count ? stems[$0] : nil }
  }
}
