// What the files turned out to be, as a soundbank.

extension SoundListing {
  /// The soundbank of what was found.
  ///
  /// - Parameter found: for each of `files`.
  func scan(_ found: [Found], folders: [Role: String], provider: any SoundProvider) -> SoundbankScan {
    var (warnings, failures) = (warnings, failures)
    var sides: [Role: BankSide] = [:]
    for role in Role.allCases { sides[role] = BankSide(folder: bankFolder(of: role, folders[role] ?? "")) }
    var count = 0
    for label in labels {
      var sounds: [Sound] = []
      let before = warnings.count
      let folder = sides[label.role]?.folder ?? ""
      let isPlain = label.source == SoundSource(path: folder)
      for i in label.files {
        switch found[i] {
        case .sound(var sound):
          // A file in a label's folder of a bank that has no other sources says all by its path.
          if !isPlain { sound.origin = origin(of: files[i], sound, in: folder) }
          sounds.append(sound)
        case .folder: warnings.append(Self.nested(files[i].path))
        case .failure(let error): warnings.append(Self.skipped(files[i].path, error))
        }
      }
      if label.source.sumsFiles { warnings += removeSongs(of: label, lacking: found, from: &sounds) }
      warnings += label.unusable.map { Self.notUTF8(Path.join(label.path, $0)) }
      if sounds.isEmpty {
        failures.append(Self.empty(label.name, at: label.path, Array(warnings[before...])))
        continue
      }
      do throws(SoundscapeError) {
        sounds = try SoundArrangement(label.source).arranged(sounds, label: label.name)
      } catch {
        failures.append(error)
        continue
      }
      count += sounds.count
      guard count <= RecipeLimits.mostSounds else {
        failures.append(
          .soundbank(path: label.path, problem: "a bank has at most \(RecipeLimits.mostSounds) sounds (found more)"))
        break
      }
      sides[label.role]?.add(sounds, to: label.name)
    }
    var sorted: [Role: Soundbank.Side] = [:]
    for role in Role.allCases {
      guard let side = sides[role] else { continue }
      let labels = side.sorted
      failures += BankSide.clashes(in: labels)
      sorted[role] = Soundbank.Side(folder: side.folder, labels: labels)
    }
    let none = Soundbank.Side(folder: "", labels: [])
    var soundbank = Soundbank(
      foreground: sorted[.foreground] ?? none, background: sorted[.background] ?? none, provider: provider)
    soundbank.skipped = warnings.filter(\.kind.isOfUnusableSound)
    return SoundbankScan(soundbank: soundbank, warnings: warnings, failures: failures)
  }

  /// Leaves out the songs of which a file cannot be used: the sum of the others would be another sound.
  private func removeSongs(of label: Label, lacking found: [Found], from sounds: inout [Sound]) -> [Warning] {
    var lacking: NameTable<String> = [:]
    for i in label.files {
      guard case .failure(let error) = found[i], Self.skipped(files[i].path, error).kind.isOfUnusableSound else {
        continue
      }
      if let song = files[i].fields?.song { lacking[song] = files[i].path }
    }
    guard !lacking.isEmpty else { return [] }
    let whole = sounds.count
    sounds.removeAll { lacking[$0.song] != nil }
    guard sounds.count < whole else { return [] }
    let names = lacking.keys.sorted(by: isInByteOrder).prefix(8).joined(separator: ", ")
    return [
      Warning(
        .damagedSource, subject: label.path,
        "skipped: the other \(counted(whole - sounds.count, "file")) of \(names) under \(label.name), whose sum would lack a part"
      )
    ]
  }

  /// The folder that annotations name a role's sounds from: also above the files that tables name elsewhere.
  private func bankFolder(of role: Role, _ folder: String) -> String {
    let outside = labels.filter { $0.role == role && $0.source.isTable }.flatMap { label in
      files[label.files].filter { BankFolder.place(of: $0.path, in: label.source.path) == nil }
        .map { Path.parent(of: $0.path) }
    }
    return outside.isEmpty ? folder : BankFolder.common([folder] + NameSet(outside).sorted())
  }

  private func origin(of file: File, _ sound: Sound, in folder: String) -> SoundOrigin {
    let place =
      BankFolder.place(of: file.path, in: folder)
      ?? BankFolder.place(of: FileSystem.absolutePath(file.path), in: FileSystem.absolutePath(folder)) ?? ""
    return SoundOrigin(
      name: sound.name, place: place, group: file.fields?.group, song: file.fields?.song,
      kept: file.fields?.kept ?? [:])
  }
}

/// The labels of a role, put together from its sources.
private struct BankSide {
  let folder: String
  private var labels: NameTable<[Sound]> = [:]

  init(folder: String) { self.folder = folder }

  mutating func add(_ sounds: [Sound], to label: String) { labels[label, default: []] += sounds }

  /// Labels and their sounds in byte order of their names. A sound that is listed twice is there once.
  var sorted: [SoundLabel] {
    labels.keys.sorted(by: isInByteOrder).map { label in
      var sounds = (labels[label] ?? []).sorted { isInByteOrder($0.name, $1.name) }
      if sounds.count > 1 {
        sounds = [sounds[0]] + zip(sounds, sounds.dropFirst()).filter { !hasSameBytes($0.path, $1.path) }.map(\.1)
      }
      return SoundLabel(name: label, sounds: sounds)
    }
  }

  /// Different sounds of one name under one label: what a recipe or a song names would be either.
  static func clashes(in labels: [SoundLabel]) -> [SoundscapeError] {
    labels.flatMap { label in
      zip(label.sounds, label.sounds.dropFirst()).filter { hasSameBytes($0.name, $1.name) }.prefix(3).map {
        first, second in
        .soundbank(
          path: second.path,
          problem:
            "has the same name (\(first.name)) under \(label.name) as \(first.path); let files begin further up, "
            + "so that the names differ")
      }
    }
  }
}
