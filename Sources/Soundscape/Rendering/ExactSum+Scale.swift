extension ExactSum {
  /// The gain that mixture and stems get, if the peak asks for one, and what is told of it.
  ///
  /// *Throws:* `.processing` where the sum is no number.
  func scale(
    for scene: Scene, loudestStem: @autoclosure () -> Float
  ) throws(SoundscapeError) -> (scale: Double, warnings: [Warning]) {
    // In integer formats no file may pass full scale: a stem can be louder than the mixture, where others cancel it.
    // Scaper looks at the mixture alone.
    let isBounded = scene.render.sampleFormat != .float && scene.semantics == .soundscape
    let peak = isBounded ? max(peak, Double(loudestStem())) : peak
    guard peak.isFinite else { throw .processing(stage: "mixture \(scene.index)", problem: "the sum is no number") }
    let passesFullScale = peak > ceiling
    let isScaled = scene.render.peakNormalization || (passesFullScale && scene.render.fixClipping)
    let scale = scene.recordedScale?.factor ?? (isScaled && peak > 0 ? ceiling / peak : 1)
    let words = MixtureWarnings(scene: scene)
    return (scale, words.clipping(peak: peak, passesFullScale: passesFullScale, scale: scale))
  }
}
