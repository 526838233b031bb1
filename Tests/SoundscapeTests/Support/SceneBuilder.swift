@testable import Soundscape

extension Scene {
  /// A scene of test sounds: no fades, unless asked for, and a level rule of plain gains, so that samples can be told.
  static func test(
    _ events: [Event] = [], duration: Seconds = 0.5, rate: Hertz = 8_000, channelCount: Int = 1,
    reference: LUFS = -20, fade: Seconds = 0, options: RenderOptions = .plain
  ) -> Scene {
    Scene(
      index: 0, seed: .integer(0), duration: duration, sampleRate: rate, channelCount: channelCount,
      referenceLoudness: reference, fadeIn: fade, fadeOut: fade, protectedLabels: [], events: events, render: options)
  }

  /// The largest number of foreground events at once.
  var maximumPolyphony: Int {
    Polyphony.maximum(foregroundEvents.map { (start: $0.eventTime, end: $0.endTime) })
  }

  func rendered(with effects: EffectRegistry = .standard) throws -> Mixture {
    var renderer = Renderer(effects: effects)
    return try renderer.render(self)
  }
}

extension Event {
  /// A foreground event of a whole file, at the mixture's start.
  static func test(
    _ source: Sound, at time: Seconds = 0, from sourceTime: Seconds = 0, lasting duration: Seconds? = nil,
    snr: Decibels = 0, shift: Semitones? = nil, stretch: Double? = nil, name: String = "a", role: Role = .foreground
  ) -> Event {
    Event(
      name: name, role: role, label: "a", source: source, sourceTime: sourceTime, eventTime: time,
      eventDuration: duration ?? source.duration, snr: snr, pitchShift: shift, timeStretch: stretch)
  }
}

extension RenderOptions {
  /// Nothing but the events: gains as they are, no scaling.
  static var plain: RenderOptions {
    var options = RenderOptions()
    options.level = .gain
    options.fixClipping = false
    return options
  }

  static var levelled: RenderOptions { RenderOptions() }

  func with(_ change: (inout RenderOptions) -> Void) -> RenderOptions {
    var changed = self
    change(&changed)
    return changed
  }
}
