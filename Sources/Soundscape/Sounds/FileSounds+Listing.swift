extension FileSounds {
  /// Reads the header of each file in the folders, trees and tables; hidden files and folders are left out.
  ///
  /// A file that is not audio, or is damaged, is skipped with a warning.
  /// *Throws:* `.soundbank` for a missing folder, one without labels, a label without a file that can be used, and a label
  /// whose name holds a control character; `.source` for a folder that cannot be read.
  public func listSounds() throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning]) {
    let scan = scan()
    return (try scan.get(), scan.warnings)
  }

  /// The same with all that is wrong in one go: nothing that is found ends it.
  ///
  /// - Parameter progress: is called now and then, from any worker.
  public func scan(
    jobs: Int = Processors.available, progress: @escaping @Sendable (SoundbankScan.Progress) -> Void = { _ in }
  ) -> SoundbankScan {
    // Of a large bank, both take a while.
    let listed = Lock<SoundListing?>(nil)
    let turns = PositionQueue(count: 2)
    WorkerThreads.run(count: min(jobs, 2)) {
      while let turn = turns.next() {
        if turn == 0 {
          self.indexed.prepare()
        } else {
          let listing = self.listing()
          listed.withLock { $0 = listing }
        }
      }
    }
    let listing = listed.withLock { $0 } ?? SoundListing()
    known.withLock { $0.stamps.reserveCapacity($0.stamps.count + listing.files.count) }
    let sounds = readHeaders(of: listing.files, jobs: jobs, progress)
    var scan = listing.scan(
      sounds, folders: [.foreground: foreground ?? "", .background: background ?? ""], provider: self)
    scan.warnings += indexed.warnings
    if skipsDamaged { scan.soundbank.leftOut = scan.soundbank.skipped.map(\.subject) }
    return scan
  }

  /// The files by role and label, before any is opened.
  private func listing() -> SoundListing {
    var listing = SoundListing()
    if sources[.foreground]?.isEmpty != false {
      listing.failures.append(
        .soundbank(path: "foreground", problem: "no folder is set, so there is nothing to list"))
    }
    listing.add(sources[.foreground] ?? [], .foreground, mayBeEmpty: false)
    listing.add(sources[.background] ?? [], .background, mayBeEmpty: true)
    return listing
  }

  /// What each file is, read on several workers.
  private func readHeaders(
    of files: [SoundListing.File], jobs: Int, _ progress: @escaping @Sendable (SoundbankScan.Progress) -> Void
  ) -> [SoundListing.Found] {
    let chunk = 64
    let found = Lock<(kinds: [SoundListing.Found], done: Int)>((Array(repeating: .folder, count: files.count), 0))
    let queue = PositionQueue(count: files.count)
    WorkerThreads.run(count: min(jobs, (files.count + chunk - 1) / chunk)) {
      while let range = queue.next(chunk) {
        let kinds = range.map { self.kind(of: files[$0]) }
        let done = found.withLock { found in
          found.kinds.replaceSubrange(range, with: kinds)
          found.done += range.count
          return found.done
        }
        progress(SoundbankScan.Progress(done: done, total: files.count))
      }
    }
    return found.withLock { $0.kinds }
  }

  private func kind(of file: SoundListing.File) -> SoundListing.Found {
    if file.mayBeFolder, FileSystem.isDirectory(file.path) { return .folder }
    do throws(SoundscapeError) {
      return .sound(Sound(name: file.name, path: file.path, info: try info(ofFile: file.path)))
    } catch { return .failure(error) }
  }
}
