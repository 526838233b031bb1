private import Cebur128
private import Crubberband
private import Csndfile
private import Csoundtouch
private import Csoxr

/// What makes samples: the C libraries behind this one and our own stretcher, for bug reports, annotations and the manifest.
public enum LibraryVersions {
  /// Name and version of each library; that of Rubber Band is the one this program was compiled with, the others are
  /// those that are loaded.
  public static let all: [(name: String, version: String)] = {
    var (major, minor, patch): (CInt, CInt, CInt) = (0, 0, 0)
    unsafe ebur128_get_version(&major, &minor, &patch)
    return [
      ("libsndfile", unsafe version(in: sf_version_string())),
      ("Rubber Band", RUBBERBAND_VERSION),
      ("libebur128", "\(major).\(minor).\(patch)"),
      ("soxr", unsafe version(in: soxr_version())),
      ("SoundTouch", unsafe version(in: soundtouch_getVersionString())),
      ("Soundscape's stretcher", BandStretcher.version),
    ]
  }()

  /// The part of a text such as `libsndfile-1.2.0` that is the version.
  private static func version(in text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "unknown" }
    return String(unsafe String(cString: text).drop { !$0.isNumber })
  }
}
