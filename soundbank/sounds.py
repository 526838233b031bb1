"""Synthesis of the sound events and of the backgrounds.

Every event is a function of a rate and a random generator that gives an array of frames by
channels at any level; make_soundbank.py trims, fades and levels them. Backgrounds are made of
noise shaped in the frequency domain, which is periodic, so that they loop without a seam.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, fftconvolve, sosfilt

import voice


# --- Tools ---------------------------------------------------------------------------------------

def clock(rate, seconds):
    return np.arange(round(rate * seconds)) / rate


def band(sound, rate, low=None, high=None, order=2):
    """Butterworth low, high or band pass along the first axis."""
    if high is not None and high >= 0.48 * rate:
        high = None
    if low is None and high is None:
        return sound
    if low is None or high is None:
        kind, edge = ("low", high) if low is None else ("high", low)
    else:
        kind, edge = "band", [low, high]
    return sosfilt(butter(order, edge, kind, fs=rate, output="sos"), sound, axis=0)


def modes(rate, seconds, frequencies, levels, decays, rng, attack=0.0005):
    """Sum of dying sines, as of a thing that is struck; decays are times to -60 dB in s."""
    time = clock(rate, seconds)
    out = np.zeros(len(time))
    for frequency, level, decay in zip(frequencies, levels, decays):
        if frequency < 0.45 * rate:
            out += level * np.exp(-6.9 * time / decay) * np.sin(
                2 * np.pi * frequency * time + rng.uniform(0, 0.6))
    return out * np.minimum(1, time / attack)


def put(out, sound, start, rate, gain=1.0):
    """Add a sound at a time, cut at the end of `out`."""
    first = round(start * rate)
    count = min(len(sound), len(out) - first)
    if count > 0:
        out[first:first + count] += gain * sound[:count]


def wrap(out, sound, first, gain=1.0):
    """Add a sound to a loop; what passes the end comes back at the start."""
    np.add.at(out, (first + np.arange(len(sound))) % len(out), gain * sound)


def spread(sound, rate, rng, seconds=0.35, wet=0.3, channels=2, low=200, high=6000):
    """A small room round a dry mono sound, different in each channel."""
    time = clock(rate, seconds)
    out = []
    for _ in range(channels):
        response = band(rng.standard_normal(len(time)) * np.exp(-6.9 * time / seconds), rate, low, high, 1)
        response[:round(0.004 * rate)] = 0
        response /= np.sqrt((response ** 2).sum())
        tail = fftconvolve(sound, response)
        tail[:len(sound)] += sound / wet
        out.append(tail * wet)
    return np.stack(out, axis=1)


# --- Events --------------------------------------------------------------------------------------

def doorbell(rate, rng, tones, gap, ring, channels, buzz=0.0):
    """Chime bars struck one after the other by a plunger."""
    ratios = np.array([1, 2.003, 2.76, 4.07, 5.42, 8.9])
    out = np.zeros(round(rate * (gap * (len(tones) - 1) + ring)))
    for i, tone in enumerate(tones):
        bar = modes(rate, ring, tone * ratios, [1, 0.30, 0.22, 0.12, 0.10, 0.05],
                    ring * np.array([1.0, 0.7, 0.45, 0.3, 0.2, 0.1]), rng, 0.001)
        # A second, slightly detuned mode makes the slow beat that real bars have.
        bar += modes(rate, ring, [tone * 1.0021], [0.35], [ring * 0.9], rng, 0.001)
        hit = rng.standard_normal(round(0.012 * rate)) * np.hanning(round(0.012 * rate))
        put(bar, band(hit, rate, 900, 5000), 0, rate, 0.5)
        if buzz:
            bar *= 1 + buzz * np.sin(2 * np.pi * 6.3 * clock(rate, ring))
        put(out, bar, i * gap, rate, 1 - 0.06 * i)
    return spread(out, rate, rng, 0.5, 0.12, channels)


def one_bark(rate, rng, tone, seconds, size, rough):
    frames = int(seconds * voice.CONTROL) + 8
    x = np.linspace(0, 1, frames)
    # The pitch jumps up and falls; the mouth opens and closes: "wo-a-f".
    f0 = tone * (0.75 + 0.55 * np.sin(np.pi * np.clip(x * 1.25, 0, 1)) ** 0.8 - 0.25 * x)
    f0 *= 1 + 0.03 * gaussian_filter1d(rng.standard_normal(frames), 2) * 2
    open_mouth = np.sin(np.pi * np.clip(x, 0, 1) ** 0.6)[:, None]
    shut = np.array([420, 900, 2300, 3400, 4600])
    wide = np.array([950, 1500, 2700, 3700, 4900])
    formants = size * (shut + (wide - shut) * open_mouth)
    level = np.minimum(1, x / 0.07) * (1 - np.clip((x - 0.35) / 0.65, 0, 1)) ** 1.6
    breath = level * (0.35 + 0.9 * np.exp(-x / 0.06) + 0.4 * x)
    sound = voice.speak(rate, f0, formants, level, 0.35 * breath, rng, 4200, rough)
    sound /= np.abs(sound).max()
    return np.tanh(1.6 * sound)  # a barking throat is far from linear


def dog_bark(rate, rng, tone, starts, seconds, size, channels, rough=0.6):
    out = np.zeros(round(rate * (max(starts) + seconds * 1.3)))
    for start in starts:
        bark = one_bark(rate, rng, tone * rng.uniform(0.94, 1.06), seconds * rng.uniform(0.85, 1.15), size, rough)
        put(out, bark, start, rate, rng.uniform(0.75, 1))
    return spread(out, rate, rng, 0.3, 0.25, channels)


def beeper(rate, rng, pattern, tones, count, channels, dullness=1.6):
    """A piezo alarm clock: a pattern of (start, length) pips, over and over."""
    period = 1.0 if pattern[-1][0] > 0.35 else 0.5
    out = np.zeros(round(rate * period * count))
    for i in range(count):
        for j, (start, length) in enumerate(pattern):
            time = clock(rate, length)
            tone = tones[j % len(tones)]
            # A square wave of few harmonics; adding only those that fit keeps it free of aliases.
            pip = sum(np.sin(2 * np.pi * tone * h * time) / h ** dullness
                      for h in (1, 3, 5, 7) if tone * h < 0.45 * rate)
            pip *= np.minimum(1, time / 0.002) * np.minimum(1, (length - time) / 0.004)
            put(out, pip, i * period + start, rate)
    # The little case rings at its own pitches.
    out = band(out, rate, 500, 9000, 1) + 0.4 * band(out, rate, tones[0] * 0.85, tones[0] * 1.2, 1)
    return spread(out, rate, rng, 0.25, 0.15, channels)


def bell_alarm(rate, rng, seconds, strokes, channels):
    """A clock with two bells and a hammer between them."""
    out = np.zeros(round(rate * seconds))
    ratios = np.array([1, 1.52, 2.35, 2.76, 3.9, 5.1, 6.3])
    bells = [modes(rate, 0.7, tone * ratios, [0.6, 1, 0.8, 0.5, 0.5, 0.35, 0.2],
                   0.7 * np.array([1, .9, .7, .6, .45, .3, .2]), rng) for tone in (1480, 1655)]
    click = band(rng.standard_normal(round(0.006 * rate)), rate, 2500, 8000)
    moment, side = 0.0, 0
    while moment < seconds - 0.8:
        put(out, bells[side], moment, rate, rng.uniform(0.6, 1))
        put(out, click, moment, rate, 0.6)
        moment += rng.normal(1, 0.05) / strokes
        side = 1 - side
    return spread(out, rate, rng, 0.3, 0.15, channels)


def glass_break(rate, rng, seconds, shards, size, channels):
    """A crack, then many small pieces that ring and fall."""
    out = np.zeros((round(rate * seconds), channels))
    time = clock(rate, 0.12)
    crack = band(rng.standard_normal(len(time)) * np.exp(-time / 0.022), rate, 1200 * size)
    crack *= 0.35
    crack += 0.35 * modes(rate, 0.12, size * rng.uniform(900, 6000, 14), rng.uniform(.2, 1, 14),
                         rng.uniform(.03, .12, 14), rng)
    put(out, crack[:, None] * np.ones(channels), 0, rate, 1.0)
    for _ in range(shards):
        # Most pieces move at once; the rest land over the next moments.
        start = abs(rng.exponential(0.12 * seconds)) if rng.random() < 0.7 else rng.uniform(0.15, 0.55) * seconds
        if start > seconds - 0.3:
            continue
        tone = size * np.exp(rng.uniform(np.log(1800), np.log(9000)))
        ring = rng.uniform(0.04, 0.35) * (3000 / tone) ** 0.4
        ping = modes(rate, ring, tone * np.array([1, 1.63, 2.31, 3.17]), [1, .6, .45, .3],
                     ring * np.array([1, .7, .5, .35]), rng, 0.0003)
        sides = 1 + 0.6 * rng.uniform(-1, 1) * np.array([-1, 1])[:channels]
        put(out, ping[:, None] * sides, start, rate,
            0.8 * rng.random() ** 2 * np.exp(-1.8 * start / seconds) + 0.02)
    dust = band(rng.standard_normal(out.shape), rate, 4000)
    dust *= np.exp(-clock(rate, seconds) / (0.09 * seconds))[:, None][:len(dust)]
    return out + 0.10 * dust


def knock(rate, rng, moments, body, channels):
    """Knuckles on a wooden door: a thud, the modes of the panel, a click of the skin."""
    out = np.zeros(round(rate * (max(moments) + 0.32)))
    ratios = np.array([1, 1.62, 2.41, 3.3, 4.6, 6.1, 8.2])
    for moment in moments:
        drift = rng.uniform(0.97, 1.03, len(ratios))
        hit = modes(rate, 0.3, body * ratios * drift, np.array([1, .8, .55, .4, .28, .16, .1]) * rng.uniform(.7, 1.2, 7),
                    [.16, .12, .09, .07, .05, .04, .03], rng, 0.0012)
        time = clock(rate, 0.02)
        click = band(rng.standard_normal(len(time)) * np.exp(-time / 0.003), rate, 300, 3500, 1)
        put(hit, click, 0, rate, 0.45)
        put(out, hit, moment, rate, rng.uniform(0.75, 1))
    return spread(out, rate, rng, 0.3, 0.22, channels, 120, 4000)


def bird_chirp(rate, rng, calls, channels):
    """Whistled sweeps: calls are (start, length, from Hz, over Hz, to Hz, trill Hz, level)."""
    out = np.zeros(round(rate * (calls[-1][0] + calls[-1][1] + 0.25)))
    for start, length, begin, over, end, trill, level in calls:
        time = clock(rate, length)
        x = time / length
        tone = np.exp((1 - x) ** 2 * np.log(begin) + 2 * x * (1 - x) * np.log(over) + x ** 2 * np.log(end))
        tone *= rng.uniform(0.98, 1.02) * (1 + (0.06 * np.sin(2 * np.pi * trill * time) if trill else 0))
        phase = 2 * np.pi * np.cumsum(tone) / rate
        note = np.sin(phase)
        if 2 * max(begin, over, end) < 0.45 * rate:
            note += 0.12 * np.sin(2 * phase)
        shape = np.sin(np.pi * x ** 0.7) ** 1.3
        if trill:
            shape *= 0.75 + 0.25 * np.cos(2 * np.pi * trill * time)
        put(out, note * shape + 0.003 * shape * rng.standard_normal(len(x)), start, rate, level)
    return spread(out, rate, rng, 0.6, 0.10, channels, 1500, 7500)


def series(count, period, call, rise=0.0):
    """One call repeated, each time at a slightly other level."""
    return [(i * period, *call[:-1], call[-1] * min(1, 0.6 + 0.15 * i) * (1 - rise * i)) for i in range(count)]


# label -> list of (rate, file ending, peak in dBFS, function, arguments)
EVENTS = {
    "alarm_clock": [
        (16000, "flac", -2.0, beeper, ([(0, .07), (.12, .07), (.24, .07), (.36, .07)], [2048], 3, 1)),
        (44100, "flac", -1.5, beeper, ([(0, .22)], [1960], 4, 2, 2.5)),
        (44100, "flac", -3.0, bell_alarm, (2.6, 21, 1)),
        (22050, "flac", -2.5, beeper, ([(0, .12), (.14, .12), (.28, .12), (.42, .12)], [1568, 1976], 2, 1, 1.1)),
    ],
    "bird_chirp": [
        (44100, "flac", -2.0, bird_chirp, (series(5, 0.19, (.11, 5600, 4300, 3300, 0, 1.0)), 1)),
        (48000, "flac", -3.0, bird_chirp, ([(0, .16, 3100, 3900, 3600, 0, .8), (.24, .16, 3700, 4700, 4200, 0, .9),
                                           (.48, .5, 4600, 5200, 4300, 29, 1.0), (1.1, .2, 5200, 4000, 3000, 0, .7)], 2)),
        (44100, "ogg", -2.0, bird_chirp, ([(.0, .3, 2600, 3500, 2500, 0, 1), (.42, .34, 2500, 1900, 2100, 0, .9),
                                          (1.2, .3, 2650, 3550, 2500, 0, .9), (1.62, .34, 2500, 1900, 2100, 0, .8)], 2)),
        (16000, "flac", -1.5, bird_chirp, ([(0, .09, 3600, 6200, 5200, 0, 1.0)], 1)),
    ],
    "dog_bark": [
        (44100, "flac", -1.5, dog_bark, (330, [0, .42], .26, 1.0, 1)),
        (22050, "flac", -2.0, dog_bark, (620, [0, .25, .5, .98], .13, 1.45, 1, .4)),
        (48000, "flac", -2.0, dog_bark, (210, [0, .62, 1.15], .36, 0.80, 2, .8)),
        (16000, "flac", -3.0, dog_bark, (400, [0], .22, 1.1, 1)),
    ],
    "doorbell": [
        (44100, "flac", -2.0, doorbell, ([659.3, 523.3], .75, 2.6, 2)),
        (22050, "flac", -1.5, doorbell, ([784.0, 587.3], .5, 1.4, 1)),
        (48000, "flac", -3.0, doorbell, ([659.3, 523.3, 587.3, 392.0], .55, 2.2, 2)),
        (16000, "flac", -2.5, doorbell, ([932.3, 740.0], .6, 1.6, 1, .25)),
    ],
    "glass_break": [
        (48000, "flac", -1.5, glass_break, (1.6, 130, 1.0, 2)),
        (44100, "flac", -2.0, glass_break, (0.8, 60, 1.25, 1)),
        (44100, "flac", -3.0, glass_break, (2.4, 220, 0.75, 2)),
    ],
    "knock": [
        (44100, "flac", -2.0, knock, ([0, .21, .43], 190, 2)),
        (16000, "flac", -1.5, knock, ([0, .16, .31, .47, .64], 260, 1)),
        (48000, "wav", -2.5, knock, ([0, .36], 150, 2)),
        (22050, "flac", -3.0, knock, ([0], 225, 1)),
    ],
}


# --- Backgrounds ---------------------------------------------------------------------------------

def loop_noise(rate, count, shape, rng):
    """Periodic noise of unit RMS with a spectrum shape(frequency)."""
    frequency = np.fft.rfftfreq(count, 1 / rate)
    level = shape(np.maximum(frequency, 1.0)) * (frequency > 20)
    spectrum = level * (rng.standard_normal(len(frequency)) + 1j * rng.standard_normal(len(frequency)))
    noise = np.fft.irfft(spectrum, count)
    return noise / np.sqrt((noise ** 2).mean())


def slow(count, cycles, rng):
    """A smooth periodic curve of unit spread out of `cycles` random low sines per loop."""
    x = 2 * np.pi * np.arange(count) / count
    curve = sum(np.sin(k * x + rng.uniform(0, 2 * np.pi)) / np.sqrt(k) * rng.uniform(0.5, 1) for k in range(1, cycles + 1))
    return curve / curve.std()


def hump(frequency, middle, width):
    """A bell in log frequency, `width` in octaves."""
    return np.exp(-0.5 * (np.log2(frequency / middle) / width) ** 2)


def rain(rate, seconds, channels, rng):
    """A steady hiss of far drops, with near drops on leaves and stone."""
    count = round(rate * seconds)
    out = np.zeros((count, channels))
    for c in range(channels):
        out[:, c] = loop_noise(rate, count, lambda f: (hump(f, 2600, 1.6) + 0.2 * hump(f, 250, 1.5)) / np.sqrt(f), rng)
    out *= 1 + 0.06 * slow(count, 5, rng)[:, None]
    for _ in range(int(170 * seconds)):
        tone = np.exp(rng.normal(np.log(2400), 0.5))
        length = rng.uniform(0.003, 0.018)
        time = clock(rate, length)
        drop = np.sin(2 * np.pi * tone * time * (1 + rng.uniform(0, 8) * time)) + 0.8 * rng.standard_normal(len(time))
        drop *= np.exp(-5 * time / length) * np.minimum(1, time / 0.0004)
        level, first = min(rng.lognormal(-0.3, 0.8), 5), rng.integers(count)
        sides = 1 + 0.5 * rng.uniform(-1, 1) * np.array([-1, 1])[:channels]
        for c in range(channels):
            wrap(out[:, c], drop, first, level * sides[c])
    return out


def wind(rate, seconds, channels, rng):
    """Broad low noise and a few whistling bands that come and go with the gusts."""
    count = round(rate * seconds)
    gust = slow(count, 6, rng)
    out = np.zeros((count, channels))
    for middle, width, level, follow in [(110, 1.3, 1.0, .18), (280, .6, .5, .3), (430, .3, .30, .45),
                                         (670, .25, .20, .5), (1000, .8, .18, .4), (2200, 1.0, .06, .4)]:
        own = np.exp(follow * (0.8 * gust + 0.5 * slow(count, 9, rng)))
        common = loop_noise(rate, count, lambda f: hump(f, middle, width), rng)
        for c in range(channels):
            side = loop_noise(rate, count, lambda f: hump(f, middle, width), rng)
            out[:, c] += level * own * (0.93 * common + 0.37 * side)
    return out


def street(rate, seconds, channels, rng):
    """The rumble of a town, a line of cars going by, and a faint hum of machines."""
    count = round(rate * seconds)
    out = np.zeros((count, channels))
    town = [loop_noise(rate, count, lambda f: 0.7 * hump(f, 80, 1.2) + 0.35 * hump(f, 500, 1.3) * (500 / f) ** 0.3, rng)
            for _ in range(channels + 1)]
    for c in range(channels):
        out[:, c] = 0.9 * town[0] + 0.43 * town[c + 1]
    x = np.arange(count) / count
    for i in range(6):
        middle = (i + rng.uniform(0.2, 0.8)) / 6
        away = np.abs((x - middle + 0.5) % 1 - 0.5) * seconds
        near = 1 / (1 + (away / rng.uniform(0.9, 1.6)) ** 2)
        tyres = loop_noise(rate, count, lambda f: hump(f, 900, .8) + 0.3 * hump(f, 2500, .7), rng)
        engine = loop_noise(rate, count, lambda f: hump(f, rng.uniform(80, 140), .35), rng)
        travel = np.clip(((x - middle + 0.5) % 1 - 0.5) * seconds / 2, -1, 1) * rng.choice([-1, 1])
        for c in range(channels):
            side = 1 if channels == 1 else np.sqrt(0.5 + (0.4 if c else -0.4) * travel)
            out[:, c] += near * side * (0.42 * tyres + 0.6 * engine)
    # Whole numbers of cycles in the loop keep the hum without a seam.
    for tone, level in ((100, .05), (200, .03), (300, .015)):
        cycles = round(tone * seconds)
        out += level * np.sin(2 * np.pi * cycles * x)[:, None]
    return out


# label -> (rate, channels, seconds, RMS in dBFS, function)
BACKGROUNDS = {
    "rain": (32000, 1, 12.0, -31.0, rain),
    "street": (48000, 2, 12.0, -31.0, street),
    "wind": (44100, 2, 12.0, -31.0, wind),
}
