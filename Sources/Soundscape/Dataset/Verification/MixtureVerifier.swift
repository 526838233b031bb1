/// Verifies one mixture of a data set.
struct MixtureVerifier {
  /// With more stems than this, files are closed between blocks: a process may have only so many open.
  private static let mostOpenFiles = 64

  let root: String
  let row: ManifestRow
  let depth: DatasetVerifier.Depth
  private var verdict: MixtureVerdict

  static func verdict(on row: ManifestRow, root: String, depth: DatasetVerifier.Depth) -> MixtureVerdict {
    var verifier = MixtureVerifier(root: root, row: row, depth: depth, verdict: MixtureVerdict(row))
    verifier.verify()
    return verifier.verdict
  }

  private mutating func verify() {
    for file in row.files {
      if file.hasPrefix("/") || file.split(separator: "/").contains("..") {
        verdict.add("is outside the data set's folder", to: file)
      } else if !FileSystem.exists(path(file)) {
        verdict.add("is missing", to: file)
      }
    }
    let claims = annotation()
    labels(claims)
    let audio = row.stems + [row.mixture].compactMap { $0 }
    switch depth {
    case .digests: for file in audio where verdict.isFaultless(file) { digest(file) }
    case .full: sound(audio, claims)
    }
  }

  private func path(_ file: String) -> String { Path.join(root, file) }

  /// A file that is only digested, or cannot be decoded.
  private mutating func digest(_ file: String) {
    do throws(SoundscapeError) {
      verdict.check(try SHA256Hasher.hexDigest(ofFile: path(file)), of: file)
      verdict.byteCount += FileSystem.size(ofFile: path(file)) ?? 0
    } catch { verdict.add(error.problem, to: file) }
  }

  // MARK: Annotation and labels

  /// What the annotation claims; nil where it is missing, altered or unreadable, so that nothing it says can count.
  private mutating func annotation() -> AnnotationClaims? {
    guard let file = row.jams, verdict.isFaultless(file) else { return nil }
    digest(file)
    guard depth == .full else { return nil }
    do throws(SoundscapeError) {
      let claims = try AnnotationClaims(annotation: Annotation(jams: path(file)))
      guard verdict.isFaultless(file) else { return nil }
      for problem in claims.problems(row) { verdict.add(problem, to: file) }
      return claims
    } catch {
      verdict.add(error.problem, to: file)
      return nil
    }
  }

  private mutating func labels(_ claims: AnnotationClaims?) {
    guard let file = row.labels, verdict.isFaultless(file) else { return }
    digest(file)
    guard let claims, verdict.isFaultless(file) else { return }
    do throws(SoundscapeError) {
      let text = String(decoding: try FileSystem.read(path(file)), as: UTF8.self)
      if let problem = claims.labelProblem(text) { verdict.add(problem, to: file) }
    } catch { verdict.add(error.problem, to: file) }
  }

  // MARK: Sound

  private mutating func sound(_ files: [String], _ claims: AnnotationClaims?) {
    guard !files.isEmpty else { return }
    var tracks: [AudioTrack] = []
    for file in files where verdict.isFaultless(file) {
      do throws(SoundscapeError) {
        tracks.append(
          try AudioTrack(file: file, path: path(file), staysOpen: files.count <= Self.mostOpenFiles))
      } catch {
        verdict.add(error.problem, to: file)
        digest(file)
      }
    }
    for track in tracks { checkShape(of: track, tracks, claims) }
    let isSum = row.mixture != nil && holdsEveryEvent(claims)
    let hasAll = isSum && tracks.count == files.count
    let isUniform = tracks.allSatisfy {
      ($0.info.channelCount, $0.bits) == (tracks[0].info.channelCount, tracks[0].bits)
    }
    var sum: BlockSum?
    if hasAll, isUniform, let mixture = tracks.last {
      sum = BlockSum(
        channelCount: mixture.info.channelCount, bits: mixture.bits,
        sparesLimits: isSumClipped(claims))
    }
    do throws(SoundscapeError) {
      if let claims, row.stemEvents == nil, claims.events.count == row.stems.count {
        for track in tracks { track.probe = try probe(for: track, claims) }
      }
      try read(tracks, &sum)
    } catch { verdict.add("cannot be measured: \(error)", to: tracks.first?.file ?? files[0]) }
    finish(tracks)
    report(sum, tracks, claims, isExpected: isSum)
    if let claims { for track in tracks { claims.check(track, row, &verdict) } }
  }

  /// Whether the stems hold every event once, so that the mixture is their sum.
  private func holdsEveryEvent(_ claims: AnnotationClaims?) -> Bool {
    guard let events = row.stemEvents?.joined().sorted() else { return !row.stems.isEmpty }
    return events == Array(0..<(claims?.events.count ?? events.count))
  }

  /// Whether samples of the sum were cut off at full scale: the manifest says so, or of a cut mixture its annotation.
  private func isSumClipped(_ claims: AnnotationClaims?) -> Bool {
    let rule = Warning.Kind.sumClipped.rawValue
    return row.warnings[rule] != nil || claims?.annotation.altered.contains { $0.rule == rule } == true
  }

  private mutating func checkShape(of track: AudioTrack, _ tracks: [AudioTrack], _ claims: AnnotationClaims?) {
    // Without an annotation that can be trusted, the mixture says how long its stems are.
    guard let mixture = tracks.last else { return }
    let expected = AudioFileInfo(
      frameCount: claims?.frameCount ?? mixture.info.frameCount,
      sampleRate: claims?.sampleRate ?? mixture.info.sampleRate,
      channelCount: claims?.channelCount ?? mixture.info.channelCount)
    let found = track.info
    if found.sampleRate != expected.sampleRate {
      verdict.add("has a rate of \(found.sampleRate) Hz (expected \(expected.sampleRate))", to: track.file)
    }
    if found.channelCount != expected.channelCount {
      verdict.add("has \(counted(found.channelCount, "channel")) (expected \(expected.channelCount))", to: track.file)
    }
    if found.frameCount < expected.frameCount {
      let count = counted(found.frameCount, "frame")
      verdict.add("ends after \(count) of \(expected.frameCount)", to: track.file, frame: found.frameCount)
    } else if found.frameCount > expected.frameCount {
      verdict.add("has \(found.frameCount) frames (expected \(expected.frameCount))", to: track.file)
    }
    // Scaper's files do not say it.
    if let annotation = claims?.annotation, annotation.header != nil,
      case let format = annotation.settings.render.sampleFormat, format != track.reader.sampleFormat
    {
      verdict.add("holds \(track.reader.sampleFormat) (expected \(format))", to: track.file)
    }
  }

  private func probe(for track: AudioTrack, _ claims: AnnotationClaims) throws(SoundscapeError) -> StemProbe? {
    guard let i = row.stems.firstIndex(of: track.file) else { return nil }
    return try StemProbe(
      range: claims.range(of: claims.events[i]), channelCount: track.info.channelCount, rate: track.info.sampleRate,
      measuresLoudness: claims.claimsLoudness(of: claims.events[i]))
  }

  /// One pass over all files side by side; the mixture comes last in each block.
  private func read(_ tracks: [AudioTrack], _ sum: inout BlockSum?) throws(SoundscapeError) {
    var block = AudioBlock()
    let end = tracks.map(\.info.frameCount).max() ?? 0
    for start in stride(from: 0, to: end, by: BlockSum.frameCount) {
      let count = min(BlockSum.frameCount, end - start)
      sum?.begin(frameCount: count)
      // Only what every file holds, intact, can be added up.
      var common = count
      for track in tracks {
        let got = try track.read(count, &block)
        common = min(common, got)
        let isMixture = track.file == row.mixture
        switch (track.bits == nil, isMixture) {
        case (true, false): sum?.add(block.floats, frameCount: got)
        case (false, false): sum?.add(block.wholes, frameCount: got)
        case (true, true): sum?.compare(block.floats, from: start, frameCount: common)
        case (false, true): sum?.compare(block.wholes, from: start, frameCount: common)
        }
      }
    }
  }

  private mutating func finish(_ tracks: [AudioTrack]) {
    for track in tracks {
      do throws(SoundscapeError) {
        verdict.check(try track.reader.digest(), of: track.file)
        verdict.byteCount += FileSystem.size(ofFile: path(track.file)) ?? 0
      } catch { verdict.add(error.problem, to: track.file) }
      if let damage = track.reader.damage {
        let frame = DigestingAudioReader.intactFrames(of: path(track.file))
        verdict.add("cannot be decoded from there (\(damage))", to: track.file, frame: frame)
      }
    }
  }

  /// Reports how the mixture compares with the sum, and which file is at fault where they differ.
  private mutating func report(
    _ sum: BlockSum?, _ tracks: [AudioTrack], _ claims: AnnotationClaims?, isExpected: Bool
  ) {
    guard isExpected else { return }
    let altered = tracks.filter { verdict.isAltered($0.file) }.map(\.file)
    guard let sum, let mixture = row.mixture else {
      verdict.sum = .wrong
      return
    }
    guard let mismatch = sum.mismatch else {
      let isWhole = tracks.allSatisfy { $0.reader.damage == nil && $0.info == tracks[0].info }
      if altered.count == 1, isWhole { verdict.add("the samples still add up", to: altered[0]) }
      verdict.sum = !isWhole ? .wrong : sum.sparedCount > 0 ? .cutOff : .exact
      return
    }
    if claims?.checks.sumsExactly == false {
      verdict.sum = .scaper
      return
    }
    verdict.sum = .wrong
    let level = "\(rounded(mismatch.level, 1)) dB of full scale"
    if altered.isEmpty {
      verdict.add(
        "channel \(mismatch.channel) is not the sum of its stems, by \(level)", to: mixture, frame: mismatch.frame)
    }
    let others = altered.count > 1 ? ", by this or another altered file" : ""
    for file in altered {
      verdict.add("differs from the sum of the stems by \(level)\(others)", to: file, frame: mismatch.frame)
    }
  }
}
