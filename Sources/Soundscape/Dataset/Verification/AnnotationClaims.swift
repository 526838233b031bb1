/// What an annotation says about the audio beside it.
struct AnnotationClaims {
  /// One observation, with what the ledger adds to it.
  struct Event {
    var role: Role
    var label: String
    var sourceFile: String
    var time: Seconds
    var duration: Seconds
    var eventTime: Seconds
    var eventDuration: Seconds
    var timeStretch: Double
    var snr: Decibels
    /// nil where it was not measured, as the next four where nothing was rendered or nothing is told.
    var loudness: LUFS?
    /// By which measure the loudness was taken; nil in a ledger that does not tell.
    var rung: String?
    var peak: Double?
    var firstFrame: Int?
    var frameCount: Int?
    /// Levelled together with others, so that its own loudness is not what snr asks for.
    var isInLevelGroup: Bool
    /// dB put on the source.
    var gain: Decibels?

    var endTime: Seconds { time + duration }
  }

  let document: JAMSDocument
  var duration: Seconds
  var sampleRate: Hertz
  var channelCount: Int
  var semantics: Semantics
  var events: [Event]

  /// *Throws:* `.annotation` for a field that is missing or of a wrong type.
  init(_ document: JAMSDocument) throws(SoundscapeError) {
    let place = "sandbox.scaper"
    let sandbox = document.sandbox
    self.document = document
    duration = try document.number(sandbox, "duration", at: place)
    let rate = try document.number(sandbox, "sr", at: place)
    let channels = try document.number(sandbox, "n_channels", at: place)
    guard let sampleRate = Int(exactly: rate), sampleRate > 0 else {
      throw document.failure("\(place).sr", "is no sampling rate (found \(plain(rate)))")
    }
    guard let channelCount = Int(exactly: channels), channelCount > 0 else {
      throw document.failure("\(place).n_channels", "is no number of channels (found \(plain(channels)))")
    }
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    semantics = Semantics(rawValue: document.ledger["semantics"].string ?? "") ?? .scaper
    let entries = document.ledger["events"].elements ?? []
    events = []
    for (i, observation) in (document.annotation["data"].elements ?? []).enumerated() {
      events.append(try Self.event(document, observation, i < entries.count ? entries[i] : .null, at: "data[\(i)]"))
    }
  }

  /// Frames of the mixture.
  var frameCount: Int {
    semantics == .scaper ? Int(duration * Double(sampleRate)) : frames(in: duration, at: sampleRate)
  }

  /// Where an event's stem may sound; the whole mixture where nothing is told.
  func range(of event: Event) -> Range<Int> {
    let whole = 0..<max(0, frameCount)
    guard let first = event.firstFrame, let count = event.frameCount, first >= 0, count >= 0 else { return whole }
    return (first..<(first + min(count, Int.max - first))).clamped(to: whole)
  }

  /// Members of the ledger that stand under `measured`, or beside the name in ledgers of version 0.1.
  private static func measured(_ entry: JSONTree, _ key: String) -> JSONTree {
    entry["measured"].isNull ? entry[key] : entry["measured"][key]
  }

  private static func event(
    _ document: JAMSDocument, _ observation: JSONTree, _ entry: JSONTree, at place: String
  ) throws(SoundscapeError) -> Event {
    let value = observation["value"]
    let inside = "\(place).value"
    guard let role = Role(rawValue: try document.text(value, "role", at: inside)) else {
      throw document.failure("\(inside).role", "needs foreground or background")
    }
    return Event(
      role: role, label: try document.text(value, "label", at: inside),
      sourceFile: try document.text(value, "source_file", at: inside),
      time: try document.number(observation, "time", at: place),
      duration: try document.number(observation, "duration", at: place),
      eventTime: try document.number(value, "event_time", at: inside),
      eventDuration: try document.number(value, "event_duration", at: inside),
      timeStretch: try document.number(value, "time_stretch", at: inside, default: 1),
      snr: try document.number(value, "snr", at: inside),
      loudness: measured(entry, "loudness").double, rung: measured(entry, "rung").string,
      peak: measured(entry, "peak").double,
      firstFrame: entry["first_frame"].double.flatMap { Int(exactly: $0) },
      frameCount: entry["frames"].double.flatMap { Int(exactly: $0) },
      isInLevelGroup: !entry["level_group"].isNull, gain: measured(entry, "gain").double)
  }
}
