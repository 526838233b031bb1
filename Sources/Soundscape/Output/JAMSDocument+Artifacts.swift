// What an annotation says of the files that were written.

extension JAMSDocument {
  /// Names the files that are written.
  mutating func name(_ artifacts: [Artifact]) {
    var (mixture, labels, jams, stems): (String?, String?, String?, [String]) = (nil, nil, nil, [])
    for artifact in artifacts {
      switch artifact.content {
      case .mixture: mixture = artifact.name
      case .annotation: jams = artifact.name
      case .labels: labels = artifact.name
      case .stem: stems.append(artifact.name)
      }
    }
    for (key, value) in [
      ("soundscape_audio_path", mixture), ("audio_path", mixture), ("jams_path", jams), ("txt_path", labels),
      ("isolated_events_path", artifacts.stemFolder),
    ] { sandbox[key] = JSONTree(value) }
    sandbox["isolated_events_audio_path"] = JSONTree(stems)
    sandbox["save_isolated_events"] = .bool(!stems.isEmpty)
    sandbox["no_audio"] = .bool(mixture == nil)
  }

  /// Records what was rendered and where it was written.
  mutating func note(_ mixture: MixtureReport, _ artifacts: [Artifact]) {
    name(artifacts)
    sandbox["peak_normalization_scale_factor"] = .number(mixture.scaleFactor)
    sandbox["ref_db_change"] = .number(mixture.referenceLoudnessChange)
    sandbox["ref_db_generated"] = .number((sandbox["ref_db"].double ?? 0) + mixture.referenceLoudnessChange)
    guard !ledger.isNull else { return }
    ledger["step"] = .number(Double(mixture.step))
    guard var entries = ledger["events"].elements, entries.count == mixture.stems.count else { return }
    for (i, stem) in mixture.stems.enumerated() {
      var measured: [String: JSONTree] = ["rung": JSONTree(stem.measured.rung?.rawValue)]
      for (name, value) in stem.measured.numbers { measured[name] = JSONTree(value) }
      entries[i]["measured"] = .object(measured)
      entries[i]["first_frame"] = .integer(stem.firstFrame)
      entries[i]["frames"] = .integer(stem.frameCount)
    }
    ledger["events"] = .array(entries)
  }
}
