private import Cplatform

/// The number of this process, by which its files can be told from those of others.
enum ProcessNumber {
  static var current: Int { Int(getpid()) }
}
