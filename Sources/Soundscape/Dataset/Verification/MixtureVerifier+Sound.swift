// A mixture's sound: every file is read once, side by side with the others.

extension MixtureVerifier {
  mutating func sound(_ files: [String], _ claims: AnnotationClaims?) {
    guard !files.isEmpty else { return }
    var tracks: [AudioTrack] = []
    for file in files where verdict.isFaultless(file) {
      do throws(SoundscapeError) {
        let track = try AudioTrack(file: file, path: path(file), staysOpen: files.count <= mostOpenFiles)
        if isPossibleSize(file, track.info, claims) { tracks.append(track) }
      } catch {
        fail(error, file)
        // What cannot be opened cannot be digested either.
        if case .notAudio = error, isPossibleSize(file, nil, claims) { digest(file) }
      }
    }
    for track in tracks { checkShape(of: track, tracks, claims) }
    let isSum = row.mixture != nil && holdsEveryEvent(claims)
    let hasAll = isSum && tracks.count == files.count
    let isUniform = tracks.allSatisfy {
      ($0.info.channelCount, $0.bits) == (tracks[0].info.channelCount, tracks[0].bits)
    }
    var sum: BlockSum?
    // What was coded with losses adds up only roughly, and is only roughly as it was measured.
    let isLossless = tracks.allSatisfy(\.isLossless)
    if hasAll, isUniform, isLossless, let mixture = tracks.last {
      sum = BlockSum(
        channelCount: mixture.info.channelCount, bits: mixture.bits,
        sparesLimits: isSumClipped(claims) || claims?.checks.sumsExactly == false)
    }
    if let claims, isLossless, row.stemEvents == nil, claims.events.count == row.stems.count {
      for track in tracks { track.probe = probe(for: track, claims) }
    }
    read(tracks, &sum, mostFrames: mostFrames(tracks, claims))
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
    guard track.reader.isLengthKnown else { return verdict.add("does not say how long it is", to: track.file) }
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

  /// What is measured of a stem whose shape is the annotation's.
  private mutating func probe(for track: AudioTrack, _ claims: AnnotationClaims) -> StemProbe? {
    guard let i = row.stems.place(ofName: track.file), track.info.channelCount == claims.channelCount,
      track.info.sampleRate == claims.sampleRate
    else { return nil }
    do throws(SoundscapeError) {
      return try StemProbe(
        range: claims.range(of: claims.events[i]), channelCount: track.info.channelCount, rate: track.info.sampleRate,
        measuresLoudness: claims.claimsLoudness(of: claims.events[i]))
    } catch {
      verdict.add("cannot be measured: \(error)", to: track.file)
      return nil
    }
  }

  /// How many frames there can be by the annotation, or else by the row: what a file has after them is not decoded, since
  /// a few bytes can hold hours.
  private func mostFrames(_ tracks: [AudioTrack], _ claims: AnnotationClaims?) -> Int {
    if let claims { return max(0, claims.frameCount) }
    guard let duration = row.duration, let rate = tracks.last?.info.sampleRate else { return .max }
    return frames(in: duration, at: rate) + 1
  }

  /// One pass over all files side by side; the mixture comes last in each block.
  private mutating func read(_ tracks: [AudioTrack], _ sum: inout BlockSum?, mostFrames: Int) {
    var block = AudioBlock()
    let end = min(tracks.map(\.info.frameCount).max() ?? 0, mostFrames)
    var start = 0
    while start < end {
      let count = min(BlockSum.frameCount, end - start)
      sum?.begin(frameCount: count)
      // Only what every file holds, intact, can be added up.
      var (common, most) = (count, 0)
      for track in tracks {
        let got = read(count, of: track, &block)
        common = min(common, got)
        most = max(most, got)
        let isMixture = isSameName(track.file, row.mixture)
        switch (track.bits == nil, isMixture) {
        case (true, false): sum?.add(block.floats, frameCount: got)
        case (false, false): sum?.add(block.wholes, frameCount: got)
        case (true, true): sum?.compare(block.floats, from: start, frameCount: common)
        case (false, true): sum?.compare(block.wholes, from: start, frameCount: common)
        }
      }
      // Files end where their bytes do, whatever their headers promise.
      if most == 0 { return }
      start += count
    }
  }

  private mutating func read(_ count: Int, of track: AudioTrack, _ block: inout AudioBlock) -> Int {
    do throws(SoundscapeError) { return try track.read(count, &block) } catch {
      verdict.add("cannot be measured: \(error)", to: track.file)
      track.probe = nil
      return track.lastCount
    }
  }

  private mutating func finish(_ tracks: [AudioTrack]) {
    for track in tracks {
      do throws(SoundscapeError) {
        verdict.check(try track.reader.digest(), of: track.file)
        verdict.byteCount += FileSystem.size(ofFile: path(track.file)) ?? 0
      } catch { fail(error, track.file) }
      if let damage = track.reader.damage {
        let frame = DigestingAudioReader.intactFrames(of: path(track.file))
        verdict.add("cannot be decoded from there (\(damage))", to: track.file, frame: frame)
      }
    }
  }
}
