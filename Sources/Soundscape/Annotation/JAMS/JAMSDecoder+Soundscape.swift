// Our part of the sandbox.

extension JAMSDecoder {
  /// Adds our part to what Scaper's says.
  ///
  /// *Returns:* the entries of the events.
  func soundscapePart(
    _ members: NameTable<JSONTree>, _ annotation: inout Annotation
  ) throws(SoundscapeError) -> [JSONTree] {
    var reader = JAMSReader(members, at: .soundscape, of: path)
    // Files from before it was written have none.
    let format = try reader.optionalWhole(.format) ?? 0
    guard (0...Annotation.formatVersion).contains(format) else {
      throw reader.failure(
        .format,
        "was written by a newer version of this program: it reads up to \(Annotation.formatVersion) "
          + "(found \(format))")
    }
    annotation.header = Annotation.Header(
      format: format, version: try reader.optionalText(.version) ?? "", libraries: try libraries(&reader),
      seed: try seed(&reader), index: try reader.optionalWhole(.index) ?? 0,
      semantics: try reader.word(.semantics, missing: .scaper),
      recipeDigest: try reader.optionalText(.recipeDigest) ?? "")
    var render = annotation.settings.render
    render.stretch = try reader.word(.stretch, missing: render.stretch)
    render.level = try reader.word(.level, missing: render.level)
    render.meter = try reader.word(.meter, missing: render.meter)
    render.snrReference = try reader.word(.snrReference, missing: render.snrReference)
    render.fill = try reader.word(.fill, missing: render.fill)
    render.clip = try reader.word(.clip, missing: .none)
    render.normalize = try reader.word(.normalize, missing: .none)
    render.sampleFormat = try reader.word(.subtype, missing: render.sampleFormat)
    render.coding = try coding(&reader, of: render.sampleFormat)
    annotation.settings.render = render
    annotation.settings.origin = try reader.origin()
    annotation.settings.effects = try reader.effects(of: nil, in: path)
    reader.derived(.reverb, JSONTree(render.reverb))
    // Read in any case: what is not asked for counts as unknown.
    let step = try reader.optionalNumber(.step, .gain)
    annotation.rendering?.step = step
    annotation.altered = try alterations(&reader)
    annotation.edits = try edits(&reader)
    let entries = try reader.elements(.events)
    annotation.written[.soundscape] = reader.writtenForm()
    return entries
  }

  private func coding(
    _ reader: inout JAMSReader, of samples: SampleFormat
  ) throws(SoundscapeError) -> AudioCoding {
    var coding = AudioCoding()
    if let level = try reader.optionalWhole(.compressionLevel) {
      guard AudioCoding.levels.contains(level) else {
        throw reader.failure(.compressionLevel, "needs a whole number from 0 to 8 (found \(level))")
      }
      coding.level = level
    }
    if let quality = try reader.optionalNumber(.quality) {
      guard AudioCoding.qualities.contains(quality) else {
        throw reader.failure(.quality, "needs a number from 0 to 1 (found \(plain(quality)))")
      }
      if quality != samples.usualQuality { coding.quality = quality }
    }
    return coding
  }

  private func libraries(_ reader: inout JAMSReader) throws(SoundscapeError) -> [Annotation.Library] {
    var versions = try reader.object(.libraries) ?? [:]
    var libraries: [Annotation.Library] = []
    // In the order in which they are written.
    for library in Annotation.Library.current {
      guard let version = versions.removeValue(forKey: library.name)?.string else { continue }
      libraries.append(.init(name: library.name, version: version))
    }
    for (name, version) in versions.sorted(by: { isInByteOrder($0.key, $1.key) }) {
      if let version = version.string { libraries.append(.init(name: name, version: version)) }
    }
    return libraries
  }

  private func seed(_ reader: inout JAMSReader) throws(SoundscapeError) -> Seed {
    func word(_ tree: JSONTree) throws(SoundscapeError) -> UInt32 {
      guard let word = tree.double.flatMap({ UInt32(exactly: $0) }) else {
        throw reader.failure(.seed, "needs a whole number from 0 to \(UInt32.max), or a list of them")
      }
      return word
    }
    guard let tree = reader.tree(.seed) else { return .integer(0) }
    guard let elements = tree.elements else { return .integer(try word(tree)) }
    var words: [UInt32] = []
    for element in elements { words.append(try word(element)) }
    return .list(words)
  }

  func alterations(_ reader: inout JAMSReader) throws(SoundscapeError) -> [Annotation.Alteration] {
    var alterations: [Annotation.Alteration] = []
    for (i, element) in try reader.elements(.altered).enumerated() {
      var entry = JAMSReader(element.members ?? [:], at: .alteration(i), of: path)
      alterations.append(
        .init(
          rule: try entry.text(.rule), before: try entry.optionalNumber(.before),
          after: try entry.optionalNumber(.after)
        ))
    }
    return alterations
  }

  private func edits(_ reader: inout JAMSReader) throws(SoundscapeError) -> [Annotation.EditRecord] {
    var edits: [Annotation.EditRecord] = []
    for (i, element) in try reader.elements(.edited).enumerated() {
      var record = JAMSReader(element.members ?? [:], at: .edit(i), of: path)
      if let dropped = try record.optionalText(.drop) {
        edits.append(.init(keyPath: dropped, change: .drop(was: record.tree(.was) ?? .null)))
      } else {
        edits.append(
          .init(
            keyPath: try record.text(.set),
            change: .set(was: try record.optionalNumber(.was), is: try record.optionalNumber(.is))))
      }
    }
    return edits
  }
}
