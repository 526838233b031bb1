// What each stage of the engine costs on this machine, and how many mixtures a second come of it.
//
//   make bench                                                       the tables
//   StageBenchmark --workload stems [--stretch ENGINE] [--files] --json   one workload, for versus_scaper.py
//   StageBenchmark --stage decode                                    one stage's fixed work, for instructions.py
//   StageBenchmark --fourier                                         our Fourier transforms, for versus_fftw.py
//   StageBenchmark --convolution                                     our convolution, for versus_convolution.py

import Foundation
import Soundscape

@main
struct StageBenchmark {
  static func main() {
    do {
      let options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
      if let stage = options.stage { return try CountedStage.run(stage) }
      try run(options)
    } catch { fail(error) }
  }

  private static func fail(_ error: any Error) -> Never {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
  }

  private static func run(_ options: BenchmarkOptions) throws {
    FreedMemory.keep()
    if options.isFourier { return FourierTimer.printTimes() }
    if options.isConvolution { return ConvolutionTimer.printTimes() }
    if let workload = options.workload {
      let run = WorkloadRun(workload: workload, options: options)
      let result = try run.measured()
      print(options.isJSON ? result.json : result.text)
    } else {
      try tables(runs: options.rounds ?? 9)
    }
  }

  private static func tables(runs: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let source = try Inputs.source()
    print("5 s of mono at 44.1 kHz, \(source.path)")
    for library in LibraryVersions.all { print("  \(library.name) \(library.version)") }
    print("")
    try StageTable(runs: runs).printStages(source, folder.path)
    try StageTable(runs: runs).printDrawing()
    try StageTable(runs: min(runs, 3)).printMixtures(folder.path)
  }
}

/// What the command line asks for.
struct BenchmarkOptions {
  var stage: String?
  var workload: Workload?
  /// The engine for shifts and stretches; nil for the recipe's.
  var stretch: String?
  /// Whether the Fourier transforms are what is timed.
  var isFourier = false
  /// Whether convolution is what is timed.
  var isConvolution = false
  var writesFiles = false
  /// Decoded sources are kept, as `generate` keeps them.
  var keepsSources = true
  var isJSON = false
  var rounds: Int?
  /// Mixtures rendered before those that are timed.
  var warmUp = 1
  /// The index of the first mixture.
  var start = 0
  /// Workers that make files.
  var jobs = 1
  /// Where the files go; they are kept there.
  var folder: String?
  /// The folder of the foreground, instead of the recipe's.
  var bank: String?

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      func value() throws -> String {
        guard let value = rest.popFirst() else { throw UsageError("\(name) needs a value") }
        return value
      }
      func number() throws -> Int {
        let text = try value()
        guard let number = Int(text), number >= 0 else { throw UsageError("\(name) needs a number (found \(text))") }
        return number
      }
      switch name {
      case "--stage": stage = try value()
      case "--workload":
        let text = try value()
        guard let found = Workload(rawValue: text) else {
          throw UsageError(
            "--workload is one of \(Workload.allCases.map(\.rawValue).joined(separator: ", ")) (found \(text))")
        }
        workload = found
      case "--rounds": rounds = try number()
      case "--warm-up": warmUp = try number()
      case "--start": start = try number()
      case "--jobs": jobs = max(1, try number())
      case "--keep": folder = try value()
      case "--bank": bank = try value()
      case "--stretch": stretch = try value()
      case "--fourier": isFourier = true
      case "--convolution": isConvolution = true
      case "--no-cache": keepsSources = false
      case "--files": writesFiles = true
      case "--json": isJSON = true
      default: throw UsageError("unknown option \(name)")
      }
    }
  }
}

struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A folder for this process only, in the system's folder for temporary files.
struct TemporaryFolder {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = "\(base)/soundscape-bench-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
