import Soundscape

extension Advice {
  /// How to follow the advice on the command line.
  var text: String {
    switch self {
    case .overwriteOrOtherFolder: "use --overwrite to replace it, or choose another --out"
    case .otherFolder: "choose another --out"
    case .nameAudio: "name it with --audio"
    case .nameSources: "use --foreground and --background to say where the sounds are now"
    case .resume: "run the command that made it again to resume it"
    }
  }
}
