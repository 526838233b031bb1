/// An object of texts in one line, with its end: `{"type": "warning", "message": "…"}`.
package func jsonLine(_ members: [(key: String, text: String)]) -> String {
  var json = JSONWriter()
  json.object { json in
    for (key, text) in members { json.member(key, text) }
  }
  json.endLine()
  return String(decoding: json.bytes, as: UTF8.self)
}
