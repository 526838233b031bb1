extension SoundbankScan {
  /// All that is wrong with a recipe's soundbank, as one line of JSON: `{recipe, ok, errors, skipped, warnings}`, where
  /// `skipped` and `warnings` are `[{path, kind, problem}]` and `errors` are texts.
  ///
  /// - Parameters:
  ///   - recipe: the path of the recipe.
  ///   - errors: what is wrong with the recipe itself.
  public static func json(recipe: String, errors: [String], scan: SoundbankScan?) -> [UInt8] {
    let all = errors + (scan?.failures ?? []).map { "\($0)" }
    let skipped = scan?.skipped ?? []
    let others = (scan?.warnings ?? []).filter { !$0.kind.isOfUnusableSound }
    var json = JSONWriter()
    json.object { json in
      json.member("recipe", recipe)
      json.member("ok", all.isEmpty && skipped.isEmpty)
      json.member("errors", all)
      for (key, list) in [("skipped", skipped), ("warnings", others)] {
        json.key(key)
        json.array { json in
          for warning in list {
            json.object { json in
              json.member("path", warning.subject)
              json.member("kind", warning.kind.rawValue)
              json.member("problem", warning.message)
            }
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}
