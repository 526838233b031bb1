/// The keys of a JAMS file with an annotation of the namespace `scaper`, each written out here and nowhere else.
enum JAMSKey: String, Hashable, Sendable, CaseIterable, Codable {
  // The document.
  case annotations
  case fileMetadata = "file_metadata"
  case sandbox
  case title, artist, release, identifiers
  case jamsVersion = "jams_version"

  // An annotation.
  case annotationMetadata = "annotation_metadata"
  case namespace, time, duration, data
  case curator, annotator, version, corpus
  case annotationTools = "annotation_tools"
  case annotationRules = "annotation_rules"
  case validation
  case dataSource = "data_source"
  case name, email

  // An observation and its value.
  case value, confidence
  case label
  case sourceFile = "source_file"
  case sourceTime = "source_time"
  case eventTime = "event_time"
  case eventDuration = "event_duration"
  case snr, role
  case pitchShift = "pitch_shift"
  case timeStretch = "time_stretch"

  // The sandbox: Scaper's part, ours, and the cuts.
  case scaper, soundscape, trim, slice
  case startTime = "start_time"
  case endTime = "end_time"
  case trimStart = "trim_start"
  case trimEnd = "trim_end"
  case sliceStart = "slice_start"
  case sliceEnd = "slice_end"

  // Scaper's part.
  case originalDuration = "original_duration"
  case foregroundPath = "fg_path"
  case backgroundPath = "bg_path"
  case foregroundSpec = "fg_spec"
  case backgroundSpec = "bg_spec"
  case foregroundLabels = "fg_labels"
  case backgroundLabels = "bg_labels"
  case protectedLabels = "protected_labels"
  case sampleRate = "sr"
  case referenceLoudness = "ref_db"
  case channelCount = "n_channels"
  case fadeIn = "fade_in_len"
  case fadeOut = "fade_out_len"
  case eventCount = "n_events"
  case maximumPolyphony = "polyphony_max"
  case polyphonyGini = "polyphony_gini"
  case allowRepeatedLabel = "allow_repeated_label"
  case allowRepeatedSource = "allow_repeated_source"
  case reverb
  case scaperVersion = "scaper_version"
  case mixturePath = "soundscape_audio_path"
  case stemPaths = "isolated_events_audio_path"
  case audioPath = "audio_path"
  case jamsPath = "jams_path"
  case fixClipping = "fix_clipping"
  case peakNormalization = "peak_normalization"
  case quickPitchTime = "quick_pitch_time"
  case saveStems = "save_isolated_events"
  case stemFolder = "isolated_events_path"
  case disableSoxWarnings = "disable_sox_warnings"
  case noAudio = "no_audio"
  case labelsPath = "txt_path"
  case labelsSeparator = "txt_sep"
  case disableInstantiationWarnings = "disable_instantiation_warnings"
  case scaleFactor = "peak_normalization_scale_factor"
  case referenceLoudnessChange = "ref_db_change"
  case generatedReferenceLoudness = "ref_db_generated"

  // Our part.
  case format, libraries, seed, index, semantics
  case recipeDigest = "recipe_sha256"
  case stretch, level, meter
  case snrReference = "snr_reference"
  case fill, subtype, step, events, altered, edited
  case set, drop, was, `is`
  case effects, kind, parameters

  // Our part of an event.
  case spec
  case sourceDigest = "source_sha256"
  case levelGroup = "level_group"
  case continuations, requested, drawn, within
  case rule, before, after
  case measured, loudness, rung, peak
  case snrRest = "snr_rest"
  case snrBackground = "snr_background"
  case onset, offset, gain
  case firstFrame = "first_frame"
  case frames, order
}

extension JAMSKey {
  /// Members that every file of this program has with the same value, and that others may write otherwise.
  static let constants: Set<JAMSKey> = [
    .title, .artist, .release, .identifiers, .jamsVersion, .curator, .annotator, .version, .corpus, .annotationTools,
    .annotationRules, .validation, .dataSource, .confidence, .sandbox, .allowRepeatedLabel, .allowRepeatedSource,
    .scaperVersion, .disableSoxWarnings, .labelsSeparator, .disableInstantiationWarnings,
  ]
}

/// The objects of a JAMS file of which an annotation keeps what it does not understand.
enum JAMSObject: String, Hashable, Sendable, Codable {
  case document, fileMetadata, annotation, annotationMetadata, sandbox, scaper, soundscape
  /// Of each event.
  case observation, value, entry
}
