/// What is written for each mixture, and how.
public struct OutputOptions: Hashable, Sendable {
  /// A part of the data set and its share of the mixtures.
  public struct Split: Hashable, Sendable {
    public var name: String
    public var share: Double

    public init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// The name of a layout, looked up in a list of them when mixtures are made.
  public var layout = "folder"
  public var format = FileFormat.wav
  public var audio = true
  public var stems = true
  /// The label track: onset, offset, label, by tabs.
  public var labels = true
  /// In the order of the recipe; empty for no splits.
  public var splits: [Split] = []
  /// Whether annotations name files by absolute paths instead of paths relative to the data set's root.
  public var absolutePaths = false

  public init() {}
}
