extension DatasetStatistics {
  /// All statistics as one JSON document.
  ///
  /// `mixtures`: ok, failed, seconds, seconds_per_mixture ([min, max]), events_per_mixture {min, mean, max}, splits, failures [{error, mixtures}].
  /// `variants`: variant → mixtures. `groups`: group of events → {coherent, independent}. `let`: name → {numbers (summary),
  /// texts (text → mixtures)}.
  /// `altered`: [{rule, of ("event" or "mixture"), count, share, mean_change, largest_change}].
  /// `fields`: [{spec, field, requested (tuple), values (summary), ks, ks_conditional}], where both ks are {d,
  /// critical_p001, n, discrete} or null. `labels`, `sources`: role → {used, events, entropy, counts}; `labels` has `known`
  /// too; `source_groups`, of the bank's groups, no `events`. `polyphony`: {max (polyphony → mixtures), time (polyphony → share), mean_gini}. `splits`: split → {sources, groups}, with `shared_sources` and
  /// `shared_groups`: [{name, splits}]. `levels`: {requested, difference, difference_after_scaling, snr_rest, snr_background, onset_delay, rungs}.
  /// A summary is {n, mean, std, min, max, p5, p50, p95}; what is not known is null.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object(spread: true) { json in
      json.key("mixtures")
      writeMixtures(to: &json)
      json.members(of: choices)
      json.key("altered")
      writeAlterations(to: &json)
      json.key("fields")
      json.array(spread: true) { json in for field in fields { write(field, to: &json) } }
      json.key("labels")
      writeLabels(to: &json)
      json.key("sources")
      writeSources(to: &json)
      json.key("source_groups")
      writeGroups(to: &json)
      writeSplits(to: &json)
      json.key("polyphony")
      writePolyphony(to: &json)
      json.key("levels")
      writeLevels(to: &json)
    }
    json.endLine()
    return json.bytes
  }

  private func writeMixtures(to json: inout JSONWriter) {
    json.object { json in
      json.member("ok", mixtures.made)
      json.member("failed", mixtures.failed)
      json.member("seconds", mixtures.duration)
      json.key("seconds_per_mixture")
      json.value(mixtures.durations.map { [$0.lowerBound, $0.upperBound] })
      json.key("events_per_mixture")
      if let events = mixtures.eventsPerMixture {
        json.object { json in
          json.member("min", events.least)
          json.member("mean", events.mean)
          json.member("max", events.greatest)
        }
      } else {
        json.value(nil as Int?)
      }
      json.key("splits")
      json.counts(mixtures.splits)
      json.key("failures")
      json.array { json in
        for (message, count) in Balance.ranked(mixtures.failures) {
          json.object { json in
            json.member("error", message)
            json.member("mixtures", count)
          }
        }
      }
    }
  }

  private func writeAlterations(to json: inout JSONWriter) {
    json.array(spread: true) { json in
      for rule in alterations {
        json.object { json in
          json.member("rule", rule.name)
          json.member("of", rule.concernsMixture ? "mixture" : "event")
          json.member("count", rule.count)
          json.member("share", rule.share)
          json.member("mean_change", rule.meanChange)
          json.member("largest_change", rule.largestChange)
        }
      }
    }
  }

  private func write(_ field: FieldStatistics, to json: inout JSONWriter) {
    json.object { json in
      json.member("spec", field.spec)
      json.member("field", field.field)
      json.key("requested")
      json.value(field.requested)
      json.member("values", field.values)
      json.member("ks", field.distance)
      json.member("ks_conditional", field.conditionalDistance)
    }
  }

  private var balances: [(role: Role, balance: Balance)] { [(.foreground, foreground), (.background, background)] }

  private func writeLabels(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      for (role, balance) in balances {
        json.key(role.rawValue)
        json.object { json in
          json.member("used", balance.labels.count)
          json.member("known", balance.knownLabels.isEmpty ? nil : balance.knownLabels.count)
          json.member("events", balance.events)
          json.member("entropy", balance.labelEntropy)
          json.key("counts")
          json.counts(balance.labels)
        }
      }
    }
  }

  private func writeSources(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      for (role, balance) in balances {
        json.key(role.rawValue)
        json.object { json in
          json.member("used", balance.sources.count)
          json.member("events", balance.events)
          json.member("entropy", balance.sourceEntropy)
          json.key("counts")
          json.counts(balance.sources)
        }
      }
    }
  }

  private func writeGroups(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      for (role, balance) in balances {
        json.key(role.rawValue)
        json.object { json in
          json.member("used", balance.groups.count)
          json.member("entropy", balance.groupEntropy)
          json.key("counts")
          json.counts(balance.groups)
        }
      }
    }
  }

  private func writeSplits(to json: inout JSONWriter) {
    let (sources, groups) = (splitSources.sourceCounts, splitSources.groupCounts)
    json.key("splits")
    json.object { json in
      for split in sources.keys.sorted(by: isInByteOrder) {
        json.key(split)
        json.object { json in
          json.member("sources", sources[split] ?? 0)
          json.member("groups", groups[split] ?? 0)
        }
      }
    }
    for (key, leaks) in [("shared_sources", splitSources.sharedSources), ("shared_groups", splitSources.sharedGroups)] {
      json.key(key)
      json.array(spread: true) { json in
        for leak in leaks {
          json.object { json in
            json.member("name", leak.name)
            json.member("splits", leak.splits.map(\.split))
          }
        }
      }
    }
  }

  private func writePolyphony(to json: inout JSONWriter) {
    json.object { json in
      json.key("max")
      json.object { json in
        for (polyphony, count) in polyphony.maxima.sorted(by: { $0.key < $1.key }) {
          json.member("\(polyphony)", count)
        }
      }
      json.key("time")
      json.object { json in
        for (polyphony, share) in polyphony.timeShares.sorted(by: { $0.key < $1.key }) {
          json.member("\(polyphony)", share)
        }
      }
      json.member("mean_gini", polyphony.meanGini)
    }
  }

  private func writeLevels(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      json.member("requested", levels.requested)
      json.member("difference", levels.difference)
      json.member("difference_after_scaling", levels.scaledDifference)
      json.member("snr_rest", levels.snrAgainstRest)
      json.member("snr_background", levels.snrAgainstBackground)
      json.member("onset_delay", levels.onsetDelay)
      json.key("rungs")
      json.counts(levels.rungs)
    }
  }
}
