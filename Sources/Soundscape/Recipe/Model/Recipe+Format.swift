extension Recipe {
  /// Frames of a mixture.
  package var frameCount: Int { semantics.dialect.frameCount(of: duration, at: sampleRate) }

  /// Why the files of `output` cannot hold its mixtures; nil where they can.
  var formatProblem: String? {
    output.format.problem(
      samples: render.sampleFormat, sampleRate: sampleRate, channelCount: channelCount,
      frameCount: frameCount)
  }
}
