private import Csndfile

extension SampleFormat {
  /// What libsndfile calls the format.
  var sndfileSubtype: CInt {
    switch self {
    case .float: CInt(SF_FORMAT_FLOAT)
    case .pcm16: CInt(SF_FORMAT_PCM_16)
    case .pcm24: CInt(SF_FORMAT_PCM_24)
    case .pcm32: CInt(SF_FORMAT_PCM_32)
    case .vorbis: CInt(SF_FORMAT_VORBIS)
    case .opus: CInt(SF_FORMAT_OPUS)
    }
  }

  /// How a file of libsndfile's format stores its samples; what this library does not write counts as float.
  init(sndfileFormat: CInt) {
    let subtype = sndfileFormat & CInt(SF_FORMAT_SUBMASK)
    self = Self.allCases.first { $0.sndfileSubtype == subtype } ?? .float
  }
}

extension FileFormat {
  /// What libsndfile calls the kind of file.
  var sndfileContainer: CInt {
    switch self {
    case .wav: CInt(SF_FORMAT_WAV)
    case .flac: CInt(SF_FORMAT_FLAC)
    case .ogg, .opus: CInt(SF_FORMAT_OGG)
    }
  }
}
