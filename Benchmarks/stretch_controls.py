"""Stretchers that are known to be bad, each in one way, and a few that are known to be good: what a measure has to tell apart.

Each takes channels × frames, the rate, the ratio of the durations and semitones, and gives channels × frames. Pitch comes
from playing the result of a longer or shorter stretch at another rate.

Sources: phase vocoder, Flanagan and Golden 1966; identity phase locking, Laroche and Dolson 1999; WSOLA, Verhelst and
Roelands 1993.
"""

import numpy as np
from scipy import ndimage, signal

SIZE = 2048


def shifted(stretch):
    """A stretcher with pitch out of `stretch(samples, rate, ratio)`."""

    def whole(samples, rate, ratio, semitones):
        scale = 2 ** (semitones / 12)
        count = int(samples.shape[1] * ratio + 0.5)
        longer = stretch(samples.astype(float), rate, ratio * scale)
        if semitones:
            longer = np.stack([resampled(channel, count) for channel in longer])
        longer = np.pad(longer, ((0, 0), (0, max(0, count - longer.shape[1]))))
        return longer[:, :count]

    return whole


def resampled(x, count):
    """By the spectrum of a sound with silence after it, so that its ends do not meet."""
    pad = 4096
    size = len(x) + pad
    whole = int(round(size * count / len(x)))
    return signal.resample(np.pad(x, (0, pad)), whole)[:count]


def vocoder(samples, rate, ratio, locked=True, together=True, size=SIZE, phases=None):
    """A phase vocoder: each bin's phase advances by its own frequency; `locked` lets the bins around a peak keep their
    phases to it, `together` takes the peaks and advances of all channels from their sum."""
    hop = size // 4
    window = np.hanning(size + 1)[:-1]
    count = int(samples.shape[1] * ratio + 0.5)
    centres = np.arange(0, count + hop, hop)
    padded = np.pad(samples, ((0, 0), (size, 2 * size)))
    k = np.arange(size // 2 + 1)
    advance = 2 * np.pi * k * hop / size
    out = np.zeros((len(samples), count + 3 * size))
    weight = np.zeros(count + 3 * size)
    groups = [list(range(len(samples)))] if together else [[c] for c in range(len(samples))]
    state = {}
    random = np.random.default_rng(3)
    for centre in centres:
        at = int(round(centre / ratio)) + size - size // 2
        spectra = np.fft.rfft(padded[:, at : at + size] * window)
        earlier = np.fft.rfft(padded[:, max(0, at - hop) : max(0, at - hop) + size] * window)
        for g, group in enumerate(groups):
            now, before = spectra[group].sum(0), earlier[group].sum(0)
            if phases == "random":
                turn = random.uniform(-np.pi, np.pi, len(k))
            elif g not in state:
                turn = np.zeros(len(k))
            else:
                deviation = np.angle(now * before.conj()) - advance
                step = advance + deviation - 2 * np.pi * np.round(deviation / (2 * np.pi))
                wanted = state[g] + step
                turn = wanted - np.angle(now)
                if locked:
                    turn = turn[nearest_peak(np.abs(now))]
            state[g] = np.angle(now) + turn
            spectra[group] *= np.exp(1j * turn)
        out[:, centre : centre + size] += np.fft.irfft(spectra, size) * window
        weight[centre : centre + size] += window**2
    out /= np.maximum(weight, 0.1)
    return out[:, size // 2 : size // 2 + count]


def nearest_peak(magnitudes):
    around = ndimage.maximum_filter1d(magnitudes, 5)
    peaks = np.flatnonzero((magnitudes == around) & (magnitudes > 0))
    if len(peaks) == 0:
        return np.arange(len(magnitudes))
    middles = (peaks[1:] + peaks[:-1]) // 2
    return peaks[np.searchsorted(middles, np.arange(len(magnitudes)), "left")]


def overlapped(samples, rate, ratio, size=0.04, search=0.012):
    """WSOLA: pieces of `size` s, each where it continues the one before best, at most `search` s away."""
    width = int(size * rate) // 2 * 2
    hop, reach = width // 2, int(search * rate)
    window = np.hanning(width + 1)[:-1]
    count = int(samples.shape[1] * ratio + 0.5)
    padded = np.pad(samples, ((0, 0), (width + reach, 2 * width + 2 * reach)))
    mono = padded.sum(0)
    out = np.zeros((len(samples), count + 2 * width))
    last = None
    for centre in range(0, count + hop, hop):
        at = int(round(centre / ratio)) + width + reach - hop
        at = min(at, padded.shape[1] - width - reach - 1)
        if last is not None and reach:
            follow = mono[last + hop : last + hop + width]
            part = mono[at - reach : at + reach + width]
            if len(follow) == width and len(part) == width + 2 * reach:
                match = signal.correlate(part, follow, "valid", "fft")
                energy = np.cumsum(np.concatenate([[0], part**2]))
                match = match / np.sqrt(energy[width:] - energy[:-width] + 1e-9)
                at += int(np.argmax(match[: 2 * reach + 1])) - reach
        out[:, centre : centre + width] += padded[:, at : at + width] * window
        last = at
    return out[:, hop : hop + count]


def damaged(change):
    """A good stretch with one thing spoilt afterwards."""
    good = shifted(vocoder)
    return lambda samples, rate, ratio, semitones: change(good(samples, rate, ratio, semitones), rate)


def late(x, rate):
    return np.pad(x, ((0, 0), (int(0.02 * rate), 0)))[:, : x.shape[1]]


def wobbling(x, rate):
    return x * (1 + 0.1 * np.sin(2 * np.pi * 40 * np.arange(x.shape[1]) / rate))


def detuned(x, rate):
    count = int(x.shape[1] * 2 ** (-5 / 1200))
    return np.pad(np.stack([resampled(channel, count) for channel in x]), ((0, 0), (0, x.shape[1] - count)))


def fading(x, rate):
    fade = int(0.03 * rate)
    x = x.copy()
    x[:, -fade:] *= np.linspace(1, 0, fade)
    return x


def dull(x, rate):
    return signal.sosfilt(signal.butter(1, 2500, fs=rate, output="sos"), x, axis=1)


def one_later(x, rate):
    """The last channel half a millisecond later."""
    x = x.copy()
    x[-1] = np.roll(x[-1], int(0.0005 * rate))
    return x


def lopsided(x, rate):
    """The last channel 2 dB quieter."""
    x = x.copy()
    x[-1] *= 0.8
    return x


def narrowed(x, rate):
    return 0.7 * x + 0.3 * x[::-1]


def musical(x, rate):
    """Only the peaks of each spectrum stay: noise that twitters, as after bad denoising."""
    places, times, spectra = signal.stft(x, rate, nperseg=1024)
    size = np.abs(spectra)
    peaks = size >= ndimage.maximum_filter1d(size, 5, axis=1)
    out = signal.istft(spectra * np.where(peaks, 1.5, 0.15), rate, nperseg=1024)[1]
    return np.pad(out, ((0, 0), (0, max(0, x.shape[1] - out.shape[1]))))[:, : x.shape[1]]


CONTROLS = {
    # Good.
    "locked": shifted(vocoder),
    "wsola": shifted(overlapped),
    # Bad.
    "unlocked": shifted(lambda s, r, q: vocoder(s, r, q, locked=False)),
    "random-phases": shifted(lambda s, r, q: vocoder(s, r, q, phases="random")),
    "long-windows": shifted(lambda s, r, q: vocoder(s, r, q, size=8192)),
    "channels-apart": shifted(lambda s, r, q: vocoder(s, r, q, locked=False, together=False)),
    "no-search": shifted(lambda s, r, q: overlapped(s, r, q, search=0)),
    "short-pieces": shifted(lambda s, r, q: overlapped(s, r, q, size=0.008, search=0.002)),
    "long-pieces": shifted(lambda s, r, q: overlapped(s, r, q, size=0.2, search=0.012)),
    "late": damaged(late),
    "wobbling": damaged(wobbling),
    "detuned": damaged(detuned),
    "fading": damaged(fading),
    "dull": damaged(dull),
    "one-later": damaged(one_later),
    "lopsided": damaged(lopsided),
    "narrowed": damaged(narrowed),
    "musical": damaged(musical),
    "quieter": damaged(lambda x, rate: 0.8 * x),
}
