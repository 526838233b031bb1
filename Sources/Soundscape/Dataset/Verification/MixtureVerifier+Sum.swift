// How a mixture compares with the sum of its stems.

extension MixtureVerifier {
  /// Reports how the mixture compares with the sum, and which file is at fault where they differ.
  mutating func report(
    _ sum: BlockSum?, _ tracks: [AudioTrack], _ claims: AnnotationClaims?, isExpected: Bool
  ) {
    let altered = tracks.filter { verdict.isAltered($0.file) }
    var samples: NameTable<AlteredSample> = [:]
    for track in altered where track.reader.damage == nil && track.isLossless {
      samples[track.file] = AlteredSample.first(in: path(track.file), breaking: rule(for: track, claims))
    }
    let isWhole = tracks.allSatisfy { $0.reader.damage == nil && $0.info == tracks[0].info }
    if isExpected {
      verdict.sum = tracks.allSatisfy(\.isLossless) ? state(of: sum, claims, isWhole: isWhole) : .lossy
    }
    // With a reverb on the mixture only, the sum says nothing.
    let mismatch = verdict.sum == .scaper && claims?.annotation.settings.render.reverb != nil ? nil : sum?.mismatch
    for track in altered {
      if let sample = samples[track.file], sample.frame <= mismatch?.frame ?? .max {
        verdict.add("a sample \(sample.reason)", to: track.file, frame: sample.frame)
      }
      if let mismatch {
        let others = altered.count > 1 ? ", by this or another altered file" : ""
        verdict.add(
          "differs from the sum of the stems by \(text(mismatch.level))\(others)", to: track.file, frame: mismatch.frame
        )
      } else if sum != nil, isWhole, altered.count == 1, samples.isEmpty {
        verdict.add("the samples still add up", to: track.file)
      }
    }
    if altered.isEmpty, verdict.sum == .wrong, let mismatch, let mixture = row.mixture {
      verdict.add(
        "channel \(mismatch.channel) is not the sum of its stems, by \(text(mismatch.level))", to: mixture,
        frame: mismatch.frame)
    }
  }

  private func state(of sum: BlockSum?, _ claims: AnnotationClaims?, isWhole: Bool) -> VerificationReport.SumState {
    guard let sum else { return .wrong }
    guard sum.mismatch == nil else { return claims?.checks.sumsExactly == false ? .scaper : .wrong }
    return !isWhole ? .wrong : sum.sparedCount > 0 ? .cutOff : .exact
  }

  private func text(_ level: Decibels) -> String {
    level.isFinite ? "\(rounded(level, 1)) dB of full scale" : "what is not a number"
  }

  /// What holds for each sample of a file as it was written.
  private func rule(for track: AudioTrack, _ claims: AnnotationClaims?) -> AlteredSample.Rule {
    // A reverb on the mixture only is put on after the stems were rounded.
    let isRounded =
      !isSameName(track.file, row.mixture) || claims?.checks.sumsExactly == true
      || claims?.annotation.settings.render.reverb == nil
    guard let claims, claims.annotation.header != nil else { return .init(hasNegativeZero: true) }
    var rule = AlteredSample.Rule(
      step: isRounded ? claims.annotation.rendering?.step : nil, hasNegativeZero: !isRounded)
    if row.stemEvents == nil, claims.events.count == row.stems.count, let i = row.stems.place(ofName: track.file) {
      rule.range = claims.range(of: claims.events[i])
    }
    return rule
  }
}
