"""What becomes of partials, timbre, the stereo image and the grain of noise: each function compares plain arrays."""

import numpy as np
from scipy import fft, ndimage, signal

# A steady tone is looked at in sections of this length, in s: its lobe is then 5.5 Hz wide to each side.
SECTION = 0.9
LOBE = 5 / SECTION
HIGHEST = 0.45  # of the rate: partials above are gone


def sections(x, rate):
    """Power spectra of sections that overlap by half, without the first and last tenth of a second; and Hz for a bin."""
    count = int(SECTION * rate)
    x = x[rate // 10 : -rate // 10].astype(float)
    window = signal.windows.blackmanharris(count)
    size = 4 * count
    starts = range(0, max(1, len(x) - count + 1), count // 2)
    return np.array([np.abs(np.fft.rfft(window * np.pad(x[s : s + count], (0, max(0, count - len(x) + s))), size)) ** 2
                     for s in starts]), rate / size


def purity(x, partials, rate):
    """dB between all that is not a partial and the partials; −90 at the least. Modulation at more than 5.5 Hz, noise and
    echoes all count."""
    power, step = sections(x, rate)
    power = power.mean(0)
    inside = np.zeros(len(power), bool)
    for f in partials:
        if f < HIGHEST * rate:
            inside[max(0, int((f - LOBE) / step)) : int((f + LOBE) / step) + 2] = True
    return 10 * np.log10(1e-9 + power[~inside].sum() / max(power[inside].sum(), 1e-20))


def partial_cents(x, partials, rate):
    """For each partial that stands alone: cents between its peak and where it is to be, the mean over sections; 50 where
    there is no peak."""
    power, step = sections(x, rate)
    partials = np.sort([f for f in partials if f < HIGHEST * rate])
    apart = np.diff(np.concatenate([[-np.inf], partials, [np.inf]]))
    found = []
    for f, below, above in zip(partials, apart[:-1], apart[1:]):
        if min(below, above) < 3 * LOBE:
            continue
        most = []
        for section in power:
            low = max(1, int((f - 1.5 * LOBE) / step))
            k = low + int(np.argmax(section[low : int((f + 1.5 * LOBE) / step) + 2]))
            a, b, c = np.log(section[k - 1 : k + 2] + 1e-20)
            bend = a - 2 * b + c
            most.append(1200 * np.log2(step * (k + (0.5 * (a - c) / bend if bend < 0 else 0)) / f))
        found.append(min(50.0, abs(np.mean(most))))
    return np.array(found)


def spectrogram(x, size, hop, centres=None):
    """Complex short-time spectra, frames × bins; centres in frames of the sound where they are not a hop apart."""
    if centres is None:
        centres = np.arange(size // 2, max(size // 2 + 1, len(x) - size // 2), hop)
    padded = np.pad(x.astype(np.float32), (size // 2, size))
    starts = np.clip(np.asarray(centres, int), 0, len(x))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[starts]
    return fft.rfft(frames * np.hanning(size).astype(np.float32))


def band_powers(power, edges, step):
    """Sums of bins between edges in Hz, the mean power of a bin."""
    limits = np.clip(np.round(np.asarray(edges) / step).astype(int), 0, power.shape[-1] - 1)
    sums = np.concatenate([np.zeros((*power.shape[:-1], 1)), np.cumsum(power, -1, dtype=float)], -1)
    low, high = limits[:-1], np.maximum(limits[1:], limits[:-1] + 1)
    return (sums[..., high] - sums[..., low]) / (high - low)


def timbre(x, source, rate, ratio, scale, whole=False):
    """How far third-octave bands are from the source's, moved by the shift: the mean of |dB| over bands and blocks of
    93 ms of the source (of as many × ratio of the result), or `whole` sounds, that are within 40 dB of the loudest band
    of their block and within 50 dB of the loudest of all."""
    size, hop, width = 2048, 512, 8
    top = min(12_000, 0.42 * rate) * min(1, 1 / scale)
    edges = 150 * 2 ** (np.arange(0, 3 * np.log2(top / 150) + 0.01) / 3)
    blocks = max(1, (len(source) - size) // (hop * width))
    if whole:
        blocks, width = 1, blocks * width

    def bands(sound, factor, scale):
        # A window as many periods long, so that the leakage is the same.
        length = int(round(size / scale / 2)) * 2
        places = np.arange(size // 2 * factor, (size // 2 + blocks * hop * width) * factor, hop * min(1, factor))
        power = band_powers(np.abs(spectrogram(sound, length, 0, places)) ** 2, edges * scale, rate / length)
        limits = np.round(np.linspace(0, len(places), blocks + 1)).astype(int)
        return np.add.reduceat(power, limits[:-1]) / np.diff(limits)[:, None] * scale * size / length

    a, b = bands(x, ratio, scale), bands(source, 1, 1)
    heard = (b > b.max() * 1e-5) & (b > b.max(1, keepdims=True) * 1e-4)
    if not heard.any():
        return np.nan
    return float(np.mean(np.abs(10 * np.log10(np.maximum(a[heard] / b[heard], 1e-4)))))


def image(x, source, rate, ratio, scale):
    """How far the stereo image is from the source's: dB between the level differences of the channels, and the distance
    between the complex coherences (0 to 2: phase and likeness of the channels), both in bands over a tenth of a second,
    weighted by the root of the power."""
    size, hop = 2048, 512
    top = min(10_000, 0.42 * rate) * min(1, 1 / scale)
    edges = 150 * 2 ** (np.arange(0, 3 * np.log2(top / 150) + 0.01) / 3)
    centres = np.arange(size, source.shape[1] - size, hop)

    def bands(sound, edges, factor):
        # As many hops of the result as its length asks for: a time average over the same part of the source.
        places = np.arange(centres[0] * factor, centres[-1] * factor + 1, hop)
        left, right = (spectrogram(channel, size, 0, places) for channel in sound)
        width = max(3, int(round(9 * factor)))
        own = [ndimage.uniform_filter1d(band_powers(p, edges, rate / size), width, axis=0)
               for p in (np.abs(left) ** 2, np.abs(right) ** 2)]
        cross = left * right.conj()
        cross = [ndimage.uniform_filter1d(band_powers(part, edges, rate / size), width, axis=0)
                 for part in (cross.real, cross.imag)]
        at = np.clip(np.round((centres - centres[0]) * factor / hop).astype(int), 0, len(places) - 1)
        a, b = own[0][at] + 1e-12, own[1][at] + 1e-12
        return np.clip(10 * np.log10(a / b), -30, 30), (cross[0] + 1j * cross[1])[at] / np.sqrt(a * b), a + b

    levels, likeness, _ = bands(x, edges * scale, ratio)
    levels0, likeness0, power = bands(source, edges, 1)
    weight = np.sqrt(power * (power > power.max() * 1e-5))
    weight /= weight.sum()
    return float((weight * np.abs(levels - levels0)).sum()), float((weight * np.abs(likeness - likeness0)).sum())


# --- Noise -----------------------------------------------------------------------------------------

def flatness(x, centres, scale, rate):
    """Spectral flatness in dB in bands an octave wide around `centres` × scale, for short and long windows."""
    found = []
    for size in (1024, 8192):
        power = np.abs(spectrogram(x, size, size // 2)) ** 2 + 1e-15
        for centre in centres:
            low, high = (int(centre * scale * f * size / rate) for f in (0.71, 1.41))
            part = power[:, low : max(high, low + 8)]
            found.append(np.mean(10 * np.mean(np.log10(part), 1) - 10 * np.log10(np.mean(part, 1))))
    return np.array(found)


MODULATIONS = [10, 30, 80, 200]  # Hz


def modulations(x, centres, rate, width=400):
    """How strongly the envelopes of bands `width` Hz wide are modulated, in dB, by band of modulation."""
    spectrum = fft.fft(x)
    step = rate / len(x)
    # The band moved down to 0 Hz: its envelope needs no more than a thousand values a second.
    half = int(width / 2 / step)
    count = int(1000 / step)
    found = []
    for centre in centres:
        middle = int(round(centre / step))
        moved = np.zeros(count, complex)
        moved[: half + 1], moved[-half:] = spectrum[middle : middle + half + 1], spectrum[middle - half : middle]
        e = np.abs(fft.ifft(moved))[50:-50]
        e = e / max(e.mean(), 1e-12)
        modulation = np.abs(fft.rfft((e - 1) * np.hanning(len(e)))) ** 2
        at = fft.rfftfreq(len(e), 0.001)
        for low, high in zip(MODULATIONS, MODULATIONS[1:]):
            found.append(10 * np.log10(1e-9 + modulation[(at >= low) & (at < high)].mean() / len(e)))
    return np.array(found)


def grain(x, source, rate, scale):
    """How far the noise is from the source's: dB between flatnesses, and between the modulations of its bands."""
    top = 0.3 * rate * min(1, 1 / scale)
    centres = np.array([c for c in (700, 1400, 2800, 5600, 11_200) if c < top])
    flat = np.abs(flatness(x, centres, scale, rate) - flatness(source, centres, 1, rate)).mean()
    rough = np.abs(modulations(x, centres * scale, rate) - modulations(source, centres, rate)).mean()
    return float(flat), float(rough)


# --- Vowels ----------------------------------------------------------------------------------------

def harmonic_levels(x, start, end, fundamental, rate):
    """The level in dB of each harmonic of a steady part, up to 5 kHz or `HIGHEST`."""
    part = x[int(start * rate) : int(end * rate)]
    window = np.hanning(len(part))
    size = 2 ** int(np.ceil(np.log2(8 * len(part))))
    spectrum = np.abs(fft.rfft((window * part).astype(np.float32), size)) / window.sum()
    count = int(min(5000, HIGHEST * rate) / fundamental)
    places = np.round(fundamental * np.arange(1, count + 1) * size / rate).astype(int)
    return 20 * np.log10(spectrum[places] + 1e-9)


def formants(x, source, vowels, rate, ratio, scale):
    """How far the levels of a vowel's harmonics are from the source's, RMS in dB once the mean is taken away: where the
    formants move with the pitch, and where they stay."""
    moved, kept = [], []
    for start, end, f in vowels:
        a = harmonic_levels(x, start * ratio, end * ratio, f * scale, rate)
        b = harmonic_levels(source, start, end, f, rate)
        a, b = np.maximum(a, a.max() - 50), np.maximum(b, b.max() - 50)
        count = min(len(a), len(b))
        heard = b[:count] > b.max() - 40
        difference = (a[:count] - b[:count])[heard]
        moved.append(np.sqrt(np.mean((difference - difference.mean()) ** 2)))
        places = scale * np.arange(1, len(a) + 1)
        there = np.interp(places, np.arange(1, len(b) + 1), b)
        heard = (places <= len(b)) & (there > b.max() - 40)
        difference = (a - there)[heard]
        kept.append(np.sqrt(np.mean((difference - difference.mean()) ** 2)) if heard.sum() > 2 else np.nan)
    return float(np.mean(moved)), float(np.nanmean(kept))
