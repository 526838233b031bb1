/// The JAMS annotation of a scene: one annotation of the namespace `scaper`, which Scaper reads too.
///
/// *Source:* Humphrey, Salamon, Nieto, Forsyth, Bittner, Bello: *JAMS: a JSON annotated music specification for
/// reproducible MIR research*, ISMIR 2014.
public enum JAMS {
  /// The version of the JAMS format that is written.
  public static let formatVersion = "0.3.4"

  /// A JAMS file's bytes.
  ///
  /// - Parameter mixture: what was rendered; nil where only the scene was drawn.
  /// - Parameter warnings: those of drawing, for the ledger; the mixture brings its own.
  public static func bytes(
    of scene: Scene, mixture: Mixture?, warnings: [Warning], context: AnnotationContext
  ) -> [UInt8] {
    bytes(of: scene, report: mixture?.report, warnings: warnings, context: context)
  }

  /// The same of a mixture whose sound is elsewhere.
  static func bytes(
    of scene: Scene, report mixture: MixtureReport?, warnings: [Warning], context: AnnotationContext
  ) -> [UInt8] {
    var json = JSONWriter(capacity: 4_096 + 2_048 * scene.events.count)
    let namespace = ScaperNamespace(scene: scene, mixture: mixture, context: context)
    let ledger = Ledger(scene: scene, mixture: mixture, warnings: warnings, context: context)
    json.object(spread: true) { json in
      json.key("annotations")
      json.array(spread: true) { json in
        json.object(spread: true) { json in
          json.key("annotation_metadata")
          annotationMetadata(&json)
          json.member("namespace", "scaper")
          json.member("time", 0)
          json.member("duration", scene.duration)
          json.key("data")
          namespace.writeObservations(to: &json)
          json.key("sandbox")
          json.object(spread: true) { json in
            json.key("scaper")
            namespace.writeSandbox(to: &json)
            json.key("soundscape")
            ledger.write(to: &json)
          }
        }
      }
      json.key("file_metadata")
      json.object { json in
        for name in ["title", "artist", "release"] { json.member(name, "") }
        json.member("duration", scene.duration)
        json.key("identifiers")
        json.object { _ in }
        json.member("jams_version", formatVersion)
      }
      json.key("sandbox")
      json.object { _ in }
    }
    json.endLine()
    return json.bytes
  }

  private static func annotationMetadata(_ json: inout JSONWriter) {
    json.object { json in
      json.key("curator")
      json.object { json in
        json.member("name", "")
        json.member("email", "")
      }
      json.key("annotator")
      json.object { _ in }
      for name in ["version", "corpus"] { json.member(name, "") }
      json.member("annotation_tools", "Soundscape \(SoundscapeVersion.current)")
      for name in ["annotation_rules", "validation", "data_source"] { json.member(name, "") }
    }
  }
}
