// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CSoundscape
internal import SoundscapeTool

@c @implementation public func ss_program() -> Int32 {
  Program.run()
  return 0
}
