/// The label track of a scene: onset, offset and label of each foreground event, by tabs, without a header.
///
/// Audacity reads it as labels, and Scaper writes the same.
public enum LabelTrack {
  public static func text(of scene: Scene) -> String {
    scene.foregroundEvents.map { "\($0.eventTime)\t\($0.endTime)\t\($0.label)\n" }.joined()
  }
}
