extension Distribution {
  /// Draws a number.
  public func draw(from source: inout some RandomSource) -> Double {
    switch self {
    case .const(let value): return value
    case .choose(let values):
      let options = Set(values).sorted()
      return options[source.index(below: options.count)]
    case .chooseWeighted(let values, let weights): return values[source.index(weights: weights)]
    case .uniform(let range): return source.uniform(range)
    case .normal(let mean, let deviation): return source.normal(mean: mean, deviation: deviation)
    case .truncnorm(let mean, let deviation, let range):
      return source.truncatedNormal(mean: mean, deviation: deviation, in: range)
    case .cycle(let values): return values[source.index(below: values.count)]
    case .step(let from, let to, let by):
      let steps = Steps(from: from, to: to, by: by)
      return steps[source.index(below: steps.count)]
    case .shared(_, let distribution): return distribution.draw(from: &source)
    }
  }

  /// Draws a whole number: of a uniform range, both ends are as likely as what is between; others are rounded.
  public func drawWhole(from source: inout some RandomSource) -> Int {
    if case .uniform(let range) = self {
      let low = range.lowerBound.rounded(.up)
      let high = range.upperBound.rounded(.down)
      return Int(low) + source.index(below: Int(high - low) + 1)
    }
    return Int(min(max(draw(from: &source).rounded(), -Self.mostWhole), Self.mostWhole))
  }
}

extension Choice {
  /// Draws a name; `all` are those that an empty list stands for, in byte order.
  ///
  /// *Returns:* nil when there is nothing to choose from.
  public func draw(from source: inout some RandomSource, all: [String]) -> String? {
    switch self {
    case .const(let name): return name
    case .choose(let names):
      // Sorted, so that the order in which a recipe lists its options does not matter; so does Scaper.
      let options = names.isEmpty ? all : NameSet(names).sorted()
      return options.isEmpty ? nil : options[source.index(below: options.count)]
    case .chooseWeighted(let names, let weights): return names[source.index(weights: weights)]
    case .chooseByDuration(let names), .cycle(let names): return Choice.choose(names).draw(from: &source, all: all)
    case .shared(_, let choice): return choice.draw(from: &source, all: all)
    }
  }

  /// The names that a draw can give.
  func possibleNames(all: [String]) -> [String] {
    switch self {
    case .const(let name): [name]
    case .choose(let names), .chooseByDuration(let names), .cycle(let names): names.isEmpty ? all : names
    case .shared(_, let choice): choice.possibleNames(all: all)
    case .chooseWeighted(let names, let weights): zip(names, weights).filter { $0.1 > 0 }.map(\.0)
    }
  }
}
