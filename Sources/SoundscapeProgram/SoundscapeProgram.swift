internal import SoundscapeTool

/// The program as an executable of its own.
@main
struct SoundscapeProgram {
  static func main() { Program.run() }
}
