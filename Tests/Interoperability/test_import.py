"""Formats that this library does not read, imported by a real ffmpeg."""

import json
import subprocess

import imageio_ffmpeg
import numpy as np
import soundfile

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
RATE = 44100
STEMS = ["mixture", "drums", "bass", "other", "vocals"]


def encode(sounds, path, *options):
    """Encodes sounds, each of them as a stream."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inputs, maps = [], []
    for i, sound in enumerate(sounds):
        wav = path.parents[2] / f"{path.name}-{i}.wav".replace(":", "").replace("%", "").replace("-", "_")
        soundfile.write(wav, sound, RATE, subtype="PCM_16")
        inputs += ["-i", str(wav)]
        maps += ["-map", f"{i}:a"]
    subprocess.run([FFMPEG, "-v", "error", *inputs, *maps, *options, f"file:{path}"], check=True)


def tone(frequency, seconds=1.5):
    return 0.3 * np.sin(2 * np.pi * frequency / RATE * np.arange(round(seconds * RATE)))[:, None] * [1, 0.5]


def frequency(path):
    samples, rate = soundfile.read(path, always_2d=True)
    return np.abs(np.fft.rfft(samples[:, 0])).argmax() * rate / len(samples), samples, rate


def test_foreign_formats_become_wav(soundscape, tmp_path, figure):
    raw, bank = tmp_path / "raw", tmp_path / "bank"
    encode([tone(440)], raw / "a" / "-x.m4a", "-c:a", "aac")
    encode([tone(550)], raw / "a" / "b:1 %03d.webm", "-c:a", "libopus")
    encode([tone(660)], raw / "c" / "it's 100%.m4a", "-c:a", "alac")
    encode([tone(110 * 2 ** k) for k in range(5)], raw / "d" / "A song.stem.mp4", "-c:a", "aac")
    (raw / "c" / "damaged.m4a").write_bytes((raw / "c" / "it's 100%.m4a").read_bytes()[:5000])
    result = soundscape.run("sounds", "import", raw, "--into", bank, "--ffmpeg", FFMPEG)
    assert result.returncode == 1 and "damaged.m4a" in result.stderr, result.stderr
    made = {path.relative_to(bank).as_posix() for path in bank.rglob("*.wav")}
    assert made == {"a/-x.wav", "a/b:1 %03d.wav", "c/it's 100%.wav"} | {f"{stem}/A song.wav" for stem in STEMS}
    wanted = {"a/-x.wav": 440, "a/b:1 %03d.wav": 550, "c/it's 100%.wav": 660}
    wanted |= {f"{stem}/A song.wav": 110 * 2 ** k for k, stem in enumerate(STEMS)}
    for name, tuned in wanted.items():
        found, samples, rate = frequency(bank / name)
        assert abs(found - tuned) < 2 and samples.shape[1] == 2, name
        assert abs(len(samples) / rate - 1.5) < 0.05
    # ALAC loses nothing, and floats round nothing.
    original, _ = soundfile.read(tmp_path / "it's 100.m4a_0.wav", always_2d=True)
    assert np.array_equal(frequency(bank / "c/it's 100%.wav")[1], original)
    rows = [json.loads(line) for line in (bank / "import.jsonl").read_text().splitlines()]
    assert {row["file"] for row in rows} == made and all((bank / row["source"]).exists() for row in rows)
    again = soundscape.run("sounds", "import", raw, "--into", bank, "--ffmpeg", FFMPEG)
    assert "8 there already" in again.stderr and again.returncode == 1, again.stderr
    figure(f"{len(made)} sounds of m4a, WebM, ALAC and stems by ffmpeg, a damaged one named")


def test_a_converted_bank_is_drawn_from(soundscape, tmp_path):
    bank = tmp_path / "bank"
    source = soundscape.repository / "soundbank" / "music" / "foreground"
    result = soundscape.run(
        "sounds", "import", source, "--into", bank, "--format", "wav", "--samples", "pcm16", "--rate", 16000,
        "--channels", 1)
    assert result.returncode == 0, result.stderr
    for path in bank.rglob("*.wav"):
        info = soundfile.info(path)
        assert (info.samplerate, info.channels, info.subtype) == (16000, 1, "PCM_16")
    made = soundscape.generate(
        tmp_path / "made", bank=None, soundbank={"foreground": str(bank)}, duration=1, sample_rate=16000, events=[{}])
    assert len(made) == 1
