// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CSoundscape
internal import Soundscape

private let version = CText(SoundscapeVersion.current)

@c @implementation public func ss_abi_version() -> Int32 { SS_ABI_VERSION }

@c @implementation public func ss_version() -> UnsafePointer<CChar>? { version.pointer }

@c @implementation public func ss_abi_sizes(
  _ shape: UnsafeMutablePointer<Int64>?, _ target: UnsafeMutablePointer<Int64>?,
  _ stream: UnsafeMutablePointer<Int64>?
) {
  shape?.pointee = Int64(MemoryLayout<ss_shape>.size)
  target?.pointee = Int64(MemoryLayout<ss_target>.size)
  stream?.pointee = Int64(MemoryLayout<ss_stream>.size)
}
