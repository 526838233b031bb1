import Synchronization

@testable import Soundscape

/// One annotation rendered again.
struct Recreation {
  /// What became of a mixture that could not be made.
  struct Failure: Error, CustomStringConvertible { let description: String }

  var edits: [AnnotationEdit] = []
  var meter: RenderOptions.Meter?
  var sounds: any SoundProvider = FileSounds()

  /// Writes it into a folder and returns the path of the new annotation.
  func recreate(_ jams: String, in root: String) throws -> String {
    let sink = FolderSink(root)
    var recreator = Recreator(inputs: [jams], sink: sink)
    recreator.edits = edits
    recreator.meter = meter
    recreator.sounds = sounds
    if let failure = try recreator.run().failures.groups.first?.message { throw Failure(description: failure) }
    let row = try Manifest.read("\(root)/manifest.jsonl")?.rows.first
    return "\(root)/" + (row?.jams ?? "")
  }

  /// Compares it with the audio that it names.
  func check(_ jams: String) throws -> AudioCheck {
    var checker = RecreationChecker(inputs: [jams])
    checker.edits = edits
    checker.sounds = sounds
    let verdicts = Verdicts()
    _ = try checker.run(verdict: { verdicts.add($0) })
    return try verdicts.all[0].result.get()
  }

  /// Cuts it and returns the path of the new annotation.
  static func trim(_ jams: String, to range: Range<Seconds>, in root: String) throws -> String {
    let summary = try Trimmer(inputs: [jams], to: range, sink: FolderSink(root)).run()
    if let failure = summary.failures.groups.first?.message {
      throw Failure(description: failure)
    }
    return "\(root)/" + (try Manifest.read("\(root)/manifest.jsonl")?.rows.first?.jams ?? "")
  }
}

/// Verdicts in the order in which they come.
final class Verdicts: Sendable {
  private let list = Mutex<[RecreationChecker.Verdict]>([])

  var all: [RecreationChecker.Verdict] { list.withLock { $0 } }
  func add(_ verdict: RecreationChecker.Verdict) { list.withLock { $0.append(verdict) } }
}
