import Soundscape

// What comes up while sounds are imported or cut, as soon as it does.

extension Console {
  func report(_ notice: SoundImporter.Notice, _ meter: ProgressMeter) {
    meter.clear()
    switch notice {
    case .failure(let error): fail(error)
    case .warning(let warning): warn(warning)
    }
  }
}

extension ProgressMeter {
  func show(_ progress: SoundImporter.Progress) {
    var shown = DatasetProgress(total: progress.total)
    (shown.made, shown.failed) = (progress.done, progress.failed)
    show(shown)
  }
}
