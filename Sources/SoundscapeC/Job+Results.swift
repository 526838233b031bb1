internal import Soundscape

extension DatasetSummary {
  /// What became of a run, as `ss_perform` gives it.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("made", progress.made - progress.failed)
      json.member("failed", progress.failed)
      json.member("found", progress.found)
      json.member("total", progress.total)
      json.member("skipped", skipped)
      json.member("failed_earlier", failedEarlier)
      json.key("warnings")
      json.object { json in
        for (kind, count) in warnings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          json.member(kind.rawValue, count)
        }
      }
      json.key("failures")
      json.array { json in
        for group in failures.groups {
          json.object { json in
            json.member("kind", group.kind)
            json.member("count", group.count)
            json.member("error", group.message)
            json.member("indices", group.indices)
            json.member("advice", group.advice.map { "\($0)" } ?? "")
          }
        }
      }
    }
    return json.text
  }
}

extension RecreationChecker.Summary {
  func json(verdicts: [RecreationChecker.Verdict]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("identical", identical)
      json.member("equal", equal)
      json.member("different", different)
      json.member("failed", failed)
      json.member("skipped", skipped)
      json.key("verdicts")
      json.array { json in
        for verdict in verdicts {
          json.object { json in
            json.member("path", verdict.path)
            switch verdict.result {
            case .success(let check): json.member("result", "\(check)")
            case .failure(let error): json.member("result", "\(error)")
            }
          }
        }
      }
    }
    return json.text
  }
}
