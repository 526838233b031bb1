extension ExactSum {
  /// The gain for mixture and stems, 1 unless the peak needs another, and the warnings about it.
  ///
  /// *Throws:* `.processing` where the sum is not a number.
  func scale(
    for scene: Scene, by dialect: some RenderingDialect, loudestStem: Float
  ) throws(SoundscapeError) -> (scale: Double, warnings: [Warning]) {
    let plain = Self.limitsStems(of: scene, by: dialect) ? max(peak, Double(loudestStem)) : peak
    let share = scene.render.normalize == .count ? 1 / Double(max(1, scene.events.count)) : 1
    let peak = plain * share
    guard peak.isFinite else {
      throw .processing(
        stage: "the sum", problem: "contains NaN or infinity: lower ref_db, the snr or what an effect adds")
    }
    let passesFullScale = peak > ceiling
    let isScaled = scene.render.peakNormalization || (passesFullScale && scene.render.fixClipping)
    let scale = scene.recordedScale?.factor ?? (isScaled && peak > 0 ? ceiling / peak : 1) * share
    let warnings = dialect.wording.clipping(
      peak: peak, passesFullScale: passesFullScale, scale: scale / share, of: scene)
    return (scale, warnings)
  }

  /// Whether no stem may pass full scale either: a stem can be louder than the mixture, where others cancel it, and
  /// files of integers cannot hold it then.
  static func limitsStems(of scene: Scene, by dialect: some RenderingDialect) -> Bool {
    dialect.limitsStems && scene.render.sampleFormat.bits != nil
  }
}
