"""How far a stretched sound is from what was asked for: each function compares plain arrays of mono samples."""

import numpy as np
from scipy import signal

FRAME, HOP = 2048, 512
FARTHEST = 0.05  # s: no engine displaces a whole sound by more


def magnitudes(x):
    window = np.hanning(FRAME)
    count = 1 + max(0, len(x) - FRAME) // HOP
    x = np.pad(x, (0, max(0, FRAME - len(x))))
    frames = np.lib.stride_tricks.sliding_window_view(x, FRAME)[::HOP][:count]
    return np.abs(np.fft.rfft(frames * window))


def aligned(x, reference, rate):
    """Both sounds, cut so that the cross-correlation of their envelopes is greatest at lag 0."""
    smooth = signal.firwin(101, 200, fs=rate)
    a, b = (signal.oaconvolve(np.abs(v), smooth, "same") for v in (x, reference))
    correlation = signal.correlate(a, b, "full", "fft")
    zero = len(b) - 1
    most = int(FARTHEST * rate)
    first = max(0, zero - most)
    lag = first + int(np.argmax(correlation[first : zero + most + 1])) - zero
    x, reference = x[max(0, lag) :], reference[max(0, -lag) :]
    count = min(len(x), len(reference))
    return x[:count], reference[:count]


def spectral_convergence(x, reference, rate):
    """‖|S| − |Ŝ|‖ ÷ ‖|S|‖ (Frobenius), the reference being S: 0 is the same spectrogram."""
    a, b = (magnitudes(v) for v in aligned(x, reference, rate))
    norm = np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / norm) if norm > 0 else np.nan


def envelope(x, rate):
    """The RMS in windows of 3 ms, every millisecond."""
    width, step = int(0.003 * rate), rate // 1000
    energy = np.convolve(np.square(x.astype(float)), np.ones(width) / width, "same")
    return np.sqrt(energy[::step])


def onsets(x, rate):
    """Times in ms of attacks that rise at least fourfold within 10 ms with no other for 80 ms before."""
    e = envelope(x, rate)
    floor = 0.02 * e.max()
    before = np.concatenate([np.full(10, floor), e[:-10]])
    rise = e / np.maximum(before, floor)
    peaks, _ = signal.find_peaks(np.where(e > 0.1 * e.max(), rise, 0), height=4, distance=80)
    return peaks[(peaks > 100) & (peaks < len(e) - 100)]


def rises(e):
    """Onset strength: how fast the envelope grows, on a scale where a weak attack still counts."""
    return np.maximum(np.diff(np.sqrt(e), prepend=0), 0)


def attack(e, centre):
    """How long the envelope takes around `centre` from 10 to 90 % of its peak, in ms."""
    low = max(0, int(centre) - 40)
    peak = int(centre) + int(np.argmax(e[int(centre) : int(centre) + 25]))
    start = peak
    while start > low and e[start - 1] >= 0.9 * e[peak]:
        start -= 1
    end = start
    while start > low and e[start] > 0.1 * e[peak]:
        start -= 1
    return float(end - start)


def attacks(x, source, rate, ratio):
    """For each attack of the source: displacement in the result, and rise time beyond the source's, in ms.

    The displacement is the lag at which the onset strengths around the attack agree best.
    """
    e, s = envelope(x, rate), envelope(source, rate)
    strength, before = rises(e), rises(s)
    reach, half = 40, 20
    found = []
    for onset in onsets(source, rate):
        wanted = int(round(onset * ratio))
        if onset < reach + half or wanted < reach + half or wanted + reach + half >= len(e):
            continue
        pattern = before[onset - half : onset + half]
        part = strength[wanted - reach - half : wanted + reach + half]
        moved = int(np.argmax(np.correlate(part, pattern, "valid"))) - reach
        found.append((moved, attack(e, wanted + moved) - attack(s, onset)))
    return np.array(found, float).reshape(-1, 2)


def fundamental(x, centre, rate, frame=3072):
    """The fundamental at a frame by normalised autocorrelation, 55 to 1000 Hz, or nan where nothing repeats."""
    start = int(centre) - frame // 2
    if start < 0 or start + frame > len(x):
        return np.nan
    part = x[start : start + frame].astype(float)
    part -= part.mean()
    if np.sqrt(np.mean(part**2)) < 1e-3:
        return np.nan
    spectrum = np.fft.rfft(part, 2 * frame)
    r = np.fft.irfft(np.abs(spectrum) ** 2)[:frame]
    energy = np.cumsum(part**2)
    lags = np.arange(frame)
    head = energy[frame - 1 - lags]
    tail = energy[-1] - np.concatenate([[0], energy[:-1]])
    r = r / np.sqrt(np.maximum(head * tail, 1e-12))
    low, high = int(rate / 1000), int(rate / 55)
    # The shortest period that repeats nearly as well as the best: an octave below is no better.
    best = r[low:high].max()
    if best < 0.9:
        return np.nan
    peaks, _ = signal.find_peaks(r[low:high], height=0.97 * best)
    if len(peaks) == 0:
        return np.nan
    k = low + peaks[0]
    a, b, c = r[k - 1 : k + 2]
    bend = a - 2 * b + c
    return rate / (k + (0.5 * (a - c) / bend if bend < 0 else 0))


def pitch_errors(x, source, rate, ratio, shift):
    """Cents off in frames 40 ms apart that are periodic in both; frames that differ by a third are other notes."""
    errors = []
    for centre in range(FRAME, len(source) - FRAME, rate // 25):
        before = fundamental(source, centre, rate)
        after = fundamental(x, centre * ratio, rate)
        if before > 0 and after > 0:
            cents = 1200 * np.log2(after / before) - 100 * shift
            if abs(cents) < 400:
                errors.append(cents)
    return np.array(errors)


def tone_error(x, wanted, rate):
    """Cents between a steady tone's frequency, by the zero crossings of its middle half, and `wanted`; and its ripple
    in dB: the spread of the envelope, which is flat in the source."""
    middle = x[len(x) // 4 : 3 * len(x) // 4].astype(float)
    i = np.flatnonzero((middle[:-1] <= 0) & (middle[1:] > 0))
    t = i - middle[i] / (middle[i + 1] - middle[i])
    found = (len(t) - 1) / (t[-1] - t[0]) * rate
    e = np.abs(signal.hilbert(middle))[500:-500]
    low, high = np.percentile(e, [1, 99])
    return 1200 * np.log2(found / wanted), 20 * np.log10(high / max(low, 1e-9))


def level_error(x, source):
    """dB between the two root mean squares."""
    return 10 * np.log10(np.mean(np.square(x, dtype=float)) / np.mean(np.square(source, dtype=float)))


def end_level(x, source, rate, ratio):
    """dB between the last 10 ms and the part of the source that they come from; −60 at the least."""

    def power(v, seconds):
        return np.mean(np.square(v[-int(seconds * rate) :], dtype=float))

    return 10 * np.log10(max(1e-6, power(x, 0.01) / max(1e-12, power(source, 0.01 / ratio))))
