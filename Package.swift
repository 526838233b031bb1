// swift-tools-version: 6.3
import PackageDescription

let cLibraries: [Target] = [
  .systemLibrary(
    name: "Csndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]),
  .systemLibrary(
    name: "Cmpg123", pkgConfig: "libmpg123", providers: [.apt(["libmpg123-dev"]), .brew(["mpg123"])]),
  .systemLibrary(name: "Crubberband", pkgConfig: "rubberband", providers: [.apt(["librubberband-dev"])]),
  .systemLibrary(name: "Cebur128", pkgConfig: "libebur128", providers: [.apt(["libebur128-dev"])]),
  .systemLibrary(name: "Csoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
  .systemLibrary(name: "Csoundtouch", pkgConfig: "soundtouch", providers: [.apt(["libsoundtouch-dev"])]),
  .systemLibrary(name: "Cplatform"),
  .systemLibrary(name: "Cnettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
  .systemLibrary(name: "Cyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
  .systemLibrary(
    name: "Csqlite3", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
]

let package = Package(
  name: "soundscape",
  products: [
    .library(name: "Soundscape", targets: ["Soundscape"]),
    .executable(name: "SoundscapeTool", targets: ["SoundscapeProgram"]),
    .library(name: "soundscape_c", type: .dynamic, targets: ["SoundscapeC"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: cLibraries + [
    .target(
      name: "Soundscape", dependencies: cLibraries.map { .byName(name: $0.name) },
      swiftSettings: [.strictMemorySafety()]),
    // The engine for C, and for all that can call C: the header is the only declaration. All of it is about pointers of
    // the caller's, so that nothing is gained by marking what is unsafe.
    .systemLibrary(name: "CSoundscape"),
    .target(
      name: "SoundscapeC", dependencies: ["Soundscape", "SoundscapeTool", "CSoundscape"], exclude: ["exports.map"],
      // `--static-swift-stdlib` has no effect on dynamic libraries: the flag that it stands for has.
      linkerSettings: [.unsafeFlags(["-static-stdlib"])]),
    // A library, so that the shared library has the program too: one file for both.
    .target(
      name: "SoundscapeTool",
      dependencies: ["Soundscape", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(name: "SoundscapeProgram", dependencies: ["SoundscapeTool"]),
    .executableTarget(name: "RenderOneMixture", dependencies: ["Soundscape"], path: "examples/RenderOneMixture"),
    .executableTarget(name: "StageBenchmark", dependencies: ["Soundscape"], path: "Benchmarks/StageBenchmark"),
    .executableTarget(name: "StretchQuality", dependencies: ["Soundscape"], path: "Benchmarks/StretchQuality"),
    .target(name: "TestSupport", dependencies: ["Soundscape"], path: "Tests/TestSupport"),
    .target(name: "ScaperConformance", dependencies: ["Soundscape"], path: "Tests/ScaperConformance"),
    .executableTarget(
      name: "ConformanceReport", dependencies: ["ScaperConformance"], path: "Tests/ConformanceReport"),
    .testTarget(
      name: "SoundscapeTests",
      dependencies: ["Soundscape", "Extensions", "TestSupport", "ScaperConformance", "Cplatform"],
      resources: [.copy("Fixtures")]),
    // A client from outside and its tests: they see what any other package sees.
    .target(name: "Extensions", dependencies: ["Soundscape"], path: "Tests/Extensions", exclude: ["Tests"]),
    .testTarget(
      name: "ExtensionTests", dependencies: ["Soundscape", "Extensions", "TestSupport"],
      path: "Tests/Extensions/Tests"),
    .testTarget(
      name: "SoundscapeToolTests",
      dependencies: [
        "SoundscapeTool", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Help"]),
  ],
  swiftLanguageModes: [.v6]
)

// A source distribution of the Python package has the engine alone.
if Context.environment["SOUNDSCAPE_ENGINE_ONLY"] != nil {
  package.targets.removeAll { $0.type == .test || $0.path != nil }
}

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? [])
    + ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"].map { .enableUpcomingFeature($0) }
}
