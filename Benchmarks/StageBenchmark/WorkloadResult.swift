import Soundscape

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The times of one workload.
struct WorkloadResult {
  let workload: Workload
  /// The engine for shifts and stretches; nil for the recipe's.
  let stretch: String?
  let place: String
  /// Milliseconds a mixture, one number a sample.
  private(set) var times: [Double] = []
  /// The same of the processor time only, which other processes affect less.
  private(set) var processorTimes: [Double] = []
  /// How many mixtures each sample is the mean of.
  private(set) var counts: [Int] = []
  /// The foreground events of each mixture.
  var eventCounts: [Int] = []

  init(workload: Workload, stretch: String?, place: String) {
    self.workload = workload
    self.stretch = stretch
    self.place = place
  }

  mutating func add(_ elapsed: (wall: Double, processor: Double), mixtures: Int) {
    times.append(elapsed.wall / Double(mixtures))
    processorTimes.append(elapsed.processor / Double(mixtures))
    counts.append(mixtures)
  }

  var json: String {
    let versions = LibraryVersions.all.map { "\"\($0.name)\": \"\($0.version)\"" }.joined(separator: ", ")
    return "{\"engine\": \"Soundscape \(SoundscapeVersion.current)\", \"workload\": \"\(workload.rawValue)\", "
      + "\"stretch\": \(stretch.map { "\"\($0)\"" } ?? "null"), \"place\": \"\(place)\", \"ms\": \(times), \"cpu_ms\": \(processorTimes), \"mixtures\": \(counts), "
      + "\"events\": \(eventCounts), \"libraries\": {\(versions)}}"
  }

  var text: String {
    let name = "\(workload.rawValue)\(stretch.map { ", \($0)" } ?? ""), \(place)"
    let median = times.sorted()[times.count / 2]
    return "\(name): \(StageTable.milliseconds(times)) ms a mixture, \(Int(1_000 / median)) a second"
  }
}

/// Milliseconds since it was made.
struct Stopwatch {
  private let start = ContinuousClock.now
  private let processorStart = Self.processorTime

  var times: (wall: Double, processor: Double) {
    (Double((ContinuousClock.now - start) / .milliseconds(1)), Self.processorTime - processorStart)
  }

  /// Milliseconds that all threads of this process have worked.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
