@testable import Soundscape

extension WholeRecipe {
  mutating func sources(_ folder: String) -> [SoundSource] {
    if chance(2) { return [SoundSource(path: folder)] }
    return (1...count(1...3)).map { source("\(folder)\($0)") }
  }

  private mutating func source(_ folder: String) -> SoundSource {
    var source = SoundSource(path: folder)
    var fields: [String] = []
    switch count(0...2) {
    case 0: break
    case 1:
      let forms = ["<song>/<label>.wav", "**/<take>-<label>.*", "<group>/x/<file>"]
      let form = forms[count(0...2)]
      guard let template = try? PathTemplate(form) else { break }
      source.arrangement = .files(template)
      fields = template.placeholders
      if !fields.contains("label") { source.label = "a $label" }
    default:
      var table = SoundTable(path: "\(folder)/meta \"data\".csv")
      if chance(2) { table.fileColumn = "file name" } else { table.fileForm = try? PathTemplate("audio/<id>.wav") }
      if chance(2) { source.label = "speech" } else { table.labelColumn = "label" }
      if chance(2) {
        table.separator = [",", "; "][count(0...1)]
        table.several = any(SoundTable.SeveralLabels.self)
      }
      if chance(2) { table.conditions = ["fold": ["1", "2"], "split": ["train"]] }
      source.arrangement = .table(table)
      fields = ["any column", "song"]
    }
    if chance(2) {
      source.labels = [
        LabelMapping(label: "drums", found: ["kick", "snare"]), LabelMapping(label: "5", found: ["vocals"]),
      ]
      if chance(2) { source.labels.append(LabelMapping(label: "other", found: [])) }
    }
    if chance(3) { source.group = .pattern("^(?<group>[^-]+)") }
    if let field = fields.first, source.group == nil, chance(2) { source.group = .field(field) }
    if let field = fields.last, chance(2) { (source.song, source.sumsFiles) = (field, chance(2)) }
    if !fields.isEmpty, chance(2) { source.kept = fields }
    if chance(3) { source.chunks = SoundChunks(length: number(1...9), hop: number(1...9)) }
    return source
  }
}
