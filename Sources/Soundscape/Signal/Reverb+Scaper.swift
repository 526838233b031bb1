extension Reverb {
  /// What Scaper 1.6.5 makes of a mixture: SoX's reverb, then as many channels as before.
  ///
  /// A mono mixture hears the mean of both ears. Where a mixture clips, Scaper's conversion to 32-bit integers turns
  /// every sample above full scale into −1, a click where SoX itself would clip. Exactly 1 stays: Scaper's
  /// normalization aims 10⁻¹⁰ below it, and so its doubles never get there where a `Float` does.
  ///
  /// *Shape:* as the mixture.
  ///
  /// *Source:* Scaper 1.6.5 `_generate_audio`; soxbindings 1.2.3, which converts with NumPy (so on x86-64; other
  /// processors may clip) and puts the effect `channels` behind every `reverb`.
  public func appliedAsInScaper(to mixture: AudioBuffer, at rate: Hertz) -> AudioBuffer {
    let wrapped = AudioBuffer(channels: mixture.channels.map { $0.map { $0 > 1 ? -1 : $0 } })
    return applied(to: wrapped, at: rate).converted(toChannelCount: mixture.channelCount)
  }
}
