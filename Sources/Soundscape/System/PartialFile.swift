/// A new file next to a place, for what is renamed to that place once it is whole.
///
/// Its name was free, so that no file of others is written to, and no link is followed.
struct PartialFile {
  let path: String

  private static let mostAttempts = 100

  /// Makes the file, empty.
  ///
  /// *Throws:* `.output` with the place.
  init(for place: String) throws(SoundscapeError) {
    for attempt in 0..<Self.mostAttempts {
      let path = attempt == 0 ? "\(place).partial" : "\(place)-\(attempt).partial"
      do throws(SystemFailure) {
        _ = try OpenFile(path, for: .spill)
        self.path = path
        return
      } catch { guard error.isThere else { throw .output(path: place, problem: error.words) } }
    }
    throw .output(path: place, problem: "\(Self.mostAttempts) files of the name \(place)-….partial are in the way")
  }
}
