/// A size in a header and what the file holds of it, in bytes.
struct Truncation: Hashable {
  var promised: Int
  var held: Int

  var words: String { "is cut off: the header promises \(promised) bytes, the file holds \(held)" }
}

/// Whether libsndfile found the audio of a file shorter than its header says.
///
/// libsndfile lowers the frame count of a cut file without an error, for uncompressed formats: a truncated download
/// would pass as a shorter sound. Only its log reports it, in a line such as `data : 192000 (should be 115183)`. The line
/// is named `data` in WAV, `SSND` in AIFF and `Data Size` in AU; RF64 and Wave64 report only the whole file.
///
/// The log ends after 2047 bytes. Long texts before the audio push the line out of it; then the size of the whole file,
/// `RIFF` or `FORM`, decides, which is at the log's start.
func truncation(inLog log: String) -> Truncation? {
  let isFull = log.utf8.count >= 2047
  var whole: Truncation?
  // By bytes: a CR LF from a text in the file would be a single character.
  for line in log.utf8.split(separator: UInt8(ascii: "\n")) {
    let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { String(Substring($0)) }
    guard let colon = words.firstIndex(of: ":"), words.count >= colon + 5, words[colon + 2] == "(should",
      words[colon + 3] == "be", let promised = Int(words[colon + 1]),
      let held = Int(words[colon + 4].dropLast()), promised > held, !isPipeSize(UInt64(clamping: promised))
    else { continue }
    switch words[..<colon].joined(separator: " ") {
    case "data", "SSND", "Data Size": return Truncation(promised: promised, held: held)
    case "riff", "Riff size": whole = Truncation(promised: promised, held: held)
    case "RIFF", "FORM": if isFull { whole = Truncation(promised: promised, held: held) }
    default: continue
    }
  }
  return whole
}
