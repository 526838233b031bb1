extension BadRecipe {
  /// Numbers and words out of range, or no numbers at all.
  static let values = [
    BadRecipe(
      whole: "duration: 0\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a duration over 0 s and up to 86400 s (found 0)"),
    BadRecipe(
      whole: "duration: -2.5\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a duration over 0 s and up to 86400 s (found -2.5)"),
    BadRecipe(
      whole: "duration: .nan\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a finite number (found .nan)"),
    BadRecipe(
      whole: "duration: .inf\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a finite number (found .inf)"),
    BadRecipe(whole: "duration: long\nsoundbank: {foreground: fg}", ":1:11: duration: needs a number (found long)"),
    BadRecipe(
      whole: "duration: \"5\"\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a number (found the text “5”)"),
    BadRecipe(
      whole: "duration: 1e-6\nsoundbank: {foreground: fg}",
      ":1:11: duration: is shorter than one frame at 44100 Hz (found 1e-6)"),
    BadRecipe(
      whole: "duration: 86401\nsoundbank: {foreground: fg}",
      ":1:11: duration: needs a duration over 0 s and up to 86400 s (found 86401)"),
    BadRecipe(
      whole: "duration: [uniform, 5, 90000]\nsoundbank: {foreground: fg}",
      ":1:24: duration[2]: needs a duration over 0 s and up to 86400 s (found 90000)"),
    BadRecipe("sample_rate: 1e9", ":3:14: sample_rate: needs a whole number from 1000 to 384000 Hz (found 1e9)"),
    BadRecipe(
      "sample_rate: 44100.5",
      ":3:14: sample_rate: needs a whole number from 1000 to 384000 Hz (found 44100.5)"),
    BadRecipe("sample_rate: 44,1", ":3:14: sample_rate: needs a number (found 44,1)"),
    BadRecipe("sample_rate: 0xAC44", ":3:14: sample_rate: needs a number (found 0xAC44)"),
    BadRecipe("channels: 0", ":3:11: channels: needs a whole number from 1 to 64 (found 0)"),
    BadRecipe("channels: 1.5", ":3:11: channels: needs a whole number from 1 to 64 (found 1.5)"),
    BadRecipe("fade_in: -0.1", ":3:10: fade_in: needs a fade of 0 s or more (found -0.1)"),
    BadRecipe("ref_db: 30", ":3:9: ref_db: needs −120 to 20 LUFS (found 30)"),
    BadRecipe("seed: -1", ":3:7: seed: needs a whole number from 0 to 4294967295 (found -1)"),
    BadRecipe("seed: 4294967296", ":3:7: seed: needs a whole number from 0 to 4294967295 (found 4294967296)"),
    BadRecipe("seed: []", ":3:7: seed: needs at least one integer (found an empty list)"),
    BadRecipe("seed: [1, x]", ":3:11: seed[1]: needs a number (found x)"),
    BadRecipe("protected_labels: siren", ":3:19: protected_labels: needs all or a list of labels (found siren)"),
    BadRecipe("render: {level: loud}", ":3:17: render.level: needs lufs, rms or gain (found loud)"),
    BadRecipe("render: {fix_clipping: yes}", ":3:24: render.fix_clipping: needs true or false (found yes)"),
    BadRecipe(
      "render: {stretch: sountouch}",
      ":3:19: render.stretch: needs rubberband, rubberband-finer, rubberband-faster, soundtouch or soundscape "
        + "(found sountouch); did you mean soundtouch?"
    ),
    BadRecipe(
      "output: {format: flac, subtype: float}",
      ":3:33: output.subtype: flac supports only pcm16 or pcm24 (found float)"),
    BadRecipe("output: {format: mp3}", ":3:18: output.format: needs wav, flac, ogg or opus (found mp3)"),
    BadRecipe(
      "output: {format: ogg, subtype: float}", ":3:32: output.subtype: ogg supports only vorbis (found float)"),
    BadRecipe(
      "output: {level: 8}", ":3:17: output.level: only flac files have a level (found format wav); use format: flac"),
    BadRecipe(
      "output: {format: flac, level: 9}", ":3:31: output.level: needs a whole number from 0 to 8 (found 9)"),
    BadRecipe(
      "output: {format: flac, quality: 0.5}",
      ":3:33: output.quality: only ogg and opus files have a quality (found format flac); use format: ogg"),
    BadRecipe(
      "output: {format: ogg, quality: 2}", ":3:32: output.quality: needs a quality from 0 to 1 (found 2)"),
    BadRecipe(
      "output: {format: opus}",
      ":3:9: output: opus holds only 8000, 12000, 16000, 24000 and 48000 Hz (found 44100); use another sample_rate, or "
        + "format: ogg"),
    BadRecipe(
      "output: {format: ogg, layout: [folder, musdb]}",
      ":3:9: output: several layouts need format: wav or flac (found ogg), since stems with losses cannot be added up "
        + "into others; use one layout, and recreate the data set in the next"),
    BadRecipe("output: {splits: {train: 0.8, test: 0.1}}", ":3:18: output.splits: shares must add up to 1 (found 0.9)"),
    BadRecipe(
      "output: {splits: {train: 1.5, test: -0.5}}",
      ":3:26: output.splits.train: needs a share from 0 to 1 (found 1.5)"),
    BadRecipe(
      "output: {splits: [train, test]}",
      ":3:18: output.splits: needs splits and their shares, such as {train: 0.8, validation: 0.1, "
        + "test: 0.1} (found a list of 2)"
    ),
    BadRecipe(
      "output: {splits: {../x: 1}}",
      ":3:25: output.splits.../x: a split is a folder's name: it has a / (found \"../x\")"),
  ]
}
