import Soundscape

/// Shows how far a run has come: a bar on a terminal, a line now and then in a log, JSON lines for a program, or nothing.
final class ProgressMeter: Sendable {
  enum Style: Sendable { case bar, lines, json, none }

  private struct State: Sendable {
    var lastShown: ContinuousClock.Instant?
    /// When the first was done, and how many were then: what came before it, such as looking at the soundbank, is not
    /// what the others will take.
    var first: (time: ContinuousClock.Instant, made: Int)?
    var isOnScreen = false
  }

  private static let width = 30
  /// A terminal is drawn to at most ten times a second.
  private static let interval: Duration = .milliseconds(100)
  /// A log, as of Slurm or of continuous integration, gets two lines a minute.
  private static let logInterval: Duration = .seconds(30)

  private let style: Style
  /// What is counted.
  private let unit: String
  private let start: ContinuousClock.Instant
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void
  private let state = Lock(State())

  /// - Parameters:
  ///   - now: the time.
  ///   - write: takes what is shown; by itself, standard error.
  init(
    style: Style, unit: String = "mixtures", now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    write: @escaping @Sendable (String) -> Void = { StandardStreams.writeError($0) }
  ) {
    (self.style, self.unit) = (style, unit)
    self.now = now
    self.write = write
    start = now()
  }

  /// The same for the files of a bank.
  func show(_ progress: SoundbankScan.Progress) {
    var files = DatasetProgress(total: progress.total)
    files.made = progress.done
    show(files)
  }

  /// Called after each of them, from any worker.
  func show(_ progress: DatasetProgress) {
    guard style != .none else { return }
    state.withLock { state in
      let now = now()
      let first = state.first ?? (now, progress.made)
      state.first = first
      let isLast = progress.made == progress.total
      // The summary follows the last one; a run that is over before there is a line needs none.
      if style == .lines, isLast || now - (state.lastShown ?? start) < Self.logInterval { return }
      if let last = state.lastShown, now - last < Self.interval, !isLast { return }
      state.lastShown = now
      let since = Double((now - first.time) / .seconds(1))
      let rate = since > 0 ? Double(progress.made - first.made) / since : 0
      switch style {
      case .bar:
        state.isOnScreen = true
        write("\r\u{1b}[K" + Self.bar(progress, rate: rate, unit: unit))
      case .lines: write(Self.line(progress, rate: rate, unit: unit) + "\n")
      case .json: write(Self.json(progress, elapsed: Double((now - start) / .seconds(1))))
      case .none: break
      }
    }
  }

  /// Takes the bar off the screen, so that what follows begins on a clean line.
  func clear() {
    state.withLock { state in
      if state.isOnScreen { write("\r\u{1b}[K") }
      state.isOnScreen = false
    }
  }

  /// - Parameter rate: mixtures a second; 0 while that is not known.
  static func bar(_ progress: DatasetProgress, rate: Double, unit: String = "mixtures") -> String {
    let part = Double(progress.made) / Double(max(progress.total, 1))
    let filled = Int(part * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return "\(bar) \(line(progress, rate: rate, unit: unit))"
  }

  /// How many of how many, how fast, and how long it will take.
  static func line(_ progress: DatasetProgress, rate: Double, unit: String = "mixtures") -> String {
    let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
    let count = "\(progress.made)/\(progress.total)\(failed)"
    guard rate > 0 else { return count }
    let speed = FixedPoint.text(rate, decimals: rate < 10 ? 1 : 0)
    return "\(count), \(speed) \(unit)/s, \(clock(Double(progress.total - progress.made) / rate)) left"
  }

  static func json(_ progress: DatasetProgress, elapsed: Double) -> String {
    let seconds = FixedPoint.text(elapsed, decimals: 3)
    return
      "{\"type\": \"progress\", \"done\": \(progress.made), \"failed\": \(progress.failed), \"found\": \(progress.found), "
      + "\"seconds\": \(seconds), \"total\": \(progress.total)}\n"
  }

  /// 75 s as 1:15, 3,675 s as 1:01:15.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 1e15))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
