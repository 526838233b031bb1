"""The scores of the four songs, and how a score becomes four stems.

Times are in beats of the song; every song fills its ten seconds with whole bars, so each stem
is a loop. Notes are written as text, "beat length pitches [velocity]", separated by commas.
"""

import subprocess
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import mido
import numpy as np
import soundfile

import voice

LENGTH = 10.0  # seconds
TAIL = 4.0     # seconds in which the last notes and the reverb die away
STEMS = ("vocals", "drums", "bass", "other")
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# Letters for the drum patterns: General MIDI keys.
DRUMS = {"k": 36, "s": 38, "x": 37, "h": 42, "p": 44, "o": 46, "c": 49, "r": 51, "m": 70,
         "T": 50, "t": 47, "f": 43, "C": 39, "n": 54, "w": 40}


def pitch(name):
    """MIDI number of a note name such as F#4 or Eb3 (C4 is 60)."""
    shift = {"#": 1, "b": -1}.get(name[1], 0)
    return 12 * (int(name[-1]) + 1) + STEPS[name[0]] + shift


def notes(text, velocity=80, shift=0.0):
    """Notes of a line of text; several pitches joined with + are a chord."""
    found = []
    for item in text.replace("\n", " ").split(","):
        words = item.split()
        if words:
            loud = int(words[3]) if len(words) > 3 else velocity
            for name in words[2].split("+"):
                found.append((float(words[0]) + shift, float(words[1]), pitch(name), loud))
    return found


def lyric(text):
    """Sung notes of a line of text: "beat length pitch syllable [velocity]"."""
    found = []
    for item in text.replace("\n", " ").split(","):
        words = item.split()
        found.append((float(words[0]), float(words[1]), pitch(words[2]), words[3],
                      int(words[4]) if len(words) > 4 else 90))
    return found


def grid(patterns, step, shift=0.0):
    """Drum notes of patterns {letter: "9..5"}: a digit is a loudness, a dot is nothing."""
    found = []
    for letter, pattern in patterns.items():
        for i, mark in enumerate(pattern.replace(" ", "").replace("|", "")):
            if mark != ".":
                found.append((shift + i * step, step * 0.9, DRUMS[letter], 10 + 13 * int(mark)))
    return found


def comp(chords, hits, velocity=75):
    """Chords struck in a rhythm: chords (beat, "names"), hits (beat, length, accent).

    A chord that is to be anticipated simply starts on the offbeat before its bar.
    """
    found = []
    for beat, length, accent in hits:
        sounding = [names for start, names in chords if start <= beat + 1e-6][-1]
        for name in sounding.split():
            found.append((beat, length, pitch(name), velocity + accent))
    return found


def hold(chords, end, velocity=70, gap=0.05):
    """Chords held until the next one; tones that two chords share are tied over."""
    found = []
    stops = [start for start, _ in chords[1:]] + [end]
    for (start, names), stop in zip(chords, stops):
        for name in names.split():
            tone = pitch(name)
            tied = [i for i, n in enumerate(found)
                    if n[2] == tone and abs(n[0] + n[1] + gap - start) < 1e-6]
            if tied:
                old = found[tied[0]]
                found[tied[0]] = (old[0], stop - gap - old[0], tone, velocity)
            else:
                found.append((start, stop - gap - start, tone, velocity))
    return found


@dataclass
class Part:
    """One instrument: a General MIDI program (from 0), its notes and its place in the mix."""
    program: int
    notes: list
    volume: int = 90
    pan: int = 64
    reverb: int = 40
    chorus: int = 0
    drums: bool = False
    loose: float = 0.006  # spread of the timing in seconds
    strum: float = 0.0    # seconds between the strings of a chord
    swing: float = 0.0    # delay of every second sixteenth, in beats


@dataclass
class Lead:
    """A sung line for the formant voice."""
    notes: list
    level: float = 1.0
    pan: float = 0.0
    settings: dict = field(default_factory=dict)
    wet: float = 0.22


@dataclass
class Song:
    name: str
    key: str
    tempo: float  # beats (of the score) a minute
    beats: int
    rate: int
    channels: int
    parts: dict
    lead: list
    loudness: dict
    about: str = ""


def perform(part, song, rng):
    """Notes of a part in seconds, with a player's unevenness: (start, end, pitch, velocity)."""
    beat = 60.0 / song.tempo
    played = []
    chord_start, string = None, 0
    for start, length, tone, velocity in sorted(part.notes):
        string = string + 1 if start == chord_start else 0
        chord_start = start
        sixteenth = round(start * 4)
        late = part.swing if abs(start * 4 - sixteenth) < 1e-6 and sixteenth % 2 else 0.0
        begin = (start + late) * beat + string * part.strum + part.loose * rng.standard_normal()
        loud = int(np.clip(velocity + 4 * rng.standard_normal(), 8, 127))
        played.append((begin, begin + length * beat, tone, loud))
    return played


def midi_file(parts, song, rng, path, lead_in):
    """Write the parts as a MIDI file that ends `TAIL` seconds after the song; a tick is 0.1 ms."""
    score = mido.MidiFile(ticks_per_beat=5000)
    track = mido.MidiTrack()
    score.tracks.append(track)
    events = []
    melodic = iter(c for c in range(16) if c != 9)
    for part in parts:
        channel = 9 if part.drums else next(melodic)
        events.append((0, 0, mido.Message("program_change", channel=channel, program=part.program)))
        for control, value in ((7, part.volume), (10, part.pan), (91, part.reverb), (93, part.chorus)):
            events.append((0, 1, mido.Message("control_change", channel=channel,
                                              control=control, value=value)))
        for start, end, tone, velocity in perform(part, song, rng):
            first, last = round((lead_in + start) * 10000), round((lead_in + end) * 10000)
            events.append((first, 3, mido.Message("note_on", channel=channel, note=tone,
                                                  velocity=velocity)))
            events.append((last, 2, mido.Message("note_off", channel=channel, note=tone)))
    # A message that changes nothing, so that the render goes on while the last notes die away.
    events.append((round((lead_in + LENGTH + TAIL) * 10000), 4,
                   mido.Message("control_change", channel=0, control=3, value=0)))
    now = 0
    for tick, _, message in sorted(events, key=lambda e: e[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    score.save(path)


def play(parts, song, soundfont, seed):
    """Render parts with FluidSynth, and fold what sounds past the end back to the start."""
    lead_in = 0.25
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "score.mid"), Path(folder, "sound.wav")
        midi_file(parts, song, np.random.default_rng(seed), score, lead_in)
        # One core and float output: no threads to race and no dither, so renders repeat exactly.
        subprocess.run(
            ["fluidsynth", "-ni", "-q", "-g", "0.4", "-r", str(song.rate), "-T", "wav", "-O", "float",
             "-o", "synth.cpu-cores=1", "-o", "synth.polyphony=256",
             "-o", "synth.reverb.room-size=0.45", "-o", "synth.reverb.damp=0.3",
             "-o", "synth.reverb.width=0.6", "-o", "synth.reverb.level=0.6",
             "-o", "synth.chorus.level=1.2", "-F", str(sound), str(soundfont), str(score)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        data, rate = soundfile.read(sound, always_2d=True)
    assert rate == song.rate
    lead, size = round(lead_in * rate), round(LENGTH * rate)
    loop = np.zeros((size, 2))
    body, tail = data[lead:lead + size], data[lead + size:lead + 2 * size]
    loop[:len(body)] += body
    loop[:len(tail)] += tail
    loop[-lead:] += data[:lead]  # notes played a little before the first beat
    return loop


def stems(song, soundfont):
    """The four stems of a song as arrays of frames by two channels, before any levelling."""
    made = {}
    for label in STEMS:
        seed = zlib.crc32(f"{song.name}/{label}".encode())
        made[label] = play(song.parts[label], song, soundfont, seed)
    beat = 60.0 / song.tempo
    backing = made["vocals"]
    backing *= 0.1 / np.sqrt((backing ** 2).mean())
    lead = np.zeros_like(backing)
    for i, line in enumerate(song.lead):
        rng = np.random.default_rng(i)
        sung = [(b * beat + 0.008 * rng.standard_normal(), d * beat, p, s, v)
                for b, d, p, s, v in line.notes]
        seed = zlib.crc32(f"{song.name}/lead{i}".encode())
        dry = voice.sing(song.rate, sung, LENGTH, seed, **line.settings)
        dry *= 0.25 * line.level / np.sqrt((dry ** 2).mean())
        sides = np.array([min(1.0, 1 - line.pan), min(1.0, 1 + line.pan)])
        lead += voice.room(dry, song.rate, seed + 1, wet=line.wet) * sides
    made["vocals"] = backing + lead
    return made


# --- 1. A slow ballad in 6/8; the beat of the score is the eighth. -----------------------------

def ballad():
    chords = [(0, "A3 D4 F#4"), (3, "A3 C#4 E4"), (6, "B3 D4 F#4"), (9, "A3 C#4 F#4"),
              (12, "B3 D4 G4"), (15, "A3 D4 F#4"), (18, "G3 B3 D4 E4"), (21, "A3 C#4 E4 G4")]
    piano, guitar = [], []
    for i, (start, names) in enumerate(chords):
        tones = [pitch(n) for n in names.split()]
        piano += [(start, 2.9, t, 74 if i % 2 == 0 else 66) for t in tones[:2]]
        piano += [(start + 1, 1.9, tones[-1], 62), (start + 1.5, 1.4, tones[0] + 12, 56),
                  (start + 2, 1.0, tones[1] + 12, 64), (start + 2.5, 0.5, tones[-1], 52)]
        guitar += [(start + 0.5 * k, 1.5, tones[j % len(tones)] + 12 * (j // len(tones)), v)
                   for k, (j, v) in enumerate([(0, 70), (1, 52), (2, 60), (3, 62), (2, 50), (1, 54)])]
    strings = [(0, "D4 F#4 A4"), (3, "C#4 E4 A4"), (6, "D4 F#4 B4"), (9, "C#4 F#4 A4"),
               (12, "D4 G4 B4"), (15, "D4 F#4 A4"), (18, "D4 E4 G4 B4"), (21, "C#4 E4 G4 A4")]
    bass = notes("""0 1.9 D2 96, 2 .9 A1 70, 3 1.9 C#2 92, 5 .5 C#2 66, 5.5 .5 C2 60, 6 1.9 B1 94,
        8 .9 F#2 72, 9 1.9 A1 90, 11 .5 E2 66, 11.5 .5 A1 62, 12 1.9 G1 96, 14 .9 D2 72,
        15 1.9 F#1 90, 17 .5 A1 66, 17.5 .5 F#1 60, 18 1.9 E1 96, 20 .9 B1 72,
        21 1.4 A1 94, 22.5 .5 E2 70, 23 .5 A2 78, 23.5 .5 C#2 72""")
    drums = []
    for bar in range(4):
        last = bar == 3
        drums += grid({"k": "8....4 ...3.." if bar % 2 else "8..... ....4.",
                       "s": "...7.." if not last else "...75.",
                       "h" if bar < 2 else "r": "645654" if not last else "6456.."}, 1, bar * 6)
        drums += grid({"s": ".......... .2" if not last else ".......2.. 45",
                       "m": "2.1.2.1.2.1."}, 0.5, bar * 6)
    drums += grid({"c": "5"}, 1) + grid({"T": "5.", "t": ".6", "f": "..67"}, 0.5, 22)
    oohs = [(0, "D4 A4"), (3, "C#4 A4"), (6, "D4 F#4"), (9, "C#4 F#4"), (12, "D4 G4"),
            (15, "D4 F#4"), (18, "B3 E4"), (21, "C#4 E4")]
    tune = lyric("""0 1 F#4 hO 80, 1 1 G4 lE 84, 2 .9 A4 tu 88, 2.9 2 A4 mi 96, 5 .5 G4 a 84,
        5.5 .5 F#4 nU 82, 6 2.4 F#4 lA 92, 9 1 F#4 so 88, 10 1 A4 mE 94, 11 1 C#5 ka 100,
        12 2.3 B4 rA 102, 14.5 .5 A4 yU 88, 15 1.4 A4 hO 96, 16.5 .5 F#4 mi 86, 17 .8 D4 nu 80,
        18 1.4 G4 wA 90, 19.5 .75 F#4 lu 84, 20.25 .75 E4 de 82, 21 1.8 E4 rO 88, 23.25 .7 E4 so 76""")
    return Song(
        "The Quiet Ones - Paper Lanterns", "D major", 144, 24, 44100, 2,
        {"vocals": [Part(53, hold(oohs, 24, 70), 90, 64, 60, loose=0.012)],
         "drums": [Part(8, drums, 100, reverb=22, drums=True)],
         "bass": [Part(33, bass, 110, reverb=8)],
         "other": [Part(0, piano, 96, 58, 40), Part(25, guitar, 84, 88, 35, 10),
                   Part(48, hold(strings, 24, 62), 72, 46, 60, loose=0.015)]},
        [Lead(tune, settings=dict(scale=1.16, effort=5500, breathy=0.04), wet=0.3)],
        {"vocals": -19, "drums": -21, "bass": -21, "other": -20.5},
        "slow 6/8 ballad, 48 dotted quarters a minute")


# --- 2. Funk. ------------------------------------------------------------------------------------

def funk():
    bar_e = """0 .4 E1 112, .75 .18 E1 60, 1 .2 E2 104, 1.5 .22 D2 88, 1.75 .2 B1 76,
        2.5 .22 D2 92, 2.75 .3 E2 98, 3.25 .2 G1 86, 3.5 .22 G#1 80, 3.75 .2 B1 70"""
    bar_a = """0 .4 A1 110, .75 .18 A1 60, 1 .2 A2 102, 1.5 .22 G2 88, 1.75 .2 E2 74,
        2.25 .18 A1 58, 2.5 .22 F#1 90, 2.75 .3 G1 94, 3.25 .2 A1 84, 3.5 .22 C2 84, 3.75 .2 D2 76"""
    bar_t = """0 .5 C2 110, .75 .2 C2 66, 1 .2 C3 100, 1.5 .3 G1 90, 2 .4 B1 108, 2.75 .18 B1 64,
        3 .2 B2 102, 3.25 .2 A2 82, 3.5 .2 F#2 84, 3.75 .2 D#2 84"""
    bass = notes(bar_e) + notes(bar_a, shift=4) + notes(bar_e, shift=8) + notes(bar_t, shift=12)
    drums = []
    for bar in range(4):
        last = bar == 3
        drums += grid({
            "k": "9..5 .... ..8. .5.." if bar % 2 == 0 else "9... ..5. .58. ....",
            "s": ".... 8..2 .2.. 8..2" if not last else ".... 8..2 .2.. 8.68",
            "h": "6252 6252 6252 62.2" if not last else "6252 6252 6252 ....",
            "o": ".... .... .... ..5." if not last else "..5. .... .... ....",
            "n": "..3. ..4. ..3. ..4.",
            "t": ".... .... .... ...." if not last else ".... .... .... .67.",
            "f": ".... .... .... ...." if not last else ".... .... .... ...8"}, 0.25, bar * 4)
    drums += grid({"c": "6"}, 1)
    upper = [(0, "D4 F#4 G4 B4"), (4, "C#4 F#4 G4 B4"), (8, "D4 F#4 G4 B4"),
             (12, "D4 E4 G4 B4"), (14, "D#4 F4 A4 C5")]
    stabs = [(0, .2, 10), (.75, .15, -12), (1.5, .2, 5), (1.75, .12, -15), (2.25, .15, -6),
             (2.5, .2, 8), (3.25, .15, -8), (3.75, .2, 2)]
    clav = comp(upper, [(b + 4 * n, d, a) for n in range(4) for b, d, a in stabs], 82)
    scratch = comp([(b, " ".join(n.split()[1:])) for b, n in upper],
                   [(0.25 * i, .1, 14 if i % 4 == 2 else -22 + 6 * (i % 2)) for i in range(64)
                    if i % 16 not in (0, 5, 12)], 72)
    horns = notes("""2.5 .3 G4+B4+D5 100, 2.75 .9 F#4+B4+E5 96, 6.5 .2 G4+C#5+E5 94, 7 .2 A4+C#5+F#5 98,
        7.5 .45 G4+B4+E5 100, 10.5 .3 G4+B4+D5 100, 10.75 .9 F#4+B4+E5 96, 12 1.8 G4+B4+D5+E5 88,
        14 .3 A4+C5+D#5+F5 104, 14.75 .25 A4+C5+D#5+F5 98, 15.5 .4 B4+D#5+F#5 106""")
    organ = hold([(0, "G3 B3 E4"), (4, "G3 A3 E4"), (8, "G3 B3 E4"), (12, "G3 C4 E4"),
                  (14, "A3 B3 D#4")], 16, 64)
    crowd = notes("""2.5 .4 G4+B4+E4 92, 3 .8 F#4+A4+D4 96, 6.5 .4 G4+A4+E4 90, 7 .9 E4+G4+C#4 96,
        10.5 .4 G4+B4+E4 94, 11 .8 F#4+A4+D4 96, 12 1.8 E4+G4+B4 84, 14 1.9 F#4+A4+D#4 96""")
    tune = lyric("""0 .45 E4 gE 100, .5 .2 G4 ta 96, .75 .45 E4 lu 90, 1.25 .25 D4 da 88,
        1.5 .75 E4 bA 100, 3.5 .22 B3 a 80, 3.75 .22 D4 nU 84,
        4 .7 E4 wa 100, 4.75 .25 G4 na 98, 5 .45 A4 mU 104, 5.5 .25 G4 ra 94, 5.75 .7 E4 yE 98,
        7.5 .22 D4 i 84, 7.75 .22 E4 na 88, 8 .45 G4 gE 102, 8.5 .22 A4 ta 100, 8.75 .45 B4 lO 106,
        9.25 .25 A4 da 96, 9.5 .9 G4 bA 102, 11.25 .22 E4 a 86, 11.5 .22 G4 ta 92, 11.75 .22 A4 nU 94,
        12 .95 B4 kW 108, 13 .45 A4 ni 98, 13.5 .45 G4 su 94, 14 .7 A4 gO 104, 14.75 .25 F#4 na 94,
        15 .75 D#4 rA 98""")
    return Song(
        "Copper Kettle Club - Second Helping", "E minor", 96, 16, 44100, 2,
        {"vocals": [Part(52, crowd, 90, 64, 45, loose=0.012)],
         "drums": [Part(0, drums, 100, reverb=18, drums=True, loose=0.004, swing=0.03)],
         "bass": [Part(36, bass, 108, reverb=4, loose=0.004, swing=0.03)],
         "other": [Part(7, clav, 84, 44, 20, swing=0.03), Part(28, scratch, 76, 92, 20, swing=0.03, strum=0.002),
                   Part(61, horns, 88, 70, 40), Part(17, organ, 70, 56, 40)]},
        [Lead(tune, settings=dict(scale=1.02, effort=9000, breathy=0.02, scoop=1.6), wet=0.16)],
        {"vocals": -19, "drums": -19.5, "bass": -20, "other": -20},
        "funk, sixteenths a little swung")


# --- 3. Bossa nova. ------------------------------------------------------------------------------

def bossa():
    chords = [(0, "E3 A3 C4 G4"), (3.5, "F#3 A3 C4 Eb4"), (8, "F3 Bb3 D4 A4"), (11.5, "F3 Bb3 Db4 G4"),
              (16, "G3 A3 C4 E4"), (17.5, "Ab3 B3 D4 F4"), (19.5, "F3 Bb3 D4 A4"), (22, "E3 Bb3 D4 A4")]
    two_bars = [(0, 1.2, 4), (1.5, .5, -4), (3, .4, -6), (3.5, 1.2, 6), (5, .8, -2), (6.5, .9, 4), (7.5, .4, -8)]
    guitar = comp(chords, [(b + 8 * n, d, a) for n in range(3) for b, d, a in two_bars], 78)
    keys = comp([(b, " ".join(n.split()[1:])) for b, n in chords],
                [(0, 1.4, 4), (3.5, 2.2, 2), (8, 1.0, 4), (9.5, 1.5, -4), (11.5, 2.4, 4), (14.5, .8, -8),
                 (16, 1.2, 2), (17.5, 1.8, 2), (19.5, 2.2, 2), (22, 1.6, 0)], 66)
    flute = notes("""3 .5 G5 60, 3.5 .5 A5 66, 4 1 F#5 70, 5 .5 Eb5 62, 5.5 1.8 C5 66, 11 .5 A5 64, 11.5 1.2 G5 70,
        12.75 .3 F5 60, 13 2 Db5 68, 15.5 .5 E5 62, 16 1.3 G5 66, 17.5 .5 F5 62, 18 1.3 D5 64,
        20.5 .5 F5 62, 21 .9 D5 64, 22 .5 A5 66, 22.5 .5 G5 64, 23 .9 E5 62""")
    strings = hold([(0, "C4 G4"), (4, "C4 F#4"), (8, "D4 F4"), (12, "Db4 F4"), (16, "C4 E4"), (18, "D4 F4"),
                    (20, "D4 F4"), (22, "D4 E4")], 24, 52)
    bass = notes("""0 1.4 F1 96, 1.5 .4 C2 74, 2 1.4 C2 90, 3.5 .4 E2 72, 4 1.4 D2 96, 5.5 .4 A1 74, 6 1.4 A1 88,
        7.5 .4 F#1 72, 8 1.4 G1 96, 9.5 .4 D2 74, 10 1.4 D2 88, 11.5 .4 A1 72, 12 1.4 Bb1 96, 13.5 .4 F1 72,
        14 1.4 Db2 88, 15.5 .4 Bb1 72, 16 1.4 A1 96, 17.5 .4 E2 72, 18 1.4 Ab1 92, 19.5 .4 D2 70,
        20 1.4 G1 96, 21.5 .4 D2 74, 22 1.0 C2 94, 23 .5 G1 78, 23.5 .4 E1 74""")
    drums = []
    for two in range(3):
        drums += grid({"k": "5..46..4 5..46..4",
                       "x": "7..6..5. ..7..6.." if two < 2 else "7..6..5. ..7.....",
                       "p": "..4...4. ..4...4.",
                       "h": "53545354 53545354",
                       "m": "34342424 34342434"}, 0.5, two * 8)
    drums += grid({"s": ".... ..45", "T": "....5...", "t": ".....5.."}, 0.25, 22) + grid({"r": "4"}, 1)
    choir = hold([(0, "A3 C4 G4"), (4, "A3 C4 F#4"), (8, "Bb3 D4 F4"), (12, "Bb3 Db4 F4"), (16, "A3 C4 E4"),
                  (18, "B3 D4 F4"), (20, "Bb3 D4 F4"), (22, "Bb3 D4 E4")], 24, 56)
    tune = lyric("""0.5 .9 G4 ma 84, 1.5 1.4 A4 rE 90, 3 .5 C5 a 88, 3.5 1.3 C5 lu 96, 5 .5 Bb4 na 86,
        5.5 .5 A4 da 84, 6 1.6 F#4 mA 88, 8 .5 G4 so 84, 8.5 .5 A4 li 88, 9 .5 Bb4 to 90, 9.5 1.4 D5 dO 100,
        11 .5 C5 na 92, 11.5 2 Bb4 mE 94, 13.5 .5 C5 u 86, 14 .5 Db5 la 92, 14.5 .9 Bb4 rO 90,
        15.5 1.4 C5 hE 94, 17 .5 A4 la 86, 17.5 1.3 B4 nO 92, 19 .5 Ab4 i 84, 19.5 1.4 A4 sa 90,
        21 .75 G4 lu 86, 21.9 .6 E4 na 82, 22.5 1.3 A4 wa 86""")
    return Song(
        "Marisol Vane - Tide and Tangerine", "F major", 144, 24, 44100, 1,
        {"vocals": [Part(53, choir, 80, 64, 50, loose=0.012)],
         "drums": [Part(40, drums, 104, reverb=25, drums=True, loose=0.005)],
         "bass": [Part(32, bass, 112, reverb=8, loose=0.008)],
         "other": [Part(24, guitar, 100, 64, 30, strum=0.006), Part(4, keys, 78, 64, 40, 30),
                   Part(73, flute, 72, 64, 55, loose=0.01), Part(48, strings, 60, 64, 55, loose=0.015)]},
        [Lead(tune, settings=dict(scale=1.13, effort=4500, breathy=0.06, scoop=0.8), wet=0.2)],
        {"vocals": -19, "drums": -21, "bass": -20.5, "other": -20.5},
        "bossa nova, played in two")


# --- 4. Electronic pop. --------------------------------------------------------------------------

def electronic():
    chords = [(0, "A3 C4 E4 B4"), (4, "A3 C4 F4 G4"), (8, "G3 C4 E4 B4"), (12, "G3 B3 D4 A4"), (16, "G3 B3 E4 F#4"),
              (18, "G#3 B3 E4")]
    roots = ["A1", "F1", "C2", "G1", "E1"]
    bass, arp, power = [], [], []
    for bar, root in enumerate(roots):
        low = pitch(root)
        fifth = low + 7
        for i in range(16):
            beat = bar * 4 + i / 4
            if i % 4:  # leave the beat to the kick drum
                tone = low + 12 if i % 4 == 2 else (fifth if i in (13, 15) else low)
                bass.append((beat, 0.22, tone, 104 if i % 4 == 2 else 84))
        bass.append((bar * 4, 0.2, low, 72))
        power += [(bar * 4 + b, d, low + shift, v) for shift in (12, 19, 24)
                  for b, d, v in ((0, 1.4, 88), (1.5, 1.4, 80), (3, .9, 84))]
    for i in range(80):
        tones = [pitch(n) for n in [n for b, n in chords if b <= i / 4][-1].split()]
        line = tones + [t + 12 for t in tones]
        arp.append((i / 4, 0.2, line[(0, 2, 5, 3, 6, 4, 2, 1)[i % 8] % len(line)] + 12, 84 if i % 4 == 0 else 62))
    drums = []
    for bar in range(5):
        last = bar == 4
        drums += grid({"k": "9... 9... 9... 9..4" if not last else "9... 9... 9.5. ....",
                       "s": ".... 7... .... 7..." if not last else ".... 7... 3.45 6789",
                       "C": ".... 8... .... 8..." if not last else ".... 8... .... ....",
                       "h": "4231 4231 4231 4231",
                       "o": "..6. ..6. ..6. ..6." if not last else "..6. ..6. .... ....",
                       "m": "2424 2424 2424 2424"}, 0.25, bar * 4)
    drums += grid({"c": "7"}, 1) + grid({"c": "5"}, 1, 12)
    stabs = comp(chords, [(b + 4 * n, .35, a) for n in range(5)
                          for b, a in ((.75, 0), (1.5, 4), (2.75, -4), (3.5, 0))], 80)
    choir = hold([(0, "A3 C4 E4"), (4, "A3 C4 F4"), (8, "G3 C4 E4"), (12, "G3 B3 D4"), (16, "G3 B3 E4"),
                  (18, "G#3 B3 E4")], 20, 72)
    words = """0 .5 A4 rE 92, .5 .5 A4 di 90, 1 .5 B4 O 92, 1.5 1.45 C5 lA 100, 3 .5 B4 tU 92, 3.5 .5 A4 nu 88,
        4 1.4 A4 wE 96, 5.5 .45 G4 yu 88, 6 1.6 F4 kO 90, 8 .5 G4 a 88, 8.5 .5 G4 nU 90, 9 .5 A4 wu 92,
        9.5 1.4 C5 dE 100, 11 .5 D5 i 98, 11.5 .5 E5 nu 104, 12 1.45 D5 hA 106, 13.5 .5 C5 lo 96,
        14 1.3 B4 rE 98, 15.5 .5 A4 se 90, 16 1 B4 fO 98, 17 .5 G4 li 90, 17.5 1.9 E4 mA 94, 19.5 .45 G4 so 82"""
    tune = lyric(words)
    low = {"C5": "A4", "B4": "G4", "A4": "E4", "D5": "B4", "E5": "C5", "G4": "E4", "F4": "C4", "E4": "B3"}
    second = [(b, d, pitch(low[w.split()[2]]), s, v) for (b, d, _, s, v), w in zip(tune, words.split(","))]
    return Song(
        "Night Ferry - Glass Horizon", "A minor", 120, 20, 48000, 2,
        {"vocals": [Part(54, choir, 80, 64, 50, 20, loose=0.004)],
         "drums": [Part(24, drums, 104, reverb=14, drums=True, loose=0.001)],
         "bass": [Part(38, bass, 104, reverb=4, loose=0.001)],
         "other": [Part(81, arp, 66, 40, 40, 20, loose=0.001), Part(89, hold(chords, 20, 70), 82, 64, 50, 30),
                   Part(29, power, 62, 88, 25, loose=0.006), Part(62, stabs, 66, 80, 40, 20, loose=0.002)]},
        [Lead(tune, settings=dict(scale=1.17, effort=7500, breathy=0.03)),
         Lead(tune, 0.35, -0.5, dict(scale=1.15, effort=6000, breathy=0.05)),
         Lead(second, 0.35, 0.5, dict(scale=1.04, effort=7500, breathy=0.03))],
        {"vocals": -19.5, "drums": -18.5, "bass": -21, "other": -21},
        "electronic pop, four to the floor")


def all_songs():
    return [ballad(), funk(), bossa(), electronic()]
