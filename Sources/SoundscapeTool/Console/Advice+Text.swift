import Soundscape

extension Advice {
  /// How to follow the advice on the command line.
  var text: String {
    switch self {
    case .overwriteOrOtherFolder: "use --overwrite to replace it, or choose another --out"
    case .overwrite: "use --overwrite to replace it"
    case .otherFolder: "choose another --out"
    case .otherRun:
      "wait until it ends, or choose another --out; parts of one data set that are made at the same time need --shard"
    case .rename: "rename the file"
    case .nameAudio: "name it with --audio"
    case .nameSources: "use --foreground and --background to say where the sounds are now"
    case .allowChangedSources: "bring back the old files, or use --allow-changed to take them as they are now"
    case .resume: "run the command that made it again to resume it"
    case .installFFmpeg:
      "install it (apt-get install ffmpeg, or pip install imageio-ffmpeg and --ffmpeg with its path), or convert the "
        + "file to FLAC or WAV by other means"
    case .keepFoldersOrRename: "use --folders to keep the recordings' folders, or rename one"
    case .recreateWithStems: "render them with recreate --layout"
    case .trimWithoutAudio:
      "make the mixtures with generate --no-audio, trim those, and render what is left with recreate"
    case .unpack: "run soundscape unpack first, and use what it makes"
    case .scan: "run soundscape sounds scan first"
    case .merge: "put them together with soundscape merge, or choose another --out"
    case .makeParts: "make them with --shard, or copy them here, then merge again"
    case .remakePart: "make the part again with the same command as the others, with --overwrite if it is there"
    case .removeParts: "remove the folders that do not belong here, or move them elsewhere"
    case .allowMoreOpenFiles: "raise the limit with ulimit -n, or use fewer --jobs"
    }
  }
}
