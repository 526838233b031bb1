extension Annotation.Files {
  /// Names the files that are written, each as `shown` gives its path.
  mutating func name(_ artifacts: [Artifact], shown: (String) -> String = { $0 }) {
    (mixture, jams, labels, stems) = (nil, nil, nil, [])
    for artifact in artifacts {
      switch artifact.content {
      case .mixture: mixture = shown(artifact.name)
      case .annotation: jams = shown(artifact.name)
      case .labels: labels = shown(artifact.name)
      case .stem: stems.append(shown(artifact.name))
      case .submix: break
      }
    }
    stemFolder = artifacts.stemFolder.map(shown)
  }
}
