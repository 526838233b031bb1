/// How tables of labels give the bounds of events.
public struct LabelOptions: Hashable, Sendable {
  public enum Bounds: String, Hashable, Sendable, CaseIterable {
    /// As drawn: when the event begins and ends.
    case nominal
    /// As measured: from the first to the last moment at which the event is not much quieter than at its loudest. Events that
    /// are silent are left out, and those of which nothing was measured keep their nominal bounds.
    case measured
  }

  /// Which events of one label become one.
  public enum Merging: String, Hashable, Sendable, CaseIterable {
    case none
    /// Those that overlap or touch.
    case overlaps
    /// DESED's rule: those that overlap, with less than 150 ms between them, or with onsets less than 400 ms apart. Events
    /// last 250 ms at least; what cannot at the end of the mixture is left out.
    case desed
  }

  public var bounds = Bounds.nominal
  public var merging = Merging.none
  /// Of the seconds in the tables.
  public var decimals = 3

  public init(bounds: Bounds = .nominal, merging: Merging = .none, decimals: Int = 3) {
    (self.bounds, self.merging, self.decimals) = (bounds, merging, decimals)
  }

  static let desed = LabelOptions(merging: .desed)
}

/// A label and when it is heard, in seconds.
struct LabelSpan: Hashable {
  var onset: Seconds
  var offset: Seconds
  var label: String
}

extension LabelOptions {
  /// The labels of a mixture by their onsets.
  func spans(of annotation: Annotation) -> [LabelSpan] {
    var spans: [LabelSpan] = []
    for event in annotation.events where event.event.role == .foreground {
      let label = event.event.label
      if bounds == .measured, let measured = event.measured {
        guard let onset = measured.onset, let offset = measured.offset else { continue }
        spans.append(LabelSpan(onset: onset, offset: offset, label: label))
      } else {
        spans.append(LabelSpan(onset: event.time, offset: event.endTime, label: label))
      }
    }
    let sorted = Self.sorted(spans)
    return switch merging {
    case .none: sorted
    case .overlaps: Self.sorted(Self.byLabel(sorted).flatMap { Self.joined($0) })
    case .desed:
      Self.sorted(
        Self.byLabel(sorted).flatMap { DESEDRule(duration: annotation.duration).merged($0) })
    }
  }

  /// By onset, then in byte order of the labels.
  private static func sorted(_ spans: [LabelSpan]) -> [LabelSpan] {
    spans.enumerated().sorted { a, b in
      if a.element.onset != b.element.onset { return a.element.onset < b.element.onset }
      if !hasSameBytes(a.element.label, b.element.label) { return isInByteOrder(a.element.label, b.element.label) }
      return a.offset < b.offset
    }.map(\.element)
  }

  private static func byLabel(_ spans: [LabelSpan]) -> [[LabelSpan]] {
    var table: NameTable<[LabelSpan]> = [:]
    for span in spans { table[span.label, default: []].append(span) }
    return table.sorted { isInByteOrder($0.key, $1.key) }.map(\.value)
  }

  /// Spans of one label, by onset, with those joined that overlap or touch.
  private static func joined(_ spans: [LabelSpan]) -> [LabelSpan] {
    var joined: [LabelSpan] = []
    for span in spans {
      if let last = joined.last, span.onset <= last.offset {
        joined[joined.count - 1].offset = max(last.offset, span.offset)
      } else {
        joined.append(span)
      }
    }
    return joined
  }
}
