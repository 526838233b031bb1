/// A room: Freeverb as the effect `reverb` of SoX sets it up, which is Scaper's reverberation.
///
/// dry + 0.015 · allpasses(Σ combs(send)), with eight combs and four allpasses for each ear. Two channels send their
/// mean into one room, and each hears one ear of it; of more than two, each has a separate room and hears its left ear,
/// because SoX has no stereo there. The dry sound stays as loud as it was. Amount 0 is the shortest room, not none. What
/// would sound after the buffer's end is cut off.
///
/// *Source:* Jezar at Dreampoint, Freeverb (2000, public domain); the SoX manual, effect `reverb`, all but the
/// reverberance at its default (HF damping 50 %, room scale 100 %, stereo depth 100 %, no pre-delay, wet gain 0 dB).
/// The difference from SoX 14.4.2 is 100 dB or more below the sound.
public struct Reverb: Hashable, Sendable {
  /// How long the room reverberates: Scaper's `reverb`, a hundredth of SoX's reverberance. *Range:* 0…1.
  public let amount: Double

  /// A room. *Range:* amount 0…1.
  public init(amount: Double) {
    precondition((0...1).contains(amount), "an amount of 0…1")
    self.amount = amount
  }

  /// A sound in the room: it keeps its channels, and nothing is clipped.
  ///
  /// A mono sound hears the mean of both ears, as a mono mixture of Scaper's does. Linear: the stems' sum in a room is
  /// the sum of the stems in that room, to within the rounding of `Float`.
  ///
  /// *Shape:* as the buffer.
  func appliedKeepingChannels(to buffer: AudioBuffer, at rate: Hertz) -> AudioBuffer {
    var room = ReverbRoom(self, channelCount: buffer.channelCount, at: rate)
    return room.apply(to: buffer)
  }

  /// The same for several stems, each in a separate room: the same bits, in three fifths of the time.
  ///
  /// *Shape:* as many channels in each; they stay as they are.
  package func applyKeepingChannels(toEachOf sounds: inout [AudioBuffer], at rate: Hertz) {
    let order = sounds.indices.sorted { sounds[$0].frameCount > sounds[$1].frameCount }
    let isStereo = sounds.allSatisfy { $0.channelCount <= 2 }
    let single = isStereo ? ReverbLanes.singleCount(lengths: order.map { sounds[$0].frameCount }) : sounds.count
    for i in order.prefix(single) { sounds[i] = appliedKeepingChannels(to: sounds[i], at: rate) }
    guard single < order.count else { return }
    var lanes = ReverbLanes(self, at: rate)
    lanes.apply(to: &sounds, order.dropFirst(single))
  }
}

/// A room that continues to sound from one piece of a sound to the next.
struct ReverbRoom {
  private let channelCount: Int
  private var ears: [ReverbEar]

  /// A room that is still silent.
  init(_ reverb: Reverb, channelCount: Int, at rate: Hertz) {
    self.channelCount = channelCount
    // A mono sound has both ears' mean.
    let earCount = max(2, channelCount)
    ears = (0..<earCount).map { c in
      ReverbEar(earCount == 2 && c == 1 ? .right : .left, amount: reverb.amount, at: rate)
    }
  }

  /// The next piece, with the room's response to it and to those before.
  mutating func apply(to piece: AudioBuffer) -> AudioBuffer {
    var out = piece.converted(toChannelCount: ears.count)
    let mean = ears.count == 2 ? out.converted(toChannelCount: 1).channels[0] : []
    for c in ears.indices {
      let send = ears.count == 2 ? mean : piece.channels[c]
      var plane = out.channels[c].mutableSpan
      ears[c].addResponse(to: send.span, into: &plane)
    }
    return out.converted(toChannelCount: channelCount)
  }
}
