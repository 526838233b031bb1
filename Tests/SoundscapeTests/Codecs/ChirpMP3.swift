/// 2400 frames of a rising tone at 8 kHz, as MP3.
///
/// Made with libsndfile 1.2: the library writes no MP3 itself.
let chirpMP3 = """
  /+NIxAAAAAAAAAAAAFhpbmcAAAAPAAAABwAABVgAVVVVVVVVVVVVVVVVVVV3d3d3d3d3d3d3d3d3d4iIiIiIiIiIiIiIiIiImZmZmZmZmZmZmZmZ
  mZmZzMzMzMzMzMzMzMzMzMzu7u7u7u7u7u7u7u7u7v//////////////////AAAACkxBTUUzLjEwMAQoAAAAAAAAAAAVCCQEICEAAZoAAAVYY4sp
  twAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/+NYxAAiKG6wf08AAS9bdt+AA/fv379+/j3ePHjx481n7YC2CEBHAkAhhLFQMjh4
  f8AAEf8cP/fAAzMR//m//zEf/AM//jgH/wDP/44AAAAABh4eHh4AAAAABh4eHh4AAAAABh4eHh4AAAAABh4eHjwAAAABGHh4eHgAAAAAGHh4eHgA
  AAACMPDw8eAAAAI2Hh4//ABCCQBmAzQIQAQAwGAAD7M6UyaTvmWv//S9AAsEojti8trbM5R/46ooJoC3DtM6O4dFuERyMq8NlLBVOGAR0A3QCqFu
  BagVr+h4nojIXUdwwwlxIj1//8cJOHsPYxLpImReL3//+TR6j1Mh7EkYl0umReL3///6JdJBUUkNxgD3AvwB//6n9FH0khlhBYcYsIwhOgFQA6oD
  hAscEIxhkQMxC1VMQU1FMy4xMDBVVVVVVVUAAMAZsA+fyxxxpZ2VTNMbiKuZw2FFd+opTmLKkjAAX//3/+MoxNIe8krPGZppAc8+6wwwwwt591hh
  hhhT591hh/6zz///9cr2qskeleCSZiQuSGBnSqbI8nCQJqgYcS9GjR5pbsdY3GDDZwjwbImGaDQYGM/SLXXF6eHJZx22dv3WvOGmIuiQSuH7dSxD
  a7GuUUrl/aSxK2cO5ep6fKksStyIcvV7eqSxXfyHL1e3qksV/+MYxNkJCLL24dIAAd/JZzPPVJYrxiWczz1SWK8YlnM89VLG4xScz7qphukpOZ91
  Uw3SWEbQBEM+ARAP4ARDPgGAH8AMDPgG/+MYxOAG2NMLAABwZQB/ADAz4BgifwXgPgDwDgjAwFAoA9kjOcgFanam2fOF//6F4OAnALHrvE+03//6
  YDNFY0ADdnam2Zf//+M4xP8y8pKWWVvYAfkQFxiCgzAj8AGgHpDrBCABvwCwEDBtPwNU/AxAILDxlxZAucmyAAJCB74wQ9EbBHjklT/Ay50CI0DD
  DgMORCEOAIGAFDhABAWBAJArMWWYtRb/4oUTYJvFdFcFfFdFoGfGNGoPv///8gJKFkgJHFkgJHFEipNGJFSa////8xIqTRdIqXjUipeNSdLxqTpe
  PE6XqkxBTUUzLjEwMKqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq/+MoxP4xUzLzGZiiAKqqqqqqqqqqqqqq
  qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
  qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq/+MYxLsAAANIAcAAAKqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
  qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
  """

/// The bytes of a Base64 text; spaces and line ends in it are skipped.
func decodedBase64(_ text: String) -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var bytes: [UInt8] = []
  var (bits, bitCount) = (0, 0)
  for digit in text.utf8 {
    guard let value = alphabet.firstIndex(of: digit) else { continue }
    bits = (bits << 6 | value) & 0xFFFF
    bitCount += 6
    guard bitCount >= 8 else { continue }
    bitCount -= 8
    bytes.append(UInt8(bits >> bitCount & 0xFF))
  }
  return bytes
}
