import Testing

@testable import Soundscape

@Test func everyLibraryHasAVersion() {
  let all = LibraryVersions.all
  #expect(all.map(\.name) == ["libsndfile", "Rubber Band", "libebur128", "soxr", "SoundTouch", "Soundscape's stretcher"])
  for library in all {
    #expect(library.version.first?.isNumber == true, "\(library)")
  }
}
