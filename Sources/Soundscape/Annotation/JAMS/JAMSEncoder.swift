/// Writes an annotation as JAMS: one annotation of the namespace `scaper`, which Scaper reads too.
///
/// *Source:* Humphrey, Salamon, Nieto, Forsyth, Bittner, Bello: *JAMS: a JSON annotated music specification for
/// reproducible MIR research*, ISMIR 2014.
struct JAMSEncoder {
  /// The version of the JAMS format that is written.
  static let jamsVersion = "0.3.4"
  /// The version of Scaper whose fields are written.
  static let scaperVersion = "1.6.5"
  static let namespace = "scaper"
  static let tool = "Soundscape"

  /// Bytes that an annotation takes about, without events and for each.
  private static let expectedBytes = (whole: 4_096, event: 2_048)

  let annotation: Annotation

  static func bytes(of annotation: Annotation) -> [UInt8] {
    var json = JSONWriter(capacity: expectedBytes.whole + expectedBytes.event * annotation.events.count)
    JAMSEncoder(annotation: annotation).writeDocument(to: &json)
    json.endLine()
    return json.bytes
  }

  func form(_ object: JAMSObject) -> WrittenForm? { annotation.written.isEmpty ? nil : annotation.written[object] }

  private func writeDocument(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      json.key(.annotations)
      json.array(spread: true) { json in
        for other in annotation.others.before { json.value(other) }
        writeAnnotation(to: &json)
        for other in annotation.others.after { json.value(other) }
      }
      json.key(.fileMetadata)
      writeFileMetadata(to: &json)
      let form = form(.document)
      if form == nil {
        json.key(.sandbox)
        json.object { _ in }
      } else {
        json.member(.sandbox, JSONTree.object([:]), as: form)
        json.unknownMembers(of: form)
      }
    }
  }

  private func writeAnnotation(to json: inout JSONWriter) {
    json.object(spread: true) { json in
      let form = form(.annotation)
      json.key(.annotationMetadata)
      writeAnnotationMetadata(to: &json)
      json.member(.namespace, Self.namespace)
      // Nearly always from its start, which was always written as a whole number.
      json.member(.time, 0, as: form)
      json.member(.duration, annotation.duration, as: form)
      json.key(.data)
      writeObservations(to: &json)
      json.key(.sandbox)
      json.object(spread: true) { json in
        json.key(.scaper)
        writeScaper(to: &json)
        if let header = annotation.header {
          json.key(.soundscape)
          writeSoundscape(header, to: &json)
        }
        writeCuts(to: &json)
        json.unknownMembers(of: self.form(.sandbox))
      }
      json.unknownMembers(of: form)
    }
  }

  // MARK: Metadata

  private func writeFileMetadata(to json: inout JSONWriter) {
    let form = form(.fileMetadata)
    json.object { json in
      for key in [JAMSKey.title, .artist, .release] { json.member(key, "", as: form) }
      json.member(.duration, annotation.duration, as: form)
      json.member(.identifiers, JSONTree.object([:]), as: form)
      json.member(.jamsVersion, Self.jamsVersion, as: form)
      json.unknownMembers(of: form)
    }
  }

  static let curator = JSONTree.object([JAMSKey.name.rawValue: .string(""), JAMSKey.email.rawValue: .string("")])

  private func writeAnnotationMetadata(to json: inout JSONWriter) {
    let form = form(.annotationMetadata)
    json.object { json in
      if form == nil {
        json.key(.curator)
        json.object { json in
          json.member(.name, "")
          json.member(.email, "")
        }
      } else {
        json.member(.curator, Self.curator, as: form)
      }
      json.member(.annotator, JSONTree.object([:]), as: form)
      for key in [JAMSKey.version, .corpus] { json.member(key, "", as: form) }
      json.member(.annotationTools, "\(Self.tool) \(SoundscapeVersion.current)", as: form)
      for key in [JAMSKey.annotationRules, .validation, .dataSource] { json.member(key, "", as: form) }
      json.unknownMembers(of: form)
    }
  }

  // MARK: Observations

  private func writeObservations(to json: inout JSONWriter) {
    json.array(spread: true) { json in
      for event in annotation.events {
        let form = event.written.isEmpty ? nil : event.written[.observation]
        json.object { json in
          json.member(.time, event.time, as: form)
          json.member(.duration, event.duration, as: form)
          json.key(.value)
          Self.writeValue(of: event, to: &json)
          json.member(.confidence, 1.0, as: form)
          json.unknownMembers(of: form)
        }
      }
    }
  }

  static func writeValue(of annotated: AnnotatedEvent, to json: inout JSONWriter) {
    let form = annotated.written.isEmpty ? nil : annotated.written[.value]
    let event = annotated.event
    json.object { json in
      for field in EventField.allCases {
        switch field {
        case .label: json.member(JAMSKey(field), event.label)
        case .sourceFile: json.member(JAMSKey(field), annotated.sourceFile.path)
        // What Scaper does not have is only there where there is any.
        case _ where !field.isAlwaysWritten && event.number(field) == nil: break
        default: json.member(JAMSKey(field), event.number(field), as: form)
        }
        // Where Scaper has it.
        if field == .snr { json.member(.role, event.role.rawValue) }
      }
      json.unknownMembers(of: form)
    }
  }

  // MARK: Cuts

  private func writeCuts(to json: inout JSONWriter) {
    guard !annotation.cuts.isEmpty else { return }
    for (name, start, end) in [
      (JAMSKey.trim, JAMSKey.trimStart, JAMSKey.trimEnd), (.slice, .sliceStart, .sliceEnd),
    ] {
      json.key(name)
      json.array { json in
        for cut in annotation.cuts {
          json.object { json in
            json.member(.startTime, cut.requested.lowerBound)
            json.member(.endTime, cut.requested.upperBound)
            json.member(start, cut.range.lowerBound)
            json.member(end, cut.range.upperBound)
          }
        }
      }
    }
  }
}

extension JAMSEncoder {
  /// The value of an event's observation.
  static func value(of event: AnnotatedEvent) -> JSONTree {
    var json = JSONWriter()
    writeValue(of: event, to: &json)
    // What was just written can be read.
    return (try? JSONReader.tree(of: json.bytes)) ?? .null
  }
}
