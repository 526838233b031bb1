/// Every way in which the library fails.
///
/// Its description is one line, *where: what is wrong (what was found)*, that can be shown to a person as it is.
public enum SoundscapeError: Error, Hashable, Sendable {
  /// A recipe that says something impossible or misspelt. `location` is `file:line:column: key path`, as far as known.
  case recipe(location: String, problem: String)
  /// A soundbank folder that is missing, empty or lacks what the recipe names.
  case soundbank(path: String, problem: String)
  /// An audio file that cannot be read, or not to the end that its header promises.
  case source(path: String, problem: String, advice: Advice? = nil)
  /// A file that is not audio, or is in a format that cannot be read.
  case notAudio(path: String, problem: String)
  /// A value that could not be drawn: nothing was left, or nothing fitted.
  case draw(event: String, problem: String)
  /// A library that refused or broke its contract.
  case processing(stage: String, problem: String)
  /// A file or folder that cannot be written: full disk, no permission, already there.
  case output(path: String, problem: String, advice: Advice? = nil)
  /// An annotation or a manifest that cannot be read.
  case annotation(path: String, problem: String, advice: Advice? = nil)
  /// A warning, in a run that counts warnings as failures.
  case warning(Warning)
  /// The work was asked to stop.
  case cancelled
}

extension SoundscapeError: CustomStringConvertible {
  public var description: String { printable(text) }

  private var text: String {
    switch self {
    case .recipe(let location, let problem): "\(location): \(problem)"
    case .soundbank(let path, let problem), .source(let path, let problem, _), .notAudio(let path, let problem),
      .output(let path, let problem, _), .annotation(let path, let problem, _):
      "\(path): \(problem)"
    case .draw(let event, let problem): "\(event): \(problem)"
    case .processing(let stage, let problem): "\(stage): \(problem)"
    case .warning(let warning): "warning counted as a failure: \(warning)"
    case .cancelled: "cancelled"
    }
  }

  /// What a caller can do about it, if anything.
  public var advice: Advice? {
    switch self {
    case .source(_, _, let advice), .output(_, _, let advice), .annotation(_, _, let advice): advice
    default: nil
    }
  }

  /// The error of work on an annotation: with its file first, also where it is about a file that the annotation names.
  func inAnnotation(_ path: String) -> SoundscapeError {
    switch self {
    case .draw, .processing: .annotation(path: path, problem: "\(self)")
    case .source(let file, _, let advice) where !hasSameBytes(file, path):
      .annotation(path: path, problem: text, advice: advice)
    case .notAudio(let file, _) where !hasSameBytes(file, path): .annotation(path: path, problem: text)
    default: self
    }
  }

  /// Where it is: a path, the line of a recipe, an event, a stage; empty where there is no place.
  package var place: String {
    switch self {
    case .recipe(let place, _), .soundbank(let place, _), .source(let place, _, _), .notAudio(let place, _),
      .draw(let place, _), .processing(let place, _), .output(let place, _, _), .annotation(let place, _, _):
      printable(place)
    case .warning(let warning): printable(warning.subject)
    case .cancelled: ""
    }
  }

  /// What is wrong, without the place.
  package var reason: String {
    switch self {
    case .recipe(_, let problem), .soundbank(_, let problem), .source(_, let problem, _), .notAudio(_, let problem),
      .draw(_, let problem), .processing(_, let problem), .output(_, let problem, _), .annotation(_, let problem, _):
      printable(problem)
    case .warning(let warning): printable("warning counted as a failure: \(warning.message)")
    case .cancelled: text
    }
  }

  /// What is wrong, without the place where that is a file.
  var problem: String {
    switch self {
    case .source(_, let problem, _), .notAudio(_, let problem), .annotation(_, let problem, _),
      .output(_, let problem, _), .soundbank(_, let problem):
      problem
    default: text
    }
  }

  /// Whether the place that is written to is at fault, so that no other mixture can succeed either.
  public var concernsOutput: Bool {
    if case .output = self { true } else { false }
  }
}
