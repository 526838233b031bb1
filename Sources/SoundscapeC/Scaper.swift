// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CSoundscape
internal import Soundscape

/// What an `ss_bank` points to.
final class OpenBank: Sendable {
  let soundbank: Soundbank
  /// Finds the sounds of annotations by the paths that these give.
  let found = FileSounds()
  let sounds: SourceCache

  init(_ soundbank: Soundbank) {
    self.soundbank = soundbank
    sounds = SourceCache(provider: found)
  }
}

@c @implementation public func ss_bank_open(
  _ foreground: UnsafePointer<CChar>?, _ background: UnsafePointer<CChar>?, _ error: ErrorSlot?
) -> OpaquePointer? {
  call(error) { () throws(CallFailure) in
    let sounds = FileSounds(
      foreground: try neededText(foreground, "foreground"), background: try neededText(background, "background"))
    let scan = sounds.scan()
    // Scaper looks at a folder when it draws from it: what is wrong with a label concerns only those who want it.
    for case .source(let path, let problem, _) in scan.failures {
      throw .engine(.source(path: path, problem: problem))
    }
    return retained(OpenBank(scan.soundbank))
  }
}

@c @implementation public func ss_bank_close(_ bank: OpaquePointer?) { release(bank, OpenBank.self) }

@c @implementation public func ss_scaper_draw(
  _ bank: OpaquePointer?, _ recipe: UnsafePointer<CChar>?, _ used: UnsafePointer<CChar>?,
  _ stream: UnsafeMutablePointer<ss_stream>?, _ error: ErrorSlot?
) -> UnsafeMutablePointer<CChar>? {
  call(error) { () throws(CallFailure) in
    guard let bank = bank else { throw .argument("bank", "is NULL") }
    guard let stream = stream else { throw .argument("stream", "is NULL") }
    let soundbank = object(bank, OpenBank.self).soundbank
    let text = try neededText(recipe, "recipe")
    var source = try MersenneTwister(stream.pointee)
    let names = try usedNames(json: try optionalText(used, "used"))
    let read = try engine { () throws(SoundscapeError) in
      try RecipeReader.read(text: text, file: OpenDataset.unnamed)
    }
    guard read.semantics == .scaper else { throw .argument("recipe", "needs semantics: scaper") }
    let drawing = ScaperDrawing(recipe: read, soundbank: soundbank, used: names, from: &source)
    source.store(in: &stream.pointee)
    return try returned(drawing.json)
  }
}
