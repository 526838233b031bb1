// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CSoundscape
internal import Soundscape

/// What an `ss_run` points to: how far a piece of work is, and whether it is to stop.
final class WatchedRun: Sendable {
  let cancellation = Cancellation()
  private let progress = Lock(DatasetProgress(total: 0))

  var current: DatasetProgress { progress.withLock { $0 } }

  func show(_ new: DatasetProgress) {
    // Workers report side by side: what comes late must not turn the count back.
    progress.withLock { if new.made >= $0.made { $0 = new } }
  }
}

@c @implementation public func ss_run_create() -> OpaquePointer? { retained(WatchedRun()) }

@c @implementation public func ss_run_free(_ run: OpaquePointer?) { release(run, WatchedRun.self) }

@c @implementation public func ss_run_cancel(_ run: OpaquePointer?) {
  if let run = run { object(run, WatchedRun.self).cancellation.cancel() }
}

@c @implementation public func ss_run_progress(
  _ run: OpaquePointer?, _ done: UnsafeMutablePointer<Int64>?, _ failed: UnsafeMutablePointer<Int64>?,
  _ found: UnsafeMutablePointer<Int64>?, _ total: UnsafeMutablePointer<Int64>?
) {
  guard let run = run else { return }
  let progress = object(run, WatchedRun.self).current
  done?.pointee = Int64(progress.made)
  failed?.pointee = Int64(progress.failed)
  found?.pointee = Int64(progress.found)
  total?.pointee = Int64(progress.total)
}

@c @implementation public func ss_perform(
  _ job: UnsafePointer<CChar>?, _ dataset: OpaquePointer?, _ run: OpaquePointer?, _ error: ErrorSlot?
) -> UnsafeMutablePointer<CChar>? {
  call(error) { () throws(CallFailure) in
    let opened = dataset.map { object($0, OpenDataset.self) }
    let watched = run.map { object($0, WatchedRun.self) } ?? WatchedRun()
    let job = try Job(json: try neededText(job, "job"))
    return try returned(job.perform(opened, watched))
  }
}
