// One value of an event.

/// How often a value outside its range is drawn again before the distribution is held to have none inside.
private let mostAttempts = 1_000

extension ScaperDraft {
  mutating func label(
    _ choice: Choice, _ role: Role, _ event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> SoundLabel {
    let side = instantiator.soundbank.side(role)
    let name = try name(
      choice, all: side.labelNames, mustDiffer: recipe.constraints.distinctLabels,
      UsedNames(role: role, field: .label), event, &source)
    guard let label = side[name] else {
      throw .draw(event: event, problem: "there is no \(role) label \(name) in \(side.folder)")
    }
    return label
  }

  mutating func file(
    _ choice: Choice, _ label: SoundLabel, _ role: Role, _ event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Sound {
    // Files are told apart by label and name: two labels may have a file of the same name.
    let prefix = label.name + "/"
    let name = try name(
      choice.mapNames { prefix + Path.name(of: $0) }, all: label.sounds.map { prefix + $0.name },
      mustDiffer: recipe.constraints.distinctSources, UsedNames(role: role, field: .sourceFile), event, &source)
    guard let file = label.sounds.first(where: { prefix + $0.name == name }) else {
      throw .draw(event: event, problem: "the label \(label.name) has no file \(name.dropFirst(prefix.count))")
    }
    return file
  }

  /// Draws a name, again while it must differ from those used and does not.
  private mutating func name(
    _ choice: Choice, all: [String], mustDiffer: Bool, _ kind: UsedNames, _ event: String,
    _ source: inout some RandomSource
  ) throws(SoundscapeError) -> String {
    let field = kind.field
    let usedBefore = used[kind] ?? []
    var attempt = 0
    while true {
      guard let name = choice.draw(from: &source, all: all) else {
        throw .draw(event: event, problem: "there is no \(field.name) to choose from")
      }
      noteDuplicates(in: choice.names.count, Set(choice.names).count, isChoose: choice.name == "choose", event)
      guard mustDiffer else { return name }
      guard usedBefore.contains(name) else {
        used[kind] = usedBefore + [name]
        return name
      }
      // Scaper gives up where as many were used as there are, be they the same or not; where none is left that could
      // be drawn it goes on for ever, and here it ends too.
      let isExhausted = choice.possibleNames(all: all).allSatisfy(usedBefore.contains)
      if (attempt == 0 && all.count == usedBefore.count) || choice.name == "const" || isExhausted {
        throw .draw(
          event: event,
          problem: "\(field.name): every one that it may be is used in this mixture (found \(name) again)")
      }
      attempt += 1
    }
  }

  typealias Window = (label: String, file: Sound, duration: Seconds)

  /// Where in the file the window begins: at 0 for a protected label, else drawn and made to fit.
  mutating func sourceTime(
    _ distribution: Distribution, _ texts: [String], _ window: Window, at keyPath: String, _ event: String,
    _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Seconds {
    if recipe.protectedLabels.contains(window.label) { return 0 }
    let latest = EventFitting.latestStart(of: window.duration, inSource: window.file.duration)
    // Scaper fits the distribution first, then draws until the time is not negative, then moves what still passes the
    // end.
    let bounded = distribution.mapValues { $0 == .infinity ? latest : $0 }
    let file = window.file.duration
    var wanted = memory[keyPath] ?? ScaperSourceTime(bounded, texts: texts)
    let (fitted, isChanged) = wanted.satisfiable(source: file, duration: window.duration)
    memory[keyPath] = wanted
    // A draw that passes the file's end is moved before it is asked whether it is negative: a window as long as the
    // file makes 0 of any draw.
    var isStillUnsatisfied = false
    let time = try drawn(fitted.distribution, .time, event, .sourceTime, &source) { drawn in
      guard drawn + window.duration > file else { return drawn }
      isStillUnsatisfied = true
      return max(0, file - window.duration)
    }
    if isChanged || isStillUnsatisfied {
      warnings.append(
        ScaperFitting.sourceTimeWarning(
          wanted, fitted, isStillUnsatisfied: isStillUnsatisfied, source: file, duration: window.duration, value: time,
          of: window.label, event))
    }
    return time
  }

  /// Draws a number until it keeps the rule: only a normal distribution can break it.
  mutating func drawn(
    _ distribution: Distribution, _ rule: NumberRule, _ event: String, _ field: DrawKey.Field,
    _ source: inout some RandomSource, moving: (Double) -> Double = { $0 }
  ) throws(SoundscapeError) -> Double {
    let rule = rule.asInScaper
    for _ in 0..<mostAttempts {
      let value = moving(distribution.draw(from: &source))
      if case .choose(let values) = distribution {
        noteDuplicates(in: values.count, Set(values).count, isChoose: true, event)
      }
      if rule.allows(value) { return value }
    }
    throw .draw(
      event: event.isEmpty ? "recipe" : event,
      problem: "\(field.name): none of \(mostAttempts) draws gave \(rule.wanted)")
  }

  private mutating func noteDuplicates(in count: Int, _ distinct: Int, isChoose: Bool, _ event: String) {
    guard isChoose, distinct < count else { return }
    warnings.append(ScaperFitting.duplicatesWarning(from: count, to: distinct, event))
  }

  mutating func noted(_ fitted: EventFitting.Fitted) -> Double {
    if let warning = fitted.warning { warnings.append(warning) }
    return fitted.value
  }
}
