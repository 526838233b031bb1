extension BankReport {
  /// The report as one line of JSON, without the damaged sounds: they are `damaged.count`, and each has a line of its own.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "summary")
      json.member("bank", root)
      json.member("index", indexPath)
      json.member("files", fileCount)
      json.member("sounds", soundCount)
      json.member("seconds", duration)
      json.member("new", newCount)
      json.member("changed", changedCount)
      json.member("unchanged", unchangedCount)
      json.member("gone", goneCount)
      json.member("damaged", warnings.count)
      json.member("unreadable", failures.count)
    }
    json.endLine()
    return json.bytes
  }

  /// A line of JSON for each sound that cannot be used, and for each file or folder that could not be read.
  package var damagedJSON: [UInt8] {
    let damaged = warnings.map { ($0.subject, $0.kind.rawValue, $0.reason) }
    let unreadable = failures.map { ($0.place, "unreadable", $0.reason) }
    var json = JSONWriter()
    for (path, kind, problem) in damaged + unreadable {
      json.object { json in
        json.member("type", "damaged")
        json.member("path", path)
        json.member("kind", kind)
        json.member("problem", problem)
      }
      json.endLine()
    }
    return json.bytes
  }
}

extension Warning {
  /// Why a sound was skipped, without the word that says that it was.
  package var reason: String {
    message.begins(with: "skipped: ") ? String(message.dropFirst("skipped: ".count)) : message
  }
}

extension BankList.Entry {
  /// The entry as one line of JSON.
  ///
  /// - Parameter uses: what a recipe makes of the file; nil where there is no recipe.
  package func json(_ uses: SoundUses? = nil) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("path", path)
      json.member("bytes", byteCount)
      json.member("frames", facts?.info.frameCount)
      json.member("sample_rate", facts?.info.sampleRate)
      json.member("channels", facts?.info.channelCount)
      json.member("seconds", facts?.duration)
      json.member("loudness", facts?.loudness)
      json.member("peak_db", facts.map { decibels(of: Double($0.peak)) })
      json.member("silence_before", facts?.silence.before)
      json.member("silence_after", facts?.silence.after)
      json.member("sha256", sha256)
      json.member("problem", problem)
      json.member("stale", isStale)
      if let uses {
        json.key("uses")
        json.array { json in for use in uses[path] { use.write(to: &json) } }
      }
    }
    json.endLine()
    return json.bytes
  }
}
