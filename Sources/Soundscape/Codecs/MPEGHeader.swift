/// The four bytes at the start of a frame of MPEG audio.
///
/// *Source:* ISO/IEC 11172-3 section 2.4.1.3 and 13818-3; version 2.5 is a common extension.
struct MPEGHeader: Hashable {
  /// 1, 2, or 3.
  let layer: Int
  /// Whether it has half the sample rates and frames of half the length: versions 2 and 2.5.
  let isLowRate: Bool
  let sampleRate: Int
  let channelCount: Int
  /// Bytes to the next header; nil in the free format, whose frames do not say how long they are.
  let byteCount: Int?
  /// Bytes that pad this frame: counted in `byteCount`, and in no other size.
  let paddingSize: Int

  init?(_ word: UInt32) {
    guard word >> 21 == 0x7FF else { return nil }
    let (version, layerBits) = (Int(word >> 19 & 3), Int(word >> 17 & 3))
    let (bitRateIndex, rateIndex) = (Int(word >> 12 & 15), Int(word >> 10 & 3))
    guard version != 1, layerBits != 0, bitRateIndex != 15, rateIndex != 3 else { return nil }
    layer = 4 - layerBits
    isLowRate = version != 3
    let rates = [44_100, 48_000, 32_000]
    sampleRate = rates[rateIndex] / (version == 3 ? 1 : version == 2 ? 2 : 4)
    channelCount = word >> 6 & 3 == 3 ? 1 : 2
    let padding = Int(word >> 9 & 1)
    paddingSize = layer == 1 ? 4 * padding : padding
    guard bitRateIndex > 0 else {
      byteCount = nil
      return
    }
    let bitRate = Self.kilobits[isLowRate ? (layer == 1 ? 3 : 4) : layer - 1][bitRateIndex - 1] * 1_000
    switch layer {
    case 1: byteCount = (12 * bitRate / sampleRate + padding) * 4
    case 3 where isLowRate: byteCount = 72 * bitRate / sampleRate + padding
    default: byteCount = 144 * bitRate / sampleRate + padding
    }
  }

  /// Samples of each channel in a frame.
  var frameLength: Int { layer == 1 ? 384 : layer == 3 && isLowRate ? 576 : 1_152 }

  /// Bytes from the frame's start to the tag that an encoder puts in place of the first frame's sound.
  var tagOffset: Int { 4 + (isLowRate ? (channelCount == 1 ? 9 : 17) : (channelCount == 1 ? 17 : 32)) }

  /// Whether it can follow another in one stream.
  func continues(_ other: MPEGHeader) -> Bool {
    layer == other.layer && isLowRate == other.isLowRate && sampleRate == other.sampleRate
      && channelCount == other.channelCount && (byteCount == nil) == (other.byteCount == nil)
  }

  /// Layers 1 to 3 of version 1; layer 1, then layers 2 and 3, of versions 2 and 2.5.
  private static let kilobits = [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
}
