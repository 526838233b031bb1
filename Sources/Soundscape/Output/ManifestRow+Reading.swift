extension ManifestRow {
  /// The row that a line of a manifest holds, in this format or an earlier one.
  ///
  /// Format 2 has all keys and the line's digest, format 1 all keys, format 0 at least `index` and `status`. Only
  /// `audio_format`, `coherent`, `damaged_sources`, `shard_width`, `skipped_sources`, `stem_events`, `stem_names`, `stems_of`,
  /// `submix_events`, `submixes` and `variant` may be missing in any. A key that none of them has is refused.
  /// *Throws:* `.annotation` for anything else, and for a row that a newer version wrote.
  init(_ bytes: [UInt8], in range: Range<Int>? = nil, line number: Int, of path: String) throws(SoundscapeError) {
    func failure(_ problem: String) -> SoundscapeError { .annotation(path: "\(path):\(number)", problem: problem) }
    var range = range ?? 0..<bytes.count
    if let last = range.last, bytes[last] == UInt8(ascii: "\n") { range.removeLast() }
    let seal = ManifestLine.seal(of: bytes[range])
    guard seal != .broken else { throw failure("was changed after it was written: its digest is of other bytes") }
    guard let members = (try? JSONReader.tree(of: bytes, in: range))?.members else {
      throw Manifest.brokenLine(number, of: path)
    }
    do throws(ManifestMembers.Refusal) { try self.init(members, isSealed: seal == .whole) } catch {
      switch error {
      case .notARow: throw Manifest.brokenLine(number, of: path)
      case .because(let problem): throw failure(problem)
      }
    }
  }

  private init(_ members: NameTable<JSONTree>, isSealed: Bool) throws(ManifestMembers.Refusal) {
    var reader = ManifestMembers(members)
    reader.version = try reader.optionalWhole("format") ?? 0
    guard reader.version <= Self.format else {
      throw .because(
        "has format \(reader.version), which only a newer version of Soundscape reads (\(SoundscapeVersion.current) reads "
          + "manifests of format 0 to \(Self.format))")
    }
    guard case .integer(let index)? = members["index"], index >= 0,
      let status = members["status"]?.string.flatMap(Status.init(rawValue:))
    else { throw .notARow }
    reader.skip(["index", "status"])
    self.init(
      MixtureHeading(
        index: index, seed: try reader.text("seed"), run: try reader.text("run"),
        split: try reader.optionalText("split"), duration: try reader.duration("duration"),
        layout: try reader.optionalText("layout")), status: status)
    version = reader.version
    mixture = try reader.optionalText("mixture")
    jams = try reader.optionalText("jams")
    labels = try reader.optionalText("labels")
    error = try reader.optionalText("error")
    stems = try reader.texts("stems")
    sha256 = try reader.members(of: "sha256", "texts") { $0.string }
    warnings = try reader.members(of: "warnings", "whole numbers") { ManifestMembers.whole($0) }
    if let name = try reader.optionalText("audio_format", isOptional: true) {
      guard let format = FileFormat(rawValue: name) else { throw .because("has the audio_format \(name)") }
      audioFormat = format
    }
    skippedSources = try reader.optionalWhole("skipped_sources")
    if members["damaged_sources"] != nil { damagedSources = try reader.texts("damaged_sources") }
    stemEvents = try reader.lists("stem_events")
    if members["submixes"] != nil { submixes = try reader.texts("submixes") }
    submixEvents = try reader.lists("submix_events") ?? []
    guard submixEvents.count == submixes.count else {
      throw .because("has submix_events for \(submixEvents.count) of \(submixes.count) submixes")
    }
    if let width = try reader.optionalWhole("shard_width") {
      guard OutputOptions.shardWidths.contains(width) else { throw .because("has the shard_width \(width)") }
      shardWidth = width
    }
    if let name = try reader.optionalText("stem_names", isOptional: true) {
      guard let names = OutputOptions.StemNames(rawValue: name) else { throw .because("has the stem_names \(name)") }
      stemNames = names
    }
    if let name = try reader.optionalText("stems_of", isOptional: true) {
      guard let parts = OutputOptions.StemsOf(rawValue: name) else { throw .because("has the stems_of \(name)") }
      stemsOf = parts
    }
    guard stemEvents == nil || stemEvents?.count == stems.count else {
      throw .because("has stem_events for \(stemEvents?.count ?? 0) of \(counted(stems.count, "stem"))")
    }
    coherent = try reader.flags("coherent")
    variant = try reader.variant("variant")
    if version >= 2 {
      guard isSealed else { throw .because("does not end with \(ManifestLine.digestKey)") }
      reader.skip([ManifestLine.digestKey])
    }
    if let key = reader.unknownKey { throw .because("has the unknown key \(key)") }
  }
}
