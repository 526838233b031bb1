#!/usr/bin/env python3
"""Make the soundbank: four songs of four stems, sound events, and backgrounds.

Set-up (Debian; the versions are those the bank was made with):

    apt install fluidsynth fluid-soundfont-gm          # FluidSynth 2.3.1, FluidR3 GM 3.1
    pip install numpy==2.4.6 scipy==1.17.1 soundfile==0.14.0 mido==1.3.3

Usage:

    python make_soundbank.py [FOLDER] [--soundfont FILE]

FOLDER is where music/, events/ and LICENSES.md are written; without it, the folder of this
script. All chance is seeded, so the same versions on the same kind of machine give the same
bytes again. songs.py holds the scores, voice.py the singing voice, and sounds.py the events and
backgrounds. It takes well under a minute.
"""

import argparse
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import bilinear, butter, cheby2, lfilter, sosfilt

import songs
import sounds

# Stereo width of each stem: mixes are narrow in the low end, and narrow stems make small files.
WIDTH = {"vocals": 0.4, "drums": 0.3, "bass": 0.0, "other": 0.4}
SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"


# --- Levels --------------------------------------------------------------------------------------

def decibels(value):
    return 10 ** (value / 20)


def loudness(sound, rate):
    """Integrated loudness in LUFS (ITU-R BS.1770-4), with the filters designed for any rate."""
    w = 2 * np.pi * 1681.974450955533 / rate
    warped = 2 * rate * np.tan(w / 2)
    high, middle, q = 10 ** (3.999843853973347 / 20), 10 ** (3.999843853973347 * 0.4996667741545416 / 20), 0.7071752369554196
    shelf = bilinear([high, middle * warped / q, warped ** 2], [1, warped / q, warped ** 2], rate)
    warped = 2 * rate * np.tan(np.pi * 38.13547087602444 / rate)
    cut = bilinear([1, 0, 0], [1, warped / 0.5003270373238773, warped ** 2], rate)
    weighted = lfilter(*cut, lfilter(*shelf, sound, axis=0), axis=0)
    block, step = round(0.4 * rate), round(0.1 * rate)
    power = np.array([(weighted[i:i + block] ** 2).mean(axis=0).sum()
                      for i in range(0, len(sound) - block + 1, step)])
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    power = power[power > 0.1 * power.mean()]
    return -0.691 + 10 * np.log10(power.mean())


def soften(sound, knee):
    """Bend what is above the knee smoothly below 1, as a mastering limiter would."""
    size = np.abs(sound)
    over = np.maximum(size - knee, 0) / (1 - knee)
    return np.sign(sound) * np.where(size > knee, knee + (1 - knee) * np.tanh(over), size)


# --- Files ---------------------------------------------------------------------------------------

def ogg_checksum(page):
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        crc &= 0xFFFFFFFF
    return crc


def fix_ogg_serial(path, serial):
    """Put a fixed stream number in an Ogg file; libsndfile draws one from the time of day."""
    data, at = bytearray(path.read_bytes()), 0
    while at < len(data):
        lacing = data[at + 27:at + 27 + data[at + 26]]
        size = 27 + len(lacing) + sum(lacing)
        data[at + 14:at + 18] = struct.pack("<I", serial)
        data[at + 22:at + 26] = bytes(4)
        data[at + 22:at + 26] = struct.pack("<I", ogg_checksum(data[at:at + size]))
        at += size
    path.write_bytes(data)


def write(path, sound, rate):
    """Write a sound by the ending of its name: FLAC and WAV with 16 bits, or Ogg Vorbis."""
    path.parent.mkdir(parents=True, exist_ok=True)
    peak = np.abs(sound).max()
    assert np.isfinite(sound).all() and peak < 1.0, f"{path}: peak {peak}"
    if path.suffix == ".ogg":
        soundfile.write(path, sound.astype("float32"), rate, format="OGG", subtype="VORBIS")
        fix_ogg_serial(path, zlib.crc32(path.name.encode()))
    else:
        whole = np.round(sound * 32767).astype("int16")
        if path.suffix == ".flac":
            soundfile.write(path, whole, rate, format="FLAC", subtype="PCM_16", compression_level=1.0)
        else:
            soundfile.write(path, whole, rate, format="WAV", subtype="PCM_16")


# --- The three kinds of sound --------------------------------------------------------------------

def make_song(song, soundfont, folder):
    """Render a song, set the loudness of each stem, and keep the sum of the stems below 1."""
    made = songs.stems(song, soundfont)
    for label, sound in made.items():
        # Twice round, so that the filter has settled at the start of the loop.
        low_cut = butter(2, 90 if label == "vocals" else 25, "high", fs=song.rate, output="sos")
        # Nothing above 16 kHz, as in music that has been through a lossy codec: it is not missed,
        # and it is the part that FLAC packs worst.
        high_cut = cheby2(10, 70, 17000, fs=song.rate, output="sos")
        twice = sosfilt(high_cut, sosfilt(low_cut, np.concatenate([sound, sound]), axis=0), axis=0)
        sound = twice[len(sound):]
        middle = sound.mean(axis=1, keepdims=True)
        sound = middle + WIDTH[label] * (sound - middle)
        if song.channels == 1:
            sound = middle
        for _ in range(3):  # the limiter lowers the loudness a little: come nearer by turns
            sound = sound * decibels(song.loudness[label] - loudness(sound, song.rate))
            sound = soften(sound, 0.45)
        made[label] = sound
    peak = max(np.abs(sum(made.values())).max(), *(np.abs(s).max() for s in made.values()))
    gain = min(1.0, 0.72 / peak)  # room to spare: mixers change the balance of the stems
    for label, sound in made.items():
        write(folder / label / f"{song.name}.flac", sound * gain, song.rate)


def make_event(label, number, rate, ending, peak, function, arguments, folder):
    """Make an event, then clean it: no offset, no silence at either end, a faded tail."""
    name = f"{label}_{number:02d}.{ending}"
    sound = function(rate, np.random.default_rng(zlib.crc32(name.encode())), *arguments)
    sound = sosfilt(butter(2, 40, "high", fs=rate, output="sos"), sound, axis=0)
    size = np.abs(sound).max(axis=1)
    size /= size.max()
    first = max(0, np.argmax(size > decibels(-40)) - round(0.001 * rate))
    last = len(size) - np.argmax(size[::-1] > decibels(-55))
    sound = sound[first:last]
    rise, fall = round(0.0005 * rate), max(round(0.02 * rate), len(sound) // 8)
    sound[:rise] *= np.linspace(0, 1, rise)[:, None]
    sound[-fall:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fall)))[:, None]
    sound *= decibels(peak) / np.abs(sound).max()
    write(folder / label / name, sound, rate)


def make_background(label, rate, channels, seconds, level, function, folder):
    sound = function(rate, seconds, channels, np.random.default_rng(zlib.crc32(label.encode())))
    sound *= decibels(level) / np.sqrt((sound ** 2).mean())
    write(folder / label / f"{label}.flac", sound, rate)


# --- The licence file ----------------------------------------------------------------------------

NOTICE = """# Licences of the soundbank

Everything in this folder was made by the project with the script `make_soundbank.py` beside this
file. The project dedicates it to the public domain under
[CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/). No recording by anyone else is in
it, apart from the instruments below. Names of songs and performers are invented.

- **Events and backgrounds** are pure synthesis.
- **Songs**: the notes are the project's own. The lead voices are synthesised. The instruments and
  the backing choir were rendered by FluidSynth with the sound font *FluidR3 GM* by Frank Wen,
  which is under the MIT licence. The sound font itself is not in this folder. Its notice:

> Copyright (c) 2000-2002, 2008 Frank Wen <getfrank@gmail.com>
>
> Permission is hereby granted, free of charge, to any person obtaining a copy of this software
> and associated documentation files (the "Software"), to deal in the Software without
> restriction, including without limitation the rights to use, copy, modify, merge, publish,
> distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
> Software is furnished to do so, subject to the following conditions:
>
> The above copyright notice and this permission notice shall be included in all copies or
> substantial portions of the Software.
>
> THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
> NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
> NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
> DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
> OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

## Songs

Each song is four stems of the same name in `music/foreground/vocals`, `drums`, `bass` and `other`.
All are 10 s long, FLAC with 16 bits, and whole bars, so they can be looped.

| Song | Key | Tempo (a minute) | Style | Rate (Hz) | Channels |
| --- | --- | --- | --- | ---: | ---: |
"""


def write_notice(folder, scores):
    """Write LICENSES.md with tables read back from the files, so that they cannot disagree."""
    text = NOTICE
    for song in scores:
        unit = "eighths" if "6/8" in song.about else "quarters"
        text += f"| {song.name} | {song.key} | {song.tempo} {unit} | {song.about} | {song.rate} | {song.channels} |\n"
    text += "\n## Files\n\n| File | Rate (Hz) | Channels | Format | Duration (s) |\n| --- | ---: | ---: | --- | ---: |\n"
    for path in sorted(p for bank in ("music", "events") for p in (folder / bank).rglob("*.*")):
        if path.suffix in (".flac", ".wav", ".ogg"):
            info = soundfile.info(path)
            kind = "Ogg Vorbis" if info.subtype == "VORBIS" else f"{info.format}, 16 bits"
            text += (f"| `{path.relative_to(folder).as_posix()}` | {info.samplerate} | {info.channels} "
                     f"| {kind} | {info.duration:.2f} |\n")
    (folder / "LICENSES.md").write_text(text)


def main():
    parser = argparse.ArgumentParser(description="Make the soundbank again from nothing.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--soundfont", default=SOUNDFONT, help="FluidR3 GM (default: %(default)s)")
    options = parser.parse_args()
    # No file of an older bank may stay behind; but remove nothing except the bank's own folders.
    for part, labels in (("music/foreground", songs.STEMS), ("events/foreground", sounds.EVENTS),
                         ("events/background", sounds.BACKGROUNDS)):
        for label in labels:
            shutil.rmtree(options.folder / part / label, ignore_errors=True)

    scores = songs.all_songs()
    for song in scores:
        print(song.name, flush=True)
        make_song(song, options.soundfont, options.folder / "music" / "foreground")
    empty = options.folder / "music" / "background"
    empty.mkdir(parents=True, exist_ok=True)
    (empty / ".gitkeep").touch()

    for label, files in sounds.EVENTS.items():
        print(label, flush=True)
        for number, event in enumerate(files, 1):
            make_event(label, number, *event, options.folder / "events" / "foreground")
    for label, background in sounds.BACKGROUNDS.items():
        print(label, flush=True)
        make_background(label, *background, options.folder / "events" / "background")
    write_notice(options.folder, scores)


if __name__ == "__main__":
    main()
