// What an annotation says of the files that were written.

extension JAMSDocument {
  /// Notes where the files are written.
  mutating func name(_ row: ManifestRow, stemFolder: String) {
    for (key, value) in [
      ("soundscape_audio_path", row.mixture), ("audio_path", row.mixture), ("jams_path", row.jams),
      ("txt_path", row.labels), ("isolated_events_path", row.stems.isEmpty ? nil : stemFolder),
    ] { sandbox[key] = JSONTree(value) }
    sandbox["isolated_events_audio_path"] = JSONTree(row.stems)
    sandbox["save_isolated_events"] = .bool(!row.stems.isEmpty)
    sandbox["no_audio"] = .bool(false)
  }

  /// Notes what was rendered and where it was written.
  mutating func note(_ mixture: MixtureReport, _ row: ManifestRow, stemFolder: String) {
    name(row, stemFolder: stemFolder)
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
