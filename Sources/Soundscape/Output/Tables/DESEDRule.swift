/// How DESED joins annotations of one label that are close together.
///
/// *Source:* the rules stated by `desed.post_process` of github.com/turpaultn/DESED, whose results a test compares: times
/// are rounded to milliseconds first.
struct DESEDRule {
  /// Seconds of the mixture.
  let duration: Seconds
  private static let shortest: Seconds = 0.25
  private static let smallestGap: Seconds = 0.15

  /// Spans of one label by their onsets, joined.
  func merged(_ spans: [LabelSpan]) -> [LabelSpan] {
    var merged: [LabelSpan] = []
    var rest = spans.map(bounded)[...]
    while var span = rest.popFirst() {
      if span.offset - span.onset < Self.shortest {
        // What follows begins later still, and so is too short as well.
        guard span.onset + Self.shortest <= duration else { break }
        span.offset = span.onset + Self.shortest
      }
      while let next = rest.first {
        if next.offset >= span.offset {
          guard
            next.onset - span.offset < Self.smallestGap
              || next.onset - span.onset < Self.shortest + Self.smallestGap
          else { break }
          span.offset = next.offset
        }
        rest.removeFirst()
      }
      merged.append(span)
    }
    return merged
  }

  /// Inside the mixture, to the millisecond.
  private func bounded(_ span: LabelSpan) -> LabelSpan {
    func rounded(_ time: Seconds) -> Seconds { (time * 1_000).rounded(.toNearestOrEven) / 1_000 }
    return LabelSpan(
      onset: rounded(max(span.onset, 0)), offset: rounded(min(span.offset, duration)), label: span.label)
  }
}
