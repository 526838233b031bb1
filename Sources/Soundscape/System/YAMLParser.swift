private import Cyaml

/// A place in a text, both counted from 1; columns count Unicode scalars.
package struct TextPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int
}

/// What a YAML text is made of, in order.
enum YAMLEvent {
  /// Without quotes, and not a block: its text may mean a number, true, false or nothing.
  case plain(String, anchor: String?)
  /// In quotes, or a block: always a text.
  case quoted(String, anchor: String?)
  case sequenceStart(anchor: String?)
  case sequenceEnd
  case mappingStart(anchor: String?)
  case mappingEnd
  case alias(String)
  case documentStart
  case documentEnd
  case streamStart
  case streamEnd
}

/// Why a text is not valid YAML.
struct YAMLFailure: Error, Hashable {
  var problem: String
  /// nil where memory ran out.
  var position: TextPosition?
  /// What was being read, and where that begins.
  var context: String?
  var contextPosition: TextPosition?
}

/// The parser of libyaml over a text in memory.
///
/// *Source:* YAML 1.1, through libyaml.
@safe struct YAMLParser: ~Copyable {
  // Allocated, since the parser keeps pointers to itself and to the text.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: some Collection<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe text = .allocate(capacity: bytes.count)
    _ = unsafe text.initialize(from: bytes)
    guard unsafe yaml_parser_initialize(parser) == 1 else { preconditionFailure("no memory for a YAML parser") }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event, and where it begins. Not to be called after `streamEnd` or a failure.
  mutating func next() throws(YAMLFailure) -> (event: YAMLEvent, position: TextPosition) {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { unsafe yaml_event_delete(&event) }
    return (unsafe Self.event(event), unsafe TextPosition(event.start_mark))
  }

  private static func event(_ event: yaml_event_t) -> YAMLEvent {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let anchor = unsafe string(scalar.anchor)
      return unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
        ? .plain(text, anchor: anchor) : .quoted(text, anchor: anchor)
    case YAML_SEQUENCE_START_EVENT: return unsafe .sequenceStart(anchor: string(event.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return unsafe .mappingStart(anchor: string(event.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(string(event.data.alias.anchor) ?? "")
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_START_EVENT: return .streamStart
    default: return .streamEnd
    }
  }

  private var failure: YAMLFailure {
    guard unsafe parser.pointee.error != YAML_MEMORY_ERROR, let words = unsafe parser.pointee.problem else {
      return YAMLFailure(problem: "not enough memory")
    }
    var failure = YAMLFailure(problem: unsafe String(cString: words))
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      // The reader knows how many bytes it got to.
      let read = unsafe String(decoding: text.prefix(parser.pointee.problem_offset), as: UTF8.self)
      let lines = read.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      failure.position = TextPosition(line: lines.count, column: (lines.last?.count ?? 0) + 1)
      return failure
    }
    failure.position = unsafe TextPosition(parser.pointee.problem_mark)
    if let context = unsafe parser.pointee.context {
      failure.context = unsafe String(cString: context)
      failure.contextPosition = unsafe TextPosition(parser.pointee.context_mark)
    }
    return failure
  }
}

extension TextPosition {
  /// `file:line:column`.
  func place(in file: String) -> String { "\(file):\(line):\(column)" }

  fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

private func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  guard let characters = unsafe characters else { return nil }
  return unsafe String(cString: characters)
}
