import ArgumentParser
import Soundscape

/// What is done with layouts that pack mixtures into archives.
struct ArchiveOptions: ParsableArguments {
  @Option(
    name: .customLong("shard-size"), help: "Mixtures packed together, in layouts of archives (default: 1000).")
  var shardSize: Int?

  @Option(
    help: ArgumentHelp(
      "A command that takes each finished archive, such as 'aws s3 cp {} s3://bucket/{name}'.",
      discussion: """
        {} is the path of the file, {name} its path in the data set. It may move the file away. If it fails, the run ends, and \
        hands the same file on when it is started again.
        """, valueName: "command"))
  var upload: String?

  func validate() throws {
    guard shardSize ?? 1 >= 1, shardSize ?? 1 <= RecipeLimits.mostMixtures else {
      throw ValidationError("--shard-size needs 1 or more (found \(shardSize ?? 0))")
    }
  }

  func shardUpload() throws -> ShardUpload? {
    guard let upload else { return nil }
    return try ShardUpload(upload)
  }
}
