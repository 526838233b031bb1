import Soundscape

/// A forecast in words, for a person.
struct ForecastReport {
  let forecast: DatasetForecast
  let jobs: Int

  var lines: [String] {
    let total = forecast.mixtureCount
    var lines = [
      "\(counted(total, "mixture")), \(time(forecast.duration)) of audio"
        + (forecast.drawnCount < total ? " (estimated from \(forecast.drawnCount) of them)" : "")
    ]
    lines.append("events a mixture   \(summary(forecast.eventCounts, 1))")
    lines.append("seconds an event   \(summary(forecast.eventDurations, 2))")
    lines.append("events at once     \(summary(forecast.polyphony, 1))")
    for role in [Role.background, .foreground] {
      guard let counts = forecast.labelCounts[role], !counts.isEmpty else { continue }
      lines.append("\(role.rawValue) labels, expected events")
      let width = counts.keys.map(\.count).max() ?? 0
      for (label, count) in counts.sorted(by: {
        $0.value == $1.value ? isInByteOrder($0.key, $1.key) : $0.value > $1.value
      }) {
        lines.append("  \(label)\(String(repeating: " ", count: width - label.count))  \(number(count, 0))")
      }
    }
    for (kind, count) in forecast.warnings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      lines.append("warning \(kind.rawValue)   \(number(count, 0))")
    }
    for (problem, count) in forecast.failures.sorted(by: { isInByteOrder($0.key, $1.key) }).prefix(5) {
      lines.append("failing   \(count) of \(forecast.drawnCount) drawn: \(problem)")
    }
    lines.append("disk      \(size(forecast.bytes))")
    if let range = forecast.time {
      let (low, high) = (time(range.lowerBound), time(range.upperBound))
      lines.append("time      \(low == high ? low : "\(low) to \(high)") with \(counted(jobs, "job")) here")
    }
    return lines
  }

  private func summary(_ summary: DatasetForecast.Summary, _ digits: Int) -> String {
    guard summary.count > 0 else { return "none" }
    let range = "\(number(summary.least, digits)) to \(number(summary.largest, digits))"
    return "\(number(summary.mean, digits)) on average, \(range)"
  }

  /// Without zeros at the end of its decimals.
  private func number(_ value: Double, _ digits: Int) -> String {
    var text = FixedPoint.text(value, decimals: digits)[...]
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return String(text)
  }

  private func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: "\(number(seconds, 1)) s"
    case ..<3_600: "\(number(seconds / 60, 1)) min"
    default: "\(number(seconds / 3_600, 1)) h"
    }
  }

  private func size(_ bytes: Double) -> String {
    switch bytes {
    case ..<1e6: "\(number(bytes / 1e3, 0)) kB"
    case ..<1e9: "\(number(bytes / 1e6, 1)) MB"
    default: "\(number(bytes / 1e9, 1)) GB"
    }
  }
}
