/// A number of things: *1 mixture*, *2 mixtures*.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
