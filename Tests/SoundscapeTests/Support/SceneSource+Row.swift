@testable import Soundscape

extension SceneSource {
  /// The first scenes in a row, each drawn or the reason why not.
  func first(_ count: Int) -> [Result<Drawn<Scene>, SoundscapeError>] {
    (0..<count).map { index in
      do throws(SoundscapeError) { return .success(try scene(at: index)) } catch { return .failure(error) }
    }
  }

  /// The first scenes in a row, all of which can be drawn.
  func scenes(_ count: Int) throws -> [Scene] { try first(count).map { try $0.get().value } }
}
