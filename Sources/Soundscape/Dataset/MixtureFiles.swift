/// The sound files of a mixture, from which the files of another layout are taken: as they are, or as sums of stems.
struct MixtureFiles {
  /// Frames that are added at a time.
  private static let blockLength = 65_536

  private struct File {
    let path: String
    let digest: String?
  }

  let format: AudioFormat
  private let info: AudioFileInfo
  private let annotation: String
  private var mixture: File
  private var stems: [(events: Set<Int>, file: File)] = []

  /// *Throws:* `.annotation` where the mixture's file is not found, `.source` where it cannot be read.
  init(_ entry: DatasetReader.Entry, of annotation: Annotation) throws(SoundscapeError) {
    self.annotation = annotation.path
    func file(_ found: DatasetReader.Entry.SoundFile) -> File? {
      guard let path = found.path, FileSystem.exists(path) else { return nil }
      return File(path: path, digest: found.listed.flatMap { entry.row?.sha256[$0] })
    }
    guard let named = entry.mixtureFile(of: annotation), let mixture = file(named) else {
      throw .annotation(path: annotation.path, problem: "its audio is not there", advice: .recreateWithStems)
    }
    self.mixture = mixture
    let reader = try AudioFileReader(path: mixture.path)
    info = reader.info
    format = AudioFormat(
      named: mixture.path, samples: reader.sampleFormat, sampleRate: info.sampleRate, channelCount: info.channelCount,
      coding: annotation.settings.render.coding)
    for stem in entry.stemFiles(of: annotation) {
      if case .events(let events) = stem.track, let found = file(stem) { stems.append((Set(events), found)) }
    }
  }

  /// Whether there are any stems.
  var hasStems: Bool { !stems.isEmpty }

  /// Puts a track into a mixture as an artifact, as the file that holds the same or as the sum of some.
  ///
  /// - Parameter cut: the frames that are wanted; nil for all.
  /// *Throws:* `.annotation` where no stems give the sum, or they have lost something.
  func put(
    _ artifact: Artifact, cut: Range<Int>?, links: Bool, into opened: inout SinkRun.Opened
  ) throws(SoundscapeError) {
    guard let track = artifact.track else { return }
    let files = try files(of: track, named: artifact.name)
    if cut == nil, files.count == 1, try opened.copy(files[0].path, as: artifact, links: links, digest: files[0].digest)
    {
      return
    }
    guard files.isEmpty || format.file.isLossless else {
      let part = cut == nil ? "the sum of several stems" : "a part of a file"
      throw .annotation(
        path: annotation,
        problem:
          "\(artifact.name) would be \(part) in \(format.file.rawValue), a format with losses, and be coded twice",
        advice: .recreateWithStems)
    }
    try play(files, cut ?? 0..<info.frameCount, as: track, into: &opened.receiver)
  }

  /// The files whose sum a track is: none for silence.
  private func files(of track: Track, named name: String) throws(SoundscapeError) -> [File] {
    guard case .events(let wanted) = track else { return [mixture] }
    let wantedEvents = Set(wanted)
    if wantedEvents.isEmpty { return [] }
    if let one = stems.first(where: { $0.events == wantedEvents }) { return [one.file] }
    var left = wantedEvents
    var found: [File] = []
    for stem in stems where !stem.events.isEmpty && stem.events.isSubset(of: left) {
      left.subtract(stem.events)
      found.append(stem.file)
    }
    guard left.isEmpty else {
      let problem =
        hasStems
        ? "its stems are sums of which \(name) is not one, nor the sum of several"
        : "it has no stems, of which \(name) would be made"
      throw .annotation(path: annotation, problem: problem, advice: .recreateWithStems)
    }
    return found
  }

  private func play(
    _ files: [File], _ wanted: Range<Int>, as track: Track, into receiver: inout SinkReceiver
  ) throws(SoundscapeError) {
    let wanted = wanted.clamped(to: 0..<info.frameCount)
    try receiver.begin(track, range: 0..<(files.isEmpty ? 0 : wanted.count), frameCount: wanted.count)
    if !files.isEmpty {
      for start in stride(from: wanted.lowerBound, to: wanted.upperBound, by: Self.blockLength) {
        let count = min(Self.blockLength, wanted.upperBound - start)
        try receiver.receive(try sum(of: files, from: start, count: count))
      }
    }
    try receiver.end()
  }

  /// A block of a sum. Files are opened for each block: a process may have only so many open.
  private func sum(of files: [File], from start: Int, count: Int) throws(SoundscapeError) -> AudioBuffer {
    var planes = [[Float]](repeating: [Float](repeating: 0, count: count), count: info.channelCount)
    for file in files {
      var reader = try AudioFileReader(path: file.path)
      guard reader.info == info else {
        throw .source(path: file.path, problem: "has another length, rate or number of channels than its mixture")
      }
      let block = try reader.read(from: start, count: count)
      for (channel, plane) in block.channels.enumerated() {
        var target = planes[channel].mutableSpan
        accumulate(plane.span, into: &target, at: 0)
      }
    }
    return AudioBuffer(channels: planes)
  }
}
