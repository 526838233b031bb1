import ArgumentParser

/// The annotations to read.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Data sets (a folder or its manifest.jsonl) and JAMS files, in any combination.",
    completion: .file(extensions: ["jams", "jsonl"]))
  var inputs: [String]
}
