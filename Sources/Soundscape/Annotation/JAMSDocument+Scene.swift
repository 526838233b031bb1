extension JAMSDocument {
  /// The scene that the annotation describes, ready to be rendered: the right half of the engine alone.
  ///
  /// Fields that older versions of Scaper did not write have the values that Scaper gives them.
  /// *Throws:* `.annotation` for a field that is missing or impossible, and one error for all sources not found.
  public func scene(sounds: any SoundProvider) throws(SoundscapeError) -> Scene {
    let place = "sandbox.scaper"
    guard sandbox.members != nil else { throw failure(place, "is missing") }
    let fallback = try number(sandbox, "duration", at: place)
    let duration = try number(sandbox, "original_duration", at: place, default: fallback)
    guard duration > 0, duration <= 86_400 else {
      throw failure("\(place).duration", "needs more than 0 s, up to a day (found \(plain(duration)))")
    }
    let rate = try number(sandbox, "sr", at: place, default: 44_100)
    guard let sampleRate = Int(exactly: rate), (1_000...384_000).contains(sampleRate) else {
      throw failure("\(place).sr", "needs 1000 to 384000 Hz (found \(plain(rate)))")
    }
    let channels = try number(sandbox, "n_channels", at: place, default: 1)
    guard let channelCount = Int(exactly: channels), (1...64).contains(channelCount) else {
      throw failure("\(place).n_channels", "needs 1 to 64 (found \(plain(channels)))")
    }
    let fadeIn = try number(sandbox, "fade_in_len", at: place, default: 0.01)
    let fadeOut = try number(sandbox, "fade_out_len", at: place, default: 0.01)
    guard fadeIn >= 0, fadeOut >= 0 else { throw failure("\(place).fade_in_len", "a fade lasts 0 s or more") }
    return Scene(
      index: ledger["index"].double.flatMap { Int(exactly: $0) } ?? 0, seed: seed,
      semantics: ledger.isNull ? .scaper : Semantics(rawValue: ledger["semantics"].string ?? "") ?? .scaper,
      duration: duration, sampleRate: sampleRate, channelCount: channelCount,
      referenceLoudness: try number(sandbox, "ref_db", at: place), fadeIn: fadeIn, fadeOut: fadeOut,
      protectedLabels: (sandbox["protected_labels"].elements ?? []).compactMap(\.string),
      events: try events(sounds: sounds), render: try renderOptions(), recordedScale: try recordedScale())
  }

  private var seed: Seed {
    switch ledger["seed"] {
    case .array(let words): .list(words.compactMap { $0.double.flatMap { UInt32(exactly: $0) } })
    default: .integer(ledger["seed"].double.flatMap { UInt32(exactly: $0) } ?? 0)
    }
  }

  private func renderOptions() throws(SoundscapeError) -> RenderOptions {
    var options = RenderOptions()
    options.fixClipping = try flag("fix_clipping", default: false)
    options.peakNormalization = try flag("peak_normalization", default: false)
    if try flag("quick_pitch_time", default: false) { options.stretch = .soundtouch }
    if !sandbox["reverb"].isNull { options.reverb = try number(sandbox, "reverb", at: "sandbox.scaper") }
    if let reverb = options.reverb, !(0...1).contains(reverb) {
      throw failure("sandbox.scaper.reverb", "needs 0 to 1 (found \(plain(reverb)))")
    }
    if let engine = ledger["stretch"].string.flatMap(StretchEngine.init) { options.stretch = engine }
    if let level = ledger["level"].string.flatMap(RenderOptions.LevelRule.init) { options.level = level }
    // Before there was a choice, libebur128 measured.
    options.meter = ledger["meter"].string.flatMap(RenderOptions.Meter.init) ?? .libebur128
    if let reference = ledger["snr_reference"].string.flatMap(RenderOptions.SNRReference.init) {
      options.snrReference = reference
    }
    if let fill = ledger["fill"].string.flatMap(RenderOptions.Fill.init) { options.fill = fill }
    if let format = ledger["subtype"].string.flatMap(SampleFormat.init) { options.sampleFormat = format }
    return options
  }

  /// What was left out of a slice counts for the gain of what is in it, so that the gain is taken as it was.
  private func recordedScale() throws(SoundscapeError) -> Scene.RecordedScale? {
    guard !slices.isEmpty else { return nil }
    let factor = try number(sandbox, "peak_normalization_scale_factor", at: "sandbox.scaper", default: 1)
    return Scene.RecordedScale(factor: factor, step: ledger["step"].double.map { Float($0) })
  }

  // MARK: Events

  private func events(sounds: any SoundProvider) throws(SoundscapeError) -> [Event] {
    var events: [Event] = []
    var missing: [String] = []
    let ledgers = ledger["events"].elements ?? []
    func found(_ written: String, _ role: Role, _ label: String, digest: String?) throws(SoundscapeError) -> Sound? {
      let reference = SoundReference(
        role: role, label: label, path: written, digest: digest, annotationPath: self.path)
      let sound = try sounds.sound(for: reference)
      if sound == nil { missing.append(written) }
      return sound
    }
    for (i, observation) in (annotation["data"].elements ?? []).enumerated() {
      let value = observation["value"]
      let place = "data[\(i)].value"
      let written = try text(value, "source_file", at: place)
      guard let role = Role(rawValue: try text(value, "role", at: place)) else {
        throw failure("\(place).role", "needs foreground or background")
      }
      try checkIsInside(written, role: role, at: "\(place).source_file")
      let label = try text(value, "label", at: place)
      let own = i < ledgers.count ? ledgers[i] : .null
      let source = try found(written, role, label, digest: own["source_sha256"].string)
      var continuations: [Sound] = []
      for (k, entry) in (own["continuations"].elements ?? []).enumerated() {
        let place = "sandbox.soundscape.events[\(i)].continuations[\(k)]"
        let written = try text(entry, "source_file", at: place)
        try checkIsInside(written, role: role, at: "\(place).source_file")
        if let file = try found(written, role, label, digest: entry["source_sha256"].string) {
          continuations.append(file)
        }
      }
      guard let source else { continue }
      var event = try event(value, role, at: place, own, source, i)
      event.continuations = continuations
      event.levelGroup = own["level_group"].string
      events.append(event)
    }
    guard missing.isEmpty else {
      let files = missing.withoutRepeats()
      throw failure(
        "\(files.count) source file\(files.count == 1 ? "" : "s") not found", files.joined(separator: ", "))
    }
    return Scene.inOrderOfTime(events)
  }

  private func event(
    _ value: JSONTree, _ role: Role, at place: String, _ own: JSONTree, _ source: Sound, _ position: Int
  ) throws(SoundscapeError) -> Event {
    func time(_ key: String) throws(SoundscapeError) -> Double {
      let time = try number(value, key, at: place)
      guard time >= 0 else { throw failure("\(place).\(key)", "is negative (found \(plain(time)))") }
      return time
    }
    func optional(_ key: String) throws(SoundscapeError) -> Double? {
      value[key].isNull ? nil : try number(value, key, at: place)
    }
    let label = try text(value, "label", at: place)
    guard !label.contains("/"), !label.hasPrefix("."), !label.contains("\0") else {
      throw failure("\(place).label", "cannot be the name of a file (found \(label))")
    }
    let stretch = try optional("time_stretch")
    guard stretch ?? 1 > 0 else { throw failure("\(place).time_stretch", "needs a ratio over 0") }
    return Event(
      name: own["name"].string ?? "data[\(position)]", drawingOrder: position, role: role, label: label, source: source,
      sourceTime: try time("source_time"), eventTime: try time("event_time"), eventDuration: try time("event_duration"),
      snr: try number(value, "snr", at: place), pitchShift: try optional("pitch_shift"), timeStretch: stretch,
      spec: SharedSpec(EventSpec()))
  }

  /// A source lies in a label's folder of the soundbank that the annotation names, and nowhere else.
  private func checkIsInside(_ written: String, role: Role, at place: String) throws(SoundscapeError) {
    let bank = sandbox[role == .foreground ? "fg_path" : "bg_path"].string ?? ""
    func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
    let (inside, outside) = (parts(written), parts(bank))
    guard inside.starts(with: outside), !inside.dropFirst(outside.count).contains(".."),
      written.hasPrefix("/") == bank.hasPrefix("/") || bank.isEmpty, !written.contains("\0")
    else {
      throw failure(place, "lies outside the soundbank \(bank) (found \(written))")
    }
  }
}

extension Array where Element: Hashable {
  fileprivate func withoutRepeats() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
