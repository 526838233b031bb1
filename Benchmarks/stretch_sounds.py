"""The sounds that stretching engines are judged by, with what is known about each, and what is to be done to them.

Two halves, each with the six sets of `SETS`. `tuning` is for whoever writes an engine; `held-out` has other seeds,
other songs of the soundbank and other recordings, so that an engine that was fitted to the first half gains nothing.
"""

import pathlib
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Callable

import numpy as np
import soundfile
from scipy import signal

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT / "soundbank"))
import sounds as bank  # noqa: E402
import voice  # noqa: E402

RATE = 44_100
SECONDS = 2.5
SETS = ["tones", "speech", "drums", "bass", "mixes", "textures"]
HALVES = ["tuning", "held-out"]
# Semitones and time ratios: each by itself up to the octave and the factor of two, and both at once.
CHANGES = [(0, 0.5), (0, 0.8), (0, 1.25), (0, 2.0), (-12, 1.0), (3, 1.0), (12, 1.0), (-3, 0.9)]
SONGS = {
    "tuning": ["The Quiet Ones - Paper Lanterns", "Copper Kettle Club - Second Helping"],
    "held-out": ["Night Ferry - Glass Horizon", "Marisol Vane - Tide and Tangerine"],
}
# Partials above this share of the rate are gone when a sound is shifted up.
HIGHEST = 0.45


@dataclass
class Sound:
    name: str
    set: str
    samples: np.ndarray  # channels × frames
    rate: int = RATE
    # The frequencies in Hz of a tone that does not change from its first frame to its last.
    partials: list = field(default_factory=list)
    # Whether each period has one sharp peak, as the pulses of a voice: what phases that drift apart flatten.
    pulsed: bool = False
    # One pitch at a time, most of the time.
    sung: bool = False
    # Steady vowels: (start s, end s, fundamental Hz).
    vowels: list = field(default_factory=list)
    # The sound as it would be, from the same formula: truth(ratio, pitch scale) gives channels × frames.
    truth: Callable | None = None


# --- Tones ---------------------------------------------------------------------------------------

def clock(seconds):
    return np.arange(round(seconds * RATE)) / RATE


def additive(parts, seconds, ratio=1.0, scale=1.0):
    """Sum of (Hz as a function of the source's time, amplitude as a function of it, phase), at most `HIGHEST`."""
    time = clock(seconds * ratio)
    out = np.zeros(len(time))
    for frequency, amplitude, phase in parts:
        hertz = scale * frequency(time / ratio) * np.ones(len(time))
        if hertz.max() < HIGHEST * RATE:
            out += amplitude(time / ratio) * np.cos(2 * np.pi * np.cumsum(hertz) / RATE + phase)
    return out[None, :]


def constant(value):
    return lambda time: value


def from_formula(name, group, parts, **facts):
    source = additive(parts, SECONDS)
    gain = 0.5 / np.abs(source).max()
    return Sound(name, group, gain * source, truth=lambda ratio, scale: gain * additive(parts, SECONDS, ratio, scale), **facts)


def steady(name, group, partials, rng, aligned=False, **facts):
    """Partials as (Hz, amplitude), with phases by chance or all at their peak at once."""
    parts = [(constant(f), constant(a), 0 if aligned else rng.uniform(0, 2 * np.pi)) for f, a in partials]
    return from_formula(name, group, parts, partials=[f for f, _ in partials], **facts)


def harmonics(fundamental, count, slope=1.0):
    return [(k * fundamental, k ** -slope) for k in range(1, count + 1)]


def bell(rng):
    base = rng.uniform(300, 600)
    ratios = np.array([1, 1.52, 2.0, 2.76, 3.9, 5.1]) * rng.uniform(0.99, 1.01, 6)
    parts = []
    for start in (0.1, 1.2):
        for ratio, decay in zip(ratios, rng.uniform(0.3, 1.2, 6)):
            parts.append((
                constant(base * ratio * (1 if start < 1 else 1.26)),
                lambda t, start=start, decay=decay, level=ratio ** -0.7: level * np.where(
                    t >= start, np.exp(-np.maximum(t - start, 0) / decay) * np.clip((t - start) / 0.004, 0, 1), 0), 0.0))
    return from_formula("bell", "tones", parts)


def glide(rng):
    low, up = rng.uniform(180, 260), rng.uniform(5, 9)
    vibrato, width = rng.uniform(5, 6.5), 0.25

    def hertz(time):
        return low * 2 ** ((up * time / SECONDS + width * np.sin(2 * np.pi * vibrato * time)) / 12)

    return from_formula("glide", "tones", [
        (lambda t, k=k: k * hertz(t), constant(1 / k), rng.uniform(0, 2 * np.pi)) for k in range(1, 9)])


def tones(half, rng):
    root = rng.uniform(130, 200)
    chord = [p for note in (0, 4, 7, 11) for p in harmonics(root * 2 ** (note / 12), 6)]
    return [
        steady("sine-low", "tones", [(rng.uniform(90, 200), 1)], rng),
        steady("sine-high", "tones", [(rng.uniform(1500, 4000), 1)], rng),
        steady("organ", "tones", harmonics(rng.uniform(220, 400), 12), rng),
        steady("chord", "tones", chord, rng),
        steady("pulses", "tones", harmonics(rng.uniform(100, 140), 30, 0.2), rng, aligned=True, pulsed=True),
        bell(rng), glide(rng),
    ]


# --- Speech --------------------------------------------------------------------------------------

def spoken(rng, size, base):
    """Syllables at the pace of speech whose pitch wanders by a few semitones."""
    notes, at, tone = [], 0.05, base
    while at < SECONDS - 0.2:
        length = rng.uniform(0.09, 0.28)
        tone += rng.uniform(-2.5, 2.5) + 0.4 * (base - tone)
        consonant = rng.choice(list(voice.CONSONANTS)) if rng.random() < 0.8 else ""
        notes.append((at, length, tone, consonant + rng.choice(list("aeiouUAOEW")), rng.uniform(70, 110)))
        at += length + (rng.uniform(0.1, 0.25) if rng.random() < 0.15 else 0.01)
    return voice.sing(RATE, notes, SECONDS, int(rng.integers(1 << 30)), size, 4500, 0.08)


def vowels(rng, size, fundamental):
    """Three vowels of 0.8 s at one pitch."""
    names, length = rng.permutation(list("aeiou"))[:3], 0.8
    frames = int(3 * length * voice.CONTROL)
    tract = np.array([[*voice.VOWELS[n], 3350, 4300] for n in names], float) * size
    index = np.minimum(np.arange(frames) // int(length * voice.CONTROL), 2)
    formants = np.stack([np.convolve(np.pad(tract[index, i], 12, "edge"), np.ones(25) / 25, "valid") for i in range(5)], 1)
    sound = voice.speak(RATE, np.full(frames, fundamental), formants, np.ones(frames), np.zeros(frames), rng, 5000 * size)
    found = [(i * length + 0.1, (i + 1) * length - 0.1, fundamental) for i in range(3)]
    return Sound("vowels-" + ("low" if size < 1.1 else "high"), "speech", sound[None], pulsed=True, sung=True, vowels=found)


def speech(half, rng):
    lead = stem(SONGS[half][0], "vocals")
    out = [
        vowels(rng, 1.0, rng.uniform(95, 130)), vowels(rng, 1.17, rng.uniform(180, 230)),
        Sound("man", "speech", spoken(rng, 1.0, rng.uniform(43, 47))[None], pulsed=True, sung=True),
        Sound("woman", "speech", spoken(rng, 1.17, rng.uniform(54, 58))[None], pulsed=True, sung=True),
        Sound("singer", "speech", lead, sung=True),
    ]
    # Recorded speech: a woman of full bandwidth, then a reader and a man whose recordings end at 8 kHz.
    if half == "tuning":
        words = [packaged("alsa-utils", f"usr/share/sounds/alsa/{name}.wav") for name in ("Front_Left", "Rear_Center")]
        out.append(Sound("announcer", "speech", np.concatenate(words, 1), pulsed=True, sung=True))
    else:
        out.append(recording("ambi_choir", "speech"))
        folder = "usr/share/pocketsphinx/test/data"
        for name, file in [("reader", "librivox/sense_and_sensibility_01_austen_64kb-0870"), ("cards", "cards/005")]:
            out.append(Sound(
                name, "speech", packaged("pocketsphinx-testdata", f"{folder}/{file}.wav"), pulsed=True, sung=True))
    return out


# --- Sounds of the soundbank and of Debian's packages ---------------------------------------

def stem(song, label):
    """`SECONDS` of a stem, from a quarter on, channels × frames."""
    samples, rate = soundfile.read(
        CHECKOUT / f"soundbank/music/foreground/{label}/{song}.flac", always_2d=True, dtype="float64")
    return fitted(samples[len(samples) // 4 :].T, rate)


def event(label, number, seed):
    """An event by the soundbank's own function, with another seed."""
    rate, _, peak, function, arguments = bank.EVENTS[label][number]
    samples = function(rate, np.random.default_rng(seed), *arguments).T
    return fitted(samples * (0.7 / np.abs(samples).max()), rate)


def fitted(samples, rate):
    return resampled(samples, rate)[:, : round(SECONDS * RATE)]


def resampled(samples, rate):
    """The same at `RATE`, the last axis being time."""
    if rate == RATE:
        return samples
    divisor = np.gcd(RATE, rate)
    return signal.resample_poly(samples, RATE // divisor, rate // divisor, axis=-1)


def packaged(package, path):
    """`SECONDS` of a sound file in one of Debian's packages, unpacked into .build/quality where it is not installed."""
    kept = CHECKOUT / ".build/quality/packages" / package
    place = next((root / path for root in (pathlib.Path("/"), kept) if (root / path).exists()), None)
    if place is None:
        kept.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["apt-get", "download", "-qq", package], cwd=kept, check=True, stderr=subprocess.DEVNULL)
            subprocess.run(["dpkg", "-x", next(kept.glob("*.deb")), kept], check=True)
        except (OSError, subprocess.CalledProcessError, StopIteration):
            sys.exit(f"Debian's package {package} could not be downloaded: apt-get install {package}")
        place = kept / path
    samples, rate = soundfile.read(place, always_2d=True, dtype="float64")
    return fitted(samples.T, rate)


def recorded(name):
    return packaged("sonic-pi-samples", f"usr/share/sonic-pi/samples/{name}.flac")


def recording(name, group, **facts):
    return Sound(name.replace("_", "-"), group, recorded(name), **facts)


# --- Drums, bass, mixes, textures ------------------------------------------------------------------

def hits(rng, gap, kinds, ratio=1.0):
    """Struck sounds in silence: the attack of each takes less than a millisecond. With a ratio the same ones, elsewhere."""
    out = np.zeros(round(SECONDS * ratio * RATE))
    at = 0.25
    while at < SECONDS - 0.25:
        kind, time = rng.choice(kinds), clock(0.2)
        if kind == "click":
            hit = rng.standard_normal(len(time)) * np.exp(-time / 0.004)
        elif kind == "snare":
            hit = 0.6 * rng.standard_normal(len(time)) * np.exp(-time / 0.05) + 0.5 * np.sin(
                2 * np.pi * 190 * time) * np.exp(-time / 0.04)
        else:
            hit = np.sin(2 * np.pi * (50 * time + 6 * (1 - np.exp(-time / 0.02)))) * np.exp(-time / 0.07)
            hit += 0.4 * rng.standard_normal(len(time)) * np.exp(-time / 0.003)
        bank.put(out, hit / np.abs(hit).max(), at * ratio, RATE, rng.uniform(0.5, 0.9))
        at += gap * rng.uniform(0.9, 1.1)
    return out[None]


def drums(half, rng):
    out = [
        Sound("kit", "drums", hits(rng, 0.35, ["kick", "snare", "click"])),
        Sound("castanets", "drums", hits(rng, 0.13, ["click"])),
        *[Sound(f"drums-{i}", "drums", stem(song, "drums")) for i, song in enumerate(SONGS[half])],
    ]
    if half == "tuning":
        return out + [Sound("knock", "drums", event("knock", 0, 1))]
    return out + [recording("loop_amen", "drums"), recording("loop_tabla", "drums")]


def plucked(rng):
    """Bass notes of half a second with a fast attack."""
    parts, at = [], 0.1
    while at < SECONDS - 0.3:
        note = rng.uniform(41, 98)
        for k in range(1, 14):
            parts.append((
                constant(note * k), lambda t, at=at, k=k: k ** -1.2 * np.where(
                    t >= at, np.exp(-np.maximum(t - at, 0) * (2 + 0.8 * k)) * np.clip((t - at) / 0.003, 0, 1)
                    * np.clip((at + 0.5 - t) / 0.03, 0, 1), 0), rng.uniform(0, 6.28)))
        at += 0.5
    return from_formula("plucked", "bass", parts, sung=True)


def basses(half, rng):
    out = [
        steady("low-tone", "bass", harmonics(rng.uniform(41, 62), 12), rng), plucked(rng),
        *[Sound(f"bass-{i}", "bass", stem(song, "bass"), sung=True) for i, song in enumerate(SONGS[half])],
    ]
    if half == "held-out":
        out += [recording("bass_woodsy_c", "bass", sung=True), recording("bass_thick_c", "bass", sung=True)]
    return out


def stereo(samples):
    return np.repeat(samples, 2, axis=0) if len(samples) == 1 else samples


def song(name):
    return sum(stereo(stem(name, label)) for label in ("vocals", "drums", "bass", "other"))


def placed(rng):
    """Each source elsewhere: a tone to one side, hits later in one ear, noise that differs, a centre."""
    count = round(SECONDS * RATE)
    tone = steady("", "", harmonics(rng.uniform(200, 300), 8), rng).samples[0]
    hit = hits(rng, 0.3, ["snare", "click"])[0]
    late = np.concatenate([np.zeros(20), hit[:-20]])
    centre = spoken(rng, 1.0, 45)[:count]
    centre *= 0.3 / np.abs(centre).max()
    hiss = 0.02 * rng.standard_normal((2, count))
    return np.stack([0.3 * tone + 0.3 * late + centre, 0.06 * tone + 0.4 * hit + centre]) + hiss


def mixes(half, rng):
    out = [Sound(f"song-{i}", "mixes", song(name)) for i, name in enumerate(SONGS[half])]
    out.append(Sound("placed", "mixes", placed(rng)))
    if half == "held-out":
        layers = [recorded("guit_em9"), recorded("loop_breakbeat"), recorded("bass_trance_c")]
        count = min(x.shape[1] for x in layers)
        out.append(Sound("layers", "mixes", 0.4 * sum(stereo(x)[:, :count] for x in layers)))
    else:
        count = round(SECONDS * RATE)
        wide = stereo(song(SONGS[half][0]))[:, :count]
        middle, side = wide.mean(0), 0.5 * (wide[0] - wide[1])
        out.append(Sound("wide", "mixes", np.stack([middle + 3 * side, middle - 3 * side]) * 0.6))
    return out


def crackle(rng):
    """150 small clicks a second, by chance."""
    count = round(SECONDS * RATE)
    out = np.zeros(count)
    out[rng.integers(0, count, int(150 * SECONDS))] = rng.lognormal(0, 0.6, int(150 * SECONDS))
    out = bank.band(out, RATE, 500, 8000) + 0.01 * rng.standard_normal(count)
    return 0.5 * (out / np.abs(out).max())[None]


def textures(half, rng):
    count = round(SECONDS * RATE)
    pink = bank.loop_noise(RATE, count, lambda f: 1 / np.sqrt(f), rng)
    out = [
        Sound("white", "textures", 0.1 * rng.standard_normal((2, count))),
        Sound("pink", "textures", 0.1 * pink[None]),
        Sound("crackle", "textures", crackle(rng)),
        Sound("rain", "textures", 0.1 * bank.rain(RATE, SECONDS, 2, rng).T),
    ]
    if half == "held-out":
        out.append(recording("vinyl_hiss", "textures"))
    return out


def made(half):
    """All sounds of a half: the same at every call."""
    rng = np.random.default_rng(HALVES.index(half) + 14)
    found = []
    for maker in (tones, speech, drums, basses, mixes, textures):
        found += maker(half, rng)
    for sound in found:
        peak = np.abs(sound.samples).max()
        gain = min(1, 0.9 / peak)
        sound.samples = (gain * sound.samples).astype(np.float32)
        if sound.truth and gain != 1:
            sound.truth = lambda ratio, scale, of=sound.truth, gain=gain: gain * of(ratio, scale)
    return found


def frame_count(sound, ratio):
    """How long the result is to be: halves are rounded up."""
    return int(sound.samples.shape[1] * ratio + 0.5)


def job_name(sound, ratio, semitones):
    return f"{sound.set}-{sound.name}_{ratio:g}x_{semitones:+g}"
