import Soundscape

/// An echo that dies with its delay: a tail of so many frames.
struct Echo: Effect {
  static let name = "echo"
  static let isLinear = true
  static let parameters = [
    EffectParameter("delay", range: 1...10_000, unit: "frames"), EffectParameter("mix", range: 0...1, default: 0.5),
  ]
  let delay: Int
  let mix: Float

  init(values: [String: Double]) { (delay, mix) = (Int(values["delay"] ?? 1), Float(values["mix"] ?? 0)) }

  func makeStage(channelCount: Int, rate: Int) -> any Stage {
    Line(delay: delay, mix: mix, held: Array(repeating: Array(repeating: 0, count: delay), count: channelCount))
  }

  struct Line: Stage {
    let delay: Int
    let mix: Float
    var held: [[Float]]
    var tail: StageTail { .frames(delay) }

    mutating func process(_ block: inout AudioBuffer) {
      for c in block.channels.indices {
        let sound = held[c] + block.channels[c]
        for i in block.channels[c].indices { block.channels[c][i] += mix * sound[i] }
        held[c] = sound.suffix(delay)
      }
    }
  }
}

/// The mean of each frame and those beside it: hears `reach` frames ahead.
struct Blur: Effect {
  static let name = "blur"
  static let isLinear = true
  static let parameters = [EffectParameter("reach", range: 0...100, unit: "frames")]
  let reach: Int

  init(values: [String: Double]) { reach = Int(values["reach"] ?? 0) }

  func makeStage(channelCount: Int, rate: Int) -> any Stage {
    Window(reach: reach, held: Array(repeating: Array(repeating: 0, count: 2 * reach), count: channelCount))
  }

  struct Window: Stage {
    let reach: Int
    var held: [[Float]]
    var lookAhead: Int { reach }
    var tail: StageTail { .frames(reach) }

    mutating func process(_ block: inout AudioBuffer) {
      for c in block.channels.indices {
        let sound = held[c] + block.channels[c]
        for i in block.channels[c].indices {
          block.channels[c][i] = sound[i...(i + 2 * reach)].reduce(0, +) / Float(2 * reach + 1)
        }
        held[c] = sound.suffix(2 * reach)
      }
    }
  }
}

/// Multiplies, or gives up, or makes numbers that are none.
struct Trouble: Effect {
  static let name = "trouble"
  static let isLinear = false
  static let parameters = [
    EffectParameter("factor", range: 0...100, default: 1), EffectParameter("fails", range: 0...1, default: 0),
    EffectParameter("undefined", range: 0...1, default: 0),
  ]
  let values: [String: Double]

  func makeStage(channelCount: Int, rate: Int) -> any Stage { Factor(values: values) }

  struct Factor: Stage {
    let values: [String: Double]

    func process(_ block: inout AudioBuffer) throws(SoundscapeError) {
      if values["fails"] == 1 { throw .processing(stage: "trouble", problem: "none") }
      block.scale(by: values["undefined"] == 1 ? .nan : Float(values["factor"] ?? 1))
    }
  }
}

extension EffectRegistry {
  static let tests = EffectRegistry.standard.adding(Echo.self).adding(Blur.self).adding(Trouble.self)
}
