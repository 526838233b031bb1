// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CSoundscape
internal import Soundscape

/// What an `ss_error` points to.
final class CallError: Sendable {
  let code: Int32
  let place: CText
  let problem: CText
  let advice: CText

  init(_ error: SoundscapeError) {
    code = error.code
    place = CText(error.place)
    problem = CText(error.reason)
    advice = CText(error.advice.map { "\($0)" } ?? "")
  }

  /// An argument that is impossible, by its name in the header.
  init(argument: String, _ problem: String) {
    code = Int32(SS_ARGUMENT)
    place = CText(argument)
    self.problem = CText(problem)
    advice = CText("")
  }
}

/// Why a call fails: the engine's reason, or an argument that it cannot be called with.
enum CallFailure: Error {
  case engine(SoundscapeError)
  case argument(String, String)

  var error: CallError {
    switch self {
    case .engine(let error): CallError(error)
    case .argument(let name, let problem): CallError(argument: name, problem)
    }
  }
}

public typealias ErrorSlot = UnsafeMutablePointer<OpaquePointer?>

/// Runs a call's body; where it fails, hands its error to the caller.
func call<Value>(_ slot: ErrorSlot?, _ body: () throws(CallFailure) -> Value) -> Value? {
  do throws(CallFailure) { return try body() } catch {
    if let slot = slot { slot.pointee = retained(error.error) }
    return nil
  }
}

/// Runs a part of a call that the engine does.
func engine<Value>(_ body: () throws(SoundscapeError) -> Value) throws(CallFailure) -> Value {
  do throws(SoundscapeError) { return try body() } catch { throw .engine(error) }
}

@c @implementation public func ss_error_code(_ error: OpaquePointer?) -> Int32 {
  error.map { object($0, CallError.self).code } ?? 0
}

@c @implementation public func ss_error_where(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  error.flatMap { object($0, CallError.self).place.pointer }
}

@c @implementation public func ss_error_what(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  error.flatMap { object($0, CallError.self).problem.pointer }
}

@c @implementation public func ss_error_advice(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  error.flatMap { object($0, CallError.self).advice.pointer }
}

@c @implementation public func ss_error_free(_ error: OpaquePointer?) { release(error, CallError.self) }

extension SoundscapeError {
  fileprivate var code: Int32 {
    switch self {
    case .recipe: Int32(SS_RECIPE)
    case .soundbank: Int32(SS_SOUNDBANK)
    case .source, .notAudio: Int32(SS_SOURCE)
    case .draw: Int32(SS_DRAW)
    case .processing: Int32(SS_PROCESSING)
    case .output: Int32(SS_OUTPUT)
    case .annotation: Int32(SS_ANNOTATION)
    case .warning: Int32(SS_WARNING)
    case .cancelled: Int32(SS_CANCELLED)
    }
  }
}
