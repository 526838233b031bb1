// One value of an event.

/// How often a value outside its range is drawn again before the distribution counts as having none inside.
private let mostAttempts = 1_000

extension ScaperDraft {
  mutating func label(
    from choice: Choice, role: Role, of event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> SoundLabel {
    let side = soundbank.side(role)
    let name = try name(
      from: choice, all: side.labelNames, kind: UsedNames(role: role, field: .label),
      mustDiffer: recipe.constraints.distinctLabels, of: event, &source)
    guard let label = side[name] else {
      throw .draw(event: event, problem: "\(side.folder) has no label \(name)")
    }
    return label
  }

  mutating func file(
    from choice: Choice, in label: SoundLabel, role: Role, of event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Sound {
    // Files are distinguished by label and name: two labels may have a file of the same name.
    let prefix = label.name + "/"
    let name = try name(
      from: choice.mapNames { prefix + Path.name(of: $0) }, all: label.sounds.map { prefix + $0.name },
      kind: UsedNames(role: role, field: .sourceFile), mustDiffer: recipe.constraints.distinctSources, of: event,
      &source)
    guard let file = label.sounds.map({ prefix + $0.name }).index(ofName: name).map({ label.sounds[$0] }) else {
      throw .draw(
        event: event, problem: "the label \(label.name) has no file \(name.dropping(bytes: prefix.utf8.count))")
    }
    return file
  }

  /// Draws a name, again while it must differ from those used and does not.
  private mutating func name(
    from choice: Choice, all: [String], kind: UsedNames, mustDiffer: Bool, of event: String,
    _ source: inout some RandomSource
  ) throws(SoundscapeError) -> String {
    let field = kind.field
    let usedBefore = used[kind] ?? []
    var attempt = 0
    while true {
      guard let name = choice.draw(from: &source, all: all) else {
        throw .draw(event: event, problem: "there is no \(field.name) to choose from")
      }
      if choice.kind == .choose { recordDuplicates(among: choice.names.map(ByteName.init), of: event) }
      guard mustDiffer else { return name }
      guard usedBefore.containsName(name) else {
        used[kind] = usedBefore + [name]
        return name
      }
      // Scaper gives up where as many were used as there are, the same or not. Where none is left that could be drawn it
      // loops forever; here that is an error too.
      let isExhausted = choice.possibleNames(all: all).allSatisfy(usedBefore.containsName)
      if (attempt == 0 && all.count == usedBefore.count) || choice.kind == .const || isExhausted {
        throw .draw(
          event: event,
          problem: "\(field.name): every possible value is used in this mixture (found \(name) again)")
      }
      attempt += 1
    }
  }

  typealias Window = (label: String, file: Sound, duration: Seconds)

  /// Where in the file the window begins: at 0 for a protected label, else drawn and made to fit.
  mutating func sourceTime(
    from distribution: StartDistribution, in window: Window, at keyPath: String, of event: String,
    _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Seconds {
    if recipe.protectedLabels.contains(window.label) { return 0 }
    let latest = EventFitting.latestStart(of: window.duration, inSource: window.file.duration)
    // Scaper fits the distribution first, then draws until the time is not negative, then moves what still passes the
    // end.
    let file = window.file.duration
    var wanted =
      memory[keyPath]
      ?? ScaperSourceTime(distribution.resolved(end: latest), texts: recipe.origin.writtenSourceTimes[keyPath] ?? [])
    let (fitted, isChanged) = wanted.satisfiable(source: file, duration: window.duration)
    memory[keyPath] = wanted
    // A draw past the file's end is moved before it is checked for being negative: a window as long as the
    // file makes 0 of any draw.
    var wasMoved = false
    let time = try number(.sourceTime, from: fitted.distribution, of: event, &source) { drawn in
      guard drawn + window.duration > file else { return drawn }
      wasMoved = true
      return max(0, file - window.duration)
    }
    if isChanged || wasMoved {
      let change = ScaperFitting.SourceTimeChange(wanted: wanted, fitted: fitted, value: time, wasMoved: wasMoved)
      warnings.append(
        ScaperFitting.warning(
          of: change, source: file, duration: window.duration, label: window.label, event: event))
    }
    return time
  }

  /// Draws a number until it keeps the rule: only a normal distribution can break it.
  mutating func number(
    _ number: DrawnNumber, from distribution: Distribution, of event: String,
    _ source: inout some RandomSource, moving: (Double) -> Double = { $0 }
  ) throws(SoundscapeError) -> Double {
    let rule = number.rule.keptByScaper
    for _ in 0..<mostAttempts {
      let value = moving(distribution.draw(from: &source))
      if case .choose(let values) = distribution { recordDuplicates(among: values, of: event) }
      if rule.allows(value) { return value }
    }
    throw .draw(
      event: event.isEmpty ? "recipe" : event,
      problem: "\(number.field.name): none of \(mostAttempts) draws gave \(rule.wanted)")
  }

  private mutating func recordDuplicates(among list: [some Hashable], of event: String) {
    let distinct = Set(list).count
    guard distinct < list.count else { return }
    warnings.append(ScaperFitting.duplicatesWarning(from: list.count, to: distinct, event: event))
  }

  mutating func recorded(_ fitted: EventFitting.Fitted) -> Double {
    if let warning = fitted.warning { warnings.append(warning) }
    return fitted.value
  }
}
