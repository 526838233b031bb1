internal import CSoundscape
internal import SoundscapeTool

@c @implementation public func ss_program() -> Int32 {
  Program.run()
  return 0
}
