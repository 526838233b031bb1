/// What is known of a sound file that was decoded to its end.
package struct SoundFacts: Hashable, Sendable {
  /// What is quieter counts as silence at the start and at the end of a sound, relative to full scale: below the noise of
  /// most recordings' rooms, above that of their converters.
  package static let silenceLevel: Decibels = -60

  /// The true shape: frames are those that were decoded.
  package var info: AudioFileInfo
  /// Integrated; nil for less than one gating block of 400 ms, for silence, and where the meter is not defined.
  package var loudness: LUFS?
  /// The largest magnitude of a sample; 1 is full scale.
  package var peak: Float
  /// The frames from the first to the last that is not silence; empty for a sound of silence only.
  package var sounding: Range<Int>

  package var duration: Seconds { seconds(of: info.frameCount, at: info.sampleRate) }
  /// Seconds of silence before the sound, and after it.
  package var silence: (before: Seconds, after: Seconds) {
    (
      seconds(of: sounding.lowerBound, at: info.sampleRate),
      seconds(of: info.frameCount - sounding.upperBound, at: info.sampleRate)
    )
  }
}

/// What a file turned out to be.
enum SoundFinding: Hashable, Sendable {
  case sound(SoundFacts, FileDigest)
  /// It begins like a sound, but cannot be decoded to its end.
  case damaged(AudioFileInfo, FileDigest, problem: String)
  /// Not a sound, or one that cannot even be begun.
  case refused(Refusal)

  struct Refusal: Hashable, Sendable {
    /// Whether it is not audio, or not in a format that is read.
    var isNotAudio: Bool
    var problem: String

    func error(for path: String) -> SoundscapeError {
      isNotAudio ? .notAudio(path: path, problem: problem) : .source(path: path, problem: problem)
    }
  }

  var info: AudioFileInfo? {
    switch self {
    case .sound(let facts, _): facts.info
    case .damaged(let info, _, _): info
    case .refused: nil
    }
  }

  var digest: FileDigest? {
    switch self {
    case .sound(_, let digest), .damaged(_, let digest, _): digest
    case .refused: nil
    }
  }

  /// Why the file cannot be used; nil for one that can.
  func error(for path: String) -> SoundscapeError? {
    switch self {
    case .sound: nil
    case .damaged(_, _, let problem): .source(path: path, problem: problem)
    case .refused(let refusal): refusal.error(for: path)
    }
  }
}

/// What an index knows of a file: a row.
struct IndexedFile: Hashable, Sendable {
  /// From the folder of the bank.
  var path: String
  /// By what it is seen whether this still holds.
  var stamp: FileStamp
  var finding: SoundFinding
}
