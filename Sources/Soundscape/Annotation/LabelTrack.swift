extension Annotation {
  /// The label track: onset, offset and label of each foreground event, by tabs, without a header.
  ///
  /// Audacity reads it as labels, and Scaper writes the same.
  public var labelTrack: String {
    events.filter { $0.event.role == .foreground }
      .map { "\($0.time)\t\($0.endTime)\t\($0.event.label)\n" }.joined()
  }
}
