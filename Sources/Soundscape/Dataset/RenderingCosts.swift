/// What rendering costs on this machine, measured on a moment of noise.
struct RenderingCosts {
  /// Seconds of work for each second and channel of sound.
  var stretching = 0.0
  var levelling = 0.0
  var writing = 0.0

  /// The noise lasts so long that a stretcher's start-up does not outweigh its work.
  private static let noise: Seconds = 1
  private static let rate: Hertz = 44_100

  static func measured(engine: StretchEngine) throws(SoundscapeError) -> RenderingCosts {
    var costs = RenderingCosts()
    let frameCount = frames(in: noise, at: rate)
    // Any stream of numbers is noise enough; it decides nothing.
    var philox = Philox(key: .zero)
    let samples = (0..<frameCount).map { _ in Float(philox.unitInterval() - 0.5) }
    let audio = AudioBuffer(channels: [samples])
    let clock = ContinuousClock()
    func time(_ body: () throws(SoundscapeError) -> Void) throws(SoundscapeError) -> Double {
      let start = clock.now
      try body()
      return (clock.now - start) / .seconds(noise)
    }
    costs.levelling = try time { () throws(SoundscapeError) in
      _ = try LoudnessLadder.measure(audio, at: rate)
    }
    costs.stretching = try time { () throws(SoundscapeError) in
      _ = try Stretcher.stretch(audio, at: rate, timeRatio: 1.1, pitchShift: 1, engine: engine, to: frameCount)
    }
    costs.writing = try time { () throws(SoundscapeError) in
      _ = SHA256Hasher.hexDigest(of: String(repeating: "x", count: frameCount * MemoryLayout<Float>.size))
    }
    return costs
  }

  func seconds(for scene: Scene, fileCount: Int) -> Seconds {
    let channels = Double(scene.channelCount)
    var total = 0.0
    for event in scene.events {
      total += levelling * event.duration * channels
      if event.isTransformed { total += stretching * event.duration * channels }
    }
    // Read, summed, converted, written and hashed: about three times what hashing alone takes.
    return total + 3 * writing * scene.duration * channels * Double(fileCount)
  }
}
