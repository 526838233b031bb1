import Testing

@testable import Soundscape

@Test func everyLibraryHasAVersion() {
  let all = LibraryVersions.all
  let expected = ["libsndfile", "Rubber Band", "libebur128", "soxr", "SoundTouch", "Soundscape's stretcher"]
  #expect(all.map(\.name) == expected)
  for library in all {
    #expect(library.version.first?.isNumber == true, "\(library)")
  }
}
