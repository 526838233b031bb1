import ArgumentParser
import Soundscape

/// Where the sounds of an annotation are now.
struct SourceOptions: ParsableArguments {
  @Option(help: "Where the foreground's label folders are now.", completion: .directory)
  var foreground: String?

  @Option(help: "Where the background's label folders are now.", completion: .directory)
  var background: String?

  var sounds: FileSounds { FileSounds(foreground: foreground, background: background) }
}
