import ArgumentParser

/// What a power cut may harm.
struct SyncOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-sync"),
    help: "Do not wait for the disk: after a power cut, files that were made may be empty or missing.")
  var noSync = false

  var waits: Bool { !noSync }
}
