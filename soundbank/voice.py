"""A small formant voice: a source of harmonics and breath through a moving vocal tract.

It sings the lead lines of the songs, and barks for the dog. Everything is additive: each
harmonic gets the gain and the phase that the tract has at its frequency, so nothing aliases
and the vowels can move from one to the next while a note is held.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, sosfilt

CONTROL = 400  # values per second in every control track
FORMANTS = 5

# The first three formants of a man's vowels (Peterson and Barney); the upper two hardly move.
VOWELS = {
    "a": (730, 1090, 2440), "e": (530, 1840, 2480), "i": (290, 2250, 2950),
    "o": (560, 860, 2410), "u": (320, 880, 2240), "U": (640, 1190, 2390),
}
DIPHTHONGS = {"A": "ai", "O": "ou", "E": "ei", "W": "au"}
# A consonant: tract during it, its length in s, level of the voice, (level, low, high) of noise.
CONSONANTS = {
    "m": ((260, 1000, 2200), 0.07, 0.30, None),
    "n": ((260, 1450, 2400), 0.06, 0.30, None),
    "l": ((350, 1250, 2700), 0.06, 0.45, None),
    "r": ((380, 1150, 1600), 0.07, 0.50, None),
    "w": ((300, 700, 2200), 0.08, 0.50, None),
    "y": ((280, 2200, 2900), 0.07, 0.50, None),
    "b": ((250, 850, 2200), 0.05, 0.06, None),
    "d": ((280, 1700, 2600), 0.05, 0.06, (0.30, 2500, 5000)),
    "g": ((280, 1500, 2000), 0.05, 0.06, (0.25, 1500, 3000)),
    "t": ((300, 1700, 2600), 0.06, 0.00, (0.50, 3500, 8000)),
    "k": ((300, 1500, 2200), 0.06, 0.00, (0.45, 1500, 4000)),
    "h": ((600, 1300, 2400), 0.06, 0.00, (0.25, 800, 4000)),
    "s": ((320, 1600, 2600), 0.10, 0.00, (0.55, 5000, 9500)),
    "f": ((320, 1100, 2300), 0.09, 0.00, (0.25, 2000, 8000)),
}


def tract(frequency, formants, widths):
    """Complex gain of a cascade of resonators; `frequency` broadcasts against the frames."""
    s = 2j * np.pi * frequency
    gain = np.ones(np.broadcast(frequency, formants[..., 0]).shape, complex)
    for i in range(formants.shape[-1]):
        pole = -np.pi * widths[..., i] + 2j * np.pi * formants[..., i]
        gain *= (pole * pole.conj()) / ((s - pole) * (s - pole.conj()))
    return gain


def speak(rate, f0, formants, voiced, breath, rng, effort=6000.0, rough=0.0):
    """Sound of control tracks: f0 [frames], formants [frames, n], voiced and breath [frames].

    `effort` is where the source starts to fall steeply, in Hz; `rough` adds a subharmonic.
    """
    frames = len(f0)
    count = int(frames / CONTROL * rate)
    at = np.arange(count) / rate * CONTROL
    grid = np.arange(frames)
    widths = 45 + 0.045 * formants
    pitch = np.interp(at, grid, f0)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    top = min(10000.0, 0.45 * rate)

    harmonics = np.arange(1, int(top / f0.min()) + 1)
    frequency = harmonics[None, :] * f0[:, None]
    gain = tract(frequency, formants[:, None, :], widths[:, None, :])
    # A little brighter than a spoken voice, whose source falls as 1 / frequency.
    gain /= harmonics ** 0.75 * np.sqrt(1 + (frequency / effort) ** 2)
    gain[frequency > top] = 0
    # Even out most of the level changes that come from harmonics crossing formants.
    power = np.sqrt((np.abs(gain) ** 2).sum(axis=1, keepdims=True))
    gain *= voiced[:, None] / (power + 1e-9) ** 0.8

    sound = np.zeros(count)
    angles = np.unwrap(np.angle(gain), axis=0)
    levels = np.abs(gain)
    for k in range(len(harmonics)):
        if levels[:, k].max() > 1e-5:
            sound += np.interp(at, grid, levels[:, k]) * np.cos(
                harmonics[k] * phase + np.interp(at, grid, angles[:, k]))
    if rough:
        sound *= 1 + rough * np.cos(phase / 2)

    # Breath: white noise through the same tract, one short spectrum after another.
    size, hop = 1024, 256
    window = np.hanning(size + 1)[:-1]
    noise = rng.standard_normal(count + 2 * size)
    out = np.zeros(count + 2 * size)
    bins = np.fft.rfftfreq(size, 1 / rate)
    for start in range(0, count + size, hop):
        frame = min(frames - 1, max(0, int((start - size / 2) / rate * CONTROL)))
        if breath[frame] < 1e-5:
            continue
        shape = np.abs(tract(bins, formants[frame], widths[frame]))
        shape *= bins / (bins + 600)
        shape /= np.sqrt((shape ** 2).mean())
        piece = np.fft.irfft(np.fft.rfft(noise[start:start + size] * window) * shape)
        out[start:start + size] += piece * breath[frame] * 0.5
    return sound + out[size:size + count]


def sing(rate, notes, length, seed, scale=1.0, effort=6000.0, breathy=0.05, scoop=1.2):
    """A lead line of `length` seconds, wrapped round so that it loops without a seam.

    `notes` are (start s, duration s, MIDI pitch, syllable, velocity). `scale` is the size of
    the singer: 1.0 a man, about 1.17 a woman. A syllable is an optional consonant and a vowel.
    """
    rng = np.random.default_rng(seed)
    lead, tail = 0.5, 1.5
    frames = int((lead + length + tail) * CONTROL)
    time = np.arange(frames) / CONTROL - lead
    semitones = np.full(frames, float(notes[0][2]))
    formants = np.tile(np.array(VOWELS["U"], float), (frames, 1))
    voiced = np.zeros(frames)
    bends = np.zeros(frames)
    noises = []

    previous_end = -9.0
    for start, duration, pitch, syllable, velocity in notes:
        end = start + duration
        consonant = CONSONANTS.get(syllable[0]) if len(syllable) > 1 else None
        vowels = DIPHTHONGS.get(syllable[-1], syllable[-1])
        joined = start - previous_end < 0.04
        level = (velocity / 100) ** 1.5

        semitones[time >= start - 0.03] = pitch
        body = (time >= start) & (time < end)
        formants[time >= start] = VOWELS[vowels[0]]
        if len(vowels) > 1:
            formants[time >= start + 0.62 * duration] = VOWELS[vowels[1]]
        # A long note swells a little and then dies away.
        place = np.clip((time[body] - start) / duration, 0, 1)
        voiced[body] = level * (0.86 + 0.22 * np.sin(np.pi * place ** 0.7) - 0.12 * place)
        if consonant:
            shape, span, murmur, noise = consonant
            span = min(span, 0.35 * duration)
            held = (time >= start - span * 0.6) & (time < start + span * 0.4)
            formants[held] = shape
            voiced[held] = murmur * level
            if noise:
                noises.append((start - span * 0.6, span, noise, level))
        # Start a phrase from a little below the pitch, as singers do.
        if not joined:
            bends -= np.where(time >= start - 0.03, scoop * np.exp(-(time - start + 0.03) / 0.05), 0)
        if duration > 0.38:
            depth = np.clip((time - start - 0.22) / 0.35, 0, 1) * body
            wobble = 5.4 + 0.3 * rng.standard_normal()
            bends += 0.38 * depth * np.sin(2 * np.pi * wobble * (time - start))
        previous_end = end

    semitones = gaussian_filter1d(semitones, 0.022 * CONTROL) + bends
    semitones += 0.10 * gaussian_filter1d(rng.standard_normal(frames), 0.12 * CONTROL) * 12
    semitones += 0.02 * gaussian_filter1d(rng.standard_normal(frames), 2) * 3
    f0 = 440 * 2 ** ((semitones - 69) / 12)
    formants = gaussian_filter1d(formants, 0.016 * CONTROL, axis=0) * scale
    # Singers open the mouth when the pitch rises above the first formant.
    formants[:, 0] = np.maximum(formants[:, 0], 1.05 * f0)
    upper = np.tile(np.array([3350.0, 4300.0]) * scale, (frames, 1))
    formants = np.concatenate([formants, upper], axis=1)
    voiced = gaussian_filter1d(voiced, 0.013 * CONTROL)
    voiced *= 1 + 0.04 * gaussian_filter1d(rng.standard_normal(frames), 6) * 4
    voiced = np.maximum(voiced, 0)

    sound = speak(rate, f0, formants, voiced, breathy * voiced, rng, effort)
    for start, span, (level, low, high), loud in noises:
        count = int(span * rate)
        high = min(high, 0.45 * rate)
        hiss = sosfilt(butter(2, [low, high], "band", fs=rate, output="sos"),
                       rng.standard_normal(count))
        first = int((start + lead) * rate)
        sound[first:first + count] += 0.6 * level * loud * hiss * np.hanning(count)

    # Fold the lead-in and the tail back into the loop.
    size = round(length * rate)
    skip = round(lead * rate)
    loop = sound[skip:skip + size].copy()
    loop[-skip:] += sound[:skip]
    rest = sound[skip + size:]
    loop[:len(rest)] += rest
    return loop


def room(sound, rate, seed, seconds=1.4, wet=0.2, delay=0.02):
    """Stereo room round a mono loop: decaying noise as its response, the tail wrapped round."""
    rng = np.random.default_rng(seed)
    count = int(seconds * rate)
    time = np.arange(count) / rate
    response = rng.standard_normal((2, count)) * np.exp(-6.9 * time / seconds)
    response = sosfilt(butter(1, [250, 4500], "band", fs=rate, output="sos"), response)
    response /= np.sqrt((response ** 2).sum(axis=1, keepdims=True))
    response = np.roll(np.pad(response, ((0, 0), (0, int(delay * rate)))), int(delay * rate), axis=1)
    size = len(sound)
    spectrum = np.fft.rfft(sound)
    tail = np.fft.irfft(spectrum * np.fft.rfft(response, size), size)
    return sound[:, None] + wet * tail.T
