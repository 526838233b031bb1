/// The keys of a JAMS file with an annotation of the namespace `scaper`, each written out here and nowhere else.
///
/// Those of an event's fields come from `EventField`, so that a new field needs nothing here.
struct JAMSKey: Hashable, Sendable, Codable {
  let rawValue: String

  private init(_ rawValue: String) { self.rawValue = rawValue }

  /// The key of an event's field.
  init(_ field: EventField) { rawValue = field.rawValue }
}

extension JAMSKey {
  // The document.
  static let annotations = JAMSKey("annotations")
  static let fileMetadata = JAMSKey("file_metadata")
  static let sandbox = JAMSKey("sandbox")
  static let title = JAMSKey("title")
  static let artist = JAMSKey("artist")
  static let release = JAMSKey("release")
  static let identifiers = JAMSKey("identifiers")
  static let jamsVersion = JAMSKey("jams_version")

  // An annotation.
  static let annotationMetadata = JAMSKey("annotation_metadata")
  static let namespace = JAMSKey("namespace")
  static let time = JAMSKey("time")
  static let duration = JAMSKey("duration")
  static let data = JAMSKey("data")
  static let curator = JAMSKey("curator")
  static let annotator = JAMSKey("annotator")
  static let version = JAMSKey("version")
  static let corpus = JAMSKey("corpus")
  static let annotationTools = JAMSKey("annotation_tools")
  static let annotationRules = JAMSKey("annotation_rules")
  static let validation = JAMSKey("validation")
  static let dataSource = JAMSKey("data_source")
  static let name = JAMSKey("name")
  static let email = JAMSKey("email")

  // An observation and its value.
  static let value = JAMSKey("value")
  static let confidence = JAMSKey("confidence")
  static let role = JAMSKey("role")

  // The sandbox: Scaper's part, ours, and the cuts.
  static let scaper = JAMSKey("scaper")
  static let soundscape = JAMSKey("soundscape")
  static let trim = JAMSKey("trim")
  static let slice = JAMSKey("slice")
  static let startTime = JAMSKey("start_time")
  static let endTime = JAMSKey("end_time")
  static let trimStart = JAMSKey("trim_start")
  static let trimEnd = JAMSKey("trim_end")
  static let sliceStart = JAMSKey("slice_start")
  static let sliceEnd = JAMSKey("slice_end")

  // Scaper's part.
  static let originalDuration = JAMSKey("original_duration")
  static let foregroundPath = JAMSKey("fg_path")
  static let backgroundPath = JAMSKey("bg_path")
  static let foregroundSpec = JAMSKey("fg_spec")
  static let backgroundSpec = JAMSKey("bg_spec")
  static let foregroundLabels = JAMSKey("fg_labels")
  static let backgroundLabels = JAMSKey("bg_labels")
  static let protectedLabels = JAMSKey("protected_labels")
  static let sampleRate = JAMSKey("sr")
  static let referenceLoudness = JAMSKey("ref_db")
  static let channelCount = JAMSKey("n_channels")
  static let fadeIn = JAMSKey("fade_in_len")
  static let fadeOut = JAMSKey("fade_out_len")
  static let eventCount = JAMSKey("n_events")
  static let maximumPolyphony = JAMSKey("polyphony_max")
  static let polyphonyGini = JAMSKey("polyphony_gini")
  static let allowRepeatedLabel = JAMSKey("allow_repeated_label")
  static let allowRepeatedSource = JAMSKey("allow_repeated_source")
  static let reverb = JAMSKey("reverb")
  static let scaperVersion = JAMSKey("scaper_version")
  static let mixturePath = JAMSKey("soundscape_audio_path")
  static let stemPaths = JAMSKey("isolated_events_audio_path")
  static let audioPath = JAMSKey("audio_path")
  static let jamsPath = JAMSKey("jams_path")
  static let fixClipping = JAMSKey("fix_clipping")
  static let peakNormalization = JAMSKey("peak_normalization")
  static let quickPitchTime = JAMSKey("quick_pitch_time")
  static let saveStems = JAMSKey("save_isolated_events")
  static let stemFolder = JAMSKey("isolated_events_path")
  static let disableSoxWarnings = JAMSKey("disable_sox_warnings")
  static let noAudio = JAMSKey("no_audio")
  static let labelsPath = JAMSKey("txt_path")
  static let labelsSeparator = JAMSKey("txt_sep")
  static let disableInstantiationWarnings = JAMSKey("disable_instantiation_warnings")
  static let scaleFactor = JAMSKey("peak_normalization_scale_factor")
  static let referenceLoudnessChange = JAMSKey("ref_db_change")
  static let generatedReferenceLoudness = JAMSKey("ref_db_generated")

  // Our part.
  static let format = JAMSKey("format")
  static let libraries = JAMSKey("libraries")
  static let seed = JAMSKey("seed")
  static let index = JAMSKey("index")
  static let semantics = JAMSKey("semantics")
  static let recipeDigest = JAMSKey("recipe_sha256")
  static let stretch = JAMSKey("stretch")
  static let level = JAMSKey("level")
  static let meter = JAMSKey("meter")
  static let snrReference = JAMSKey("snr_reference")
  static let fill = JAMSKey("fill")
  static let sourceAnchor = JAMSKey("source_anchor")
  static let clip = JAMSKey("clip")
  static let normalize = JAMSKey("normalize")
  static let subtype = JAMSKey("subtype")
  static let compressionLevel = JAMSKey("compression_level")
  static let quality = JAMSKey("quality")
  static let step = JAMSKey("step")
  static let events = JAMSKey("events")
  static let altered = JAMSKey("altered")
  static let edited = JAMSKey("edited")
  static let set = JAMSKey("set")
  static let drop = JAMSKey("drop")
  static let was = JAMSKey("was")
  static let `is` = JAMSKey("is")
  static let effects = JAMSKey("effects")
  static let kind = JAMSKey("kind")
  static let parameters = JAMSKey("parameters")
  static let variant = JAMSKey("variant")
  static let split = JAMSKey("split")
  static let prompt = JAMSKey("prompt")
  static let `let` = JAMSKey("let")

  // Our part of an event.
  static let spec = JAMSKey("spec")
  static let sourceDigest = JAMSKey("source_sha256")
  static let source = JAMSKey("source")
  static let place = JAMSKey("place")
  static let group = JAMSKey("group")
  static let song = JAMSKey("song")
  static let kept = JAMSKey("kept")
  static let coherent = JAMSKey("coherent")
  static let levelGroup = JAMSKey("level_group")
  static let continuations = JAMSKey("continuations")
  static let requested = JAMSKey("requested")
  static let drawn = JAMSKey("drawn")
  static let within = JAMSKey("within")
  static let rule = JAMSKey("rule")
  static let before = JAMSKey("before")
  static let after = JAMSKey("after")
  static let measured = JAMSKey("measured")
  static let loudness = JAMSKey("loudness")
  static let rung = JAMSKey("rung")
  static let peak = JAMSKey("peak")
  static let snrRest = JAMSKey("snr_rest")
  static let snrBackground = JAMSKey("snr_background")
  static let onset = JAMSKey("onset")
  static let offset = JAMSKey("offset")
  static let gain = JAMSKey("gain")
  static let firstFrame = JAMSKey("first_frame")
  static let frames = JAMSKey("frames")
  static let order = JAMSKey("order")
}

extension JAMSKey {
  /// Members that every file of this program has with the same value, and that others may write otherwise.
  static let constants: Set<JAMSKey> = [
    .title, .artist, .release, .identifiers, .jamsVersion, .curator, .annotator, .version, .corpus, .annotationTools,
    .annotationRules, .validation, .dataSource, .confidence, .sandbox, .allowRepeatedLabel, .allowRepeatedSource,
    .scaperVersion, .disableSoxWarnings, .labelsSeparator, .disableInstantiationWarnings,
  ]
}

extension JAMSKey {
  /// Members of an event's entry that are always known, and so never null.
  static let neverNullInEntries: [JAMSKey] = [
    .name, .continuations, .effects, .requested, .drawn, .within, .altered, .measured, .order,
  ]
}

/// The objects of a JAMS file of which an annotation keeps what it does not understand.
enum JAMSObject: String, Hashable, Sendable, Codable {
  case document, fileMetadata, annotation, annotationMetadata, sandbox, scaper, soundscape
  /// Of each event.
  case observation, value, entry
}
