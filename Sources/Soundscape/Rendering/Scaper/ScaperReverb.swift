/// What Scaper 1.6.5 makes of a mixture: SoX's reverb, then as many channels as before.
///
/// A mono mixture hears the mean of both ears. Where a mixture clips, Scaper's conversion to 32-bit integers turns
/// every sample above full scale into −1, a click where SoX itself would clip. Exactly 1 stays: Scaper's
/// normalization aims 10⁻¹⁰ below it, and so its doubles never get there where a `Float` does.
///
/// *Source:* Scaper 1.6.5 `_generate_audio`; soxbindings 1.2.3, which converts with NumPy (so on x86-64; other
/// processors may clip) and puts the effect `channels` after every `reverb`.
struct ScaperReverb: Stage {
  private var room: ReverbRoom
  /// SoX makes stereo of mono.
  private let earCount: Int

  init(amount: Double, channelCount: Int, rate: Hertz) {
    earCount = max(2, channelCount)
    room = ReverbRoom(Reverb(amount: amount), channelCount: earCount, at: rate)
  }

  mutating func process(_ block: inout AudioBuffer) {
    let channelCount = block.channelCount
    for c in block.channels.indices {
      var plane = block.channels[c].mutableSpan
      for i in 0..<plane.count where plane[i] > 1 { plane[i] = -1 }
    }
    var sound = block.converted(toChannelCount: earCount)
    sound.limit(to: 1)
    sound = room.apply(to: sound)
    sound.limit(to: 1)
    block = sound.converted(toChannelCount: channelCount)
  }
}
