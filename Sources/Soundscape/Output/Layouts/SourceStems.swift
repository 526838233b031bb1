/// The stems of sources: the foreground events in their order, with silent ones up to the number that every mixture of the
/// data set has, and at last the noise, the sum of all backgrounds.
enum SourceStems {
  /// More than these are not made equal: readers of so many sources there are not.
  static let most = 32

  /// - Parameters:
  ///   - source: the path of a source's file, by its number from 1.
  ///   - noise: that of the noise.
  static func of(_ mixture: MixtureOutline, source: (Int) -> String, noise: String) -> [Artifact] {
    let sources = events(of: mixture, .foreground)
    let count = mixture.sourceCount > most ? sources.count : max(sources.count, mixture.sourceCount)
    let stems = (0..<count).map { i in
      Artifact(.stem(events: i < sources.count ? [sources[i]] : []), name: source(i + 1))
    }
    return stems + [Artifact(.stem(events: events(of: mixture, .background)), name: noise)]
  }

  static func events(of mixture: MixtureOutline, _ role: Role) -> [Int] {
    mixture.events.indices.filter { mixture.events[$0].role == role }
  }
}

extension ManifestRow {
  /// How many sources a mixture of such a layout has.
  var sourceCount: Int { max(0, stems.count - 1) }
}
