import TestSupport
import Testing

@testable import Soundscape

/// One comb after another, one frame after another: what all faster forms of the room must equal to the bit.
private struct PlainRoom {
  static let flush: Float = 1e-20

  struct Line {
    var samples: [Float]
    var position = 0
    var damped: Float = 0

    init(length: Int) { samples = Array(repeating: 0, count: length) }

    mutating func exchange(_ next: (Float, inout Float) -> Float) -> Float {
      let delayed = samples[position]
      samples[position] = next(delayed, &damped)
      position = (position + 1) % samples.count
      return delayed
    }
  }

  /// What an ear adds to a plane.
  static func answer(to send: [Float], _ side: ReverbEar.Side, amount: Double, at rate: Hertz) -> [Float] {
    func lines(_ lengths: [Int]) -> [Line] {
      lengths.enumerated().map { k, length in
        let offset = side == .left ? 0 : k % 2 == 0 ? 12 : -12
        return Line(length: max(1, Int((Double(rate) / 44_100 * Double(length + offset)).rounded())))
      }
    }
    var combs = lines([1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617])
    var allpasses = lines([225, 341, 441, 556])
    let feedback = Float(ReverbEar.feedback(of: amount))
    return send.map { sample in
      var wet: Float = 0
      for k in combs.indices {
        let delayed = combs[k].exchange { delayed, damped in
          damped = (delayed + (damped - delayed) * 0.35 + flush) - flush
          return damped * feedback + sample
        }
        wet = k == 0 ? delayed : wet + delayed
      }
      for k in allpasses.indices {
        let input = wet
        let delayed = allpasses[k].exchange { delayed, _ in (input + delayed / 2 + flush) - flush }
        wet = delayed - input
      }
      return 0.015 * wet
    }
  }

  static func apply(to sound: AudioBuffer, amount: Double, at rate: Hertz) -> AudioBuffer {
    func heard(_ dry: [Float], _ send: [Float], _ side: ReverbEar.Side) -> [Float] {
      zip(dry, answer(to: send, side, amount: amount, at: rate)).map { $0 + $1 }
    }
    switch sound.channelCount {
    case 1:
      let dry = sound.channels[0]
      let mean = zip(heard(dry, dry, .left), heard(dry, dry, .right)).map { ($0 + $1) * 0.5 }
      return AudioBuffer(channels: [mean])
    case 2:
      let (left, right) = (sound.channels[0], sound.channels[1])
      let send = zip(left, right).map { ($0 + $1) * 0.5 }
      return AudioBuffer(channels: [heard(left, send, .left), heard(right, send, .right)])
    default: return AudioBuffer(channels: sound.channels.map { heard($0, $0, .left) })
    }
  }
}

@Suite struct ReverbBitsTests {
  /// A sound, then silence: the tail passes through the smallest numbers.
  private func sound(_ frameCount: Int, seed: Int, channelCount: Int) -> AudioBuffer {
    var sound = Signals.noise(
      frameCount: min(frameCount, 900 + 40 * seed), seed: UInt64(seed), channelCount: channelCount)
    sound.setLength(frameCount)
    return sound
  }

  private func bits(_ sound: AudioBuffer) -> [[UInt32]] { sound.channels.map { $0.map(\.bitPattern) } }

  @Test(arguments: [1, 2, 3], [0, 0.1, 0.5, 1]) func soundsEqualAPlainRoom(channelCount: Int, amount: Double) {
    let room = Reverb(amount: amount)
    for (rate, lengths) in [
      (8_000, [1, 0, 2, 777, 778, 4001, 3999, 2503, 1201]), (44_100, [1999, 2500, 1, 2400, 2111]),
    ] {
      let dry = lengths.enumerated().map { sound($1, seed: $0 + 1, channelCount: channelCount) }
      let expected = dry.map { bits(PlainRoom.apply(to: $0, amount: amount, at: rate)) }
      #expect(dry.map { bits(room.appliedKeepingChannels(to: $0, at: rate)) } == expected, "one by one, \(rate) Hz")
      var together = dry
      room.applyKeepingChannels(toEachOf: &together, at: rate)
      #expect(together.map(bits) == expected, "together, \(rate) Hz")
    }
  }

  /// Only lanes, whatever the lengths: each sound after another, and with lanes that stay empty.
  @Test(arguments: [1, 2], 1...6) func lanesEqualAPlainRoom(channelCount: Int, count: Int) {
    let dry = (0..<count).map { sound(300 + 531 * $0, seed: $0 + 1, channelCount: channelCount) }
    var wet = dry
    var lanes = ReverbLanes(Reverb(amount: 0.7), at: 16_000)
    lanes.apply(to: &wet, dry.indices)
    #expect(wet.map(bits) == dry.map { bits(PlainRoom.apply(to: $0, amount: 0.7, at: 16_000)) })
  }

  @Test func longSoundsGoAlone() {
    #expect(ReverbLanes.singleCount(lengths: []) == 0)
    #expect(ReverbLanes.singleCount(lengths: [100]) == 1)
    #expect(ReverbLanes.singleCount(lengths: [100, 100, 100, 100]) == 0)
    #expect(ReverbLanes.singleCount(lengths: [1000, 100, 100, 100, 100]) == 1)
    #expect(ReverbLanes.singleCount(lengths: [0, 0]) == 2)
  }
}
