/// Our own part of an annotation, `sandbox.soundscape`: what made the mixture, and for each event what was altered and
/// what was measured.
struct Ledger {
  let scene: Scene
  let mixture: MixtureReport?
  let warnings: [Warning]
  let context: AnnotationContext

  func write(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      json.member("version", SoundscapeVersion.current)
      json.key("libraries")
      json.object { json in for library in LibraryVersions.all { json.member(library.name, library.version) } }
      json.key("seed")
      write(scene.seed, to: &json)
      json.member("index", scene.index)
      json.member("semantics", scene.semantics.rawValue)
      json.member("recipe_sha256", context.recipeDigest)
      json.member("stretch", scene.render.stretch.rawValue)
      json.member("level", scene.render.level.rawValue)
      json.member("meter", scene.render.meter.rawValue)
      json.member("snr_reference", scene.render.snrReference.rawValue)
      json.member("fill", scene.render.fill.rawValue)
      json.member("reverb", scene.render.reverb)
      json.member("subtype", scene.render.sampleFormat.rawValue)
      json.member("step", mixture.map { Double($0.step) })
      json.key("events")
      writeEvents(to: &json)
      let names = Set(scene.events.map(\.name))
      let general = (warnings + (mixture?.warnings ?? [])).filter { !names.contains($0.subject) }
      json.key("altered")
      write(general, to: &json)
    }
  }

  private func writeEvents(to json: inout JSONWriter) {
    let bySubject = Dictionary(grouping: warnings + (mixture?.warnings ?? []), by: \.subject)
    json.array(spread: true) { json in
      for (i, event) in scene.events.enumerated() {
        write(event, i, altered: bySubject[event.name] ?? [], to: &json)
      }
    }
  }

  func write(_ warnings: [Warning], to json: inout JSONWriter) {
    json.array { json in
      for warning in warnings {
        json.object { json in
          json.member("rule", warning.kind.rawValue)
          json.member("before", warning.before)
          json.member("after", warning.after)
        }
      }
    }
  }

  private func write(_ seed: Seed, to json: inout JSONWriter) {
    switch seed {
    case .integer(let value): json.value(Int(value))
    case .list(let values): json.value(values.map { Int($0) })
    }
  }
}
