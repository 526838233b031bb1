// Distributions as the tuples that recipes hold.

extension JSONWriter {
  /// A distribution as it is in the recipe; `end` is written as the word.
  mutating func value<Number: TupleNumber>(_ distribution: NumberDistribution<Number>) {
    array { json in
      if case .shared(let name, let inner) = distribution {
        json.value("shared")
        json.value(name)
        json.value(inner)
        return
      }
      json.value(distribution.name)
      distribution.forEachArgument { argument in
        switch argument {
        case .number(let number): json.number(number)
        case .moment(let moment): json.value(moment)
        case .numbers(let numbers): json.numbers(numbers)
        case .weights(let weights): json.value(weights)
        }
      }
    }
  }

  /// A distribution that may not be there: null then.
  mutating func value<Number: TupleNumber>(_ distribution: NumberDistribution<Number>?) {
    if let distribution { value(distribution) } else { value(nil as Double?) }
  }

  mutating func value(_ choice: Choice?) {
    if let choice { value(choice) } else { value(nil as Double?) }
  }

  /// A choice of names as it is in the recipe.
  mutating func value(_ choice: Choice) {
    array { json in
      if case .shared(let name, let inner) = choice {
        json.value("shared")
        json.value(name)
        json.value(inner)
        return
      }
      json.value(choice.name)
      switch choice {
      case .const(let name): json.value(name)
      case .choose(let names), .chooseByDuration(let names), .cycle(let names): json.value(names)
      case .chooseWeighted(let names, let weights):
        json.value(names)
        json.value(weights)
      case .shared: break
      }
    }
  }

  private mutating func number(_ value: some TupleNumber) {
    if let number = value.number { self.value(number) } else { self.value(value.word ?? "") }
  }

  private mutating func numbers(_ values: [some TupleNumber]) {
    array { json in for value in values { json.number(value) } }
  }
}
