"""How far a stretched sound is from what was asked for: each function compares plain arrays of mono samples."""

from dataclasses import dataclass

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
    """Times in ms of attacks that rise at least fourfold within 10 ms with no other for 80 ms before: where each rises
    fastest, since a place after that would be another one in the stretched sound."""
    e = envelope(x, rate)
    floor = 0.02 * e.max()
    before = np.concatenate([np.full(10, floor), e[:-10]])
    rise = e / np.maximum(before, floor)
    peaks, _ = signal.find_peaks(np.where(e > 0.1 * e.max(), rise, 0), height=4, distance=80)
    strength = rises(e)
    steepest = np.array([p - 12 + int(np.argmax(strength[p - 12 : p + 3])) for p in peaks if p > 12], int)
    return steepest[(steepest > 100) & (steepest < len(e) - 100)]


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


@dataclass
class Attack:
    """What became of one attack of the source."""

    moved: float  # ms later than asked for
    slower: float  # ms more from 10 to 90 % of its peak
    level: float  # dB between the peaks of the envelopes
    crest: float  # dB between the crest factors of the 20 ms around it
    before: float  # dB more in the 40 ms before, against the 10 ms after it
    repeated: float  # how strong the strongest attack within 60 ms is, as a share of this one, beyond the source's


def attacks(x, source, rate, ratio):
    """The attacks of the source, as `Attack`s.

    The displacement is the lag at which the onset strengths around the attack agree best; all else is measured there.
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
        there = wanted + moved
        found.append(Attack(
            moved, attack(e, there) - attack(s, onset),
            20 * np.log10(max(peak(e, there), 1e-6) / peak(s, onset)),
            crest(x, there, rate) - crest(source, onset, rate),
            np.clip(lead(e, there, 1) - lead(s, onset, ratio), 0, 60),
            max(0.0, echo(strength, there, 1) - echo(before, onset, ratio))))
    return found


def peak(e, centre):
    return e[max(0, centre - 5) : centre + 25].max()


def crest(x, centre, rate):
    """Peak over RMS of the 20 ms around the peak that is nearest to `centre`, in dB."""
    reach = rate // 100
    middle = int(centre * rate / 1000)
    start = max(0, middle - reach)
    middle = start + int(np.argmax(np.abs(x[start : middle + reach])))
    part = np.square(x[max(0, middle - reach) : middle + reach], dtype=float)
    return 10 * np.log10(part.max() / part.mean()) if len(part) and part.max() > 0 else 0.0


def lead(e, centre, ratio):
    """The power of the 40 ms before, but for the last 4, against that of the 10 ms after, in dB; `ratio` is by how much
    the sound is yet to be stretched."""
    before = np.mean(e[max(0, centre - max(8, int(40 / ratio))) : centre - 4] ** 2)
    after = np.mean(e[centre : centre + 10] ** 2)
    return 10 * np.log10(before / max(after, 1e-12) + 1e-6)


def echo(strength, centre, ratio):
    """The strongest rise from 12 to 60 ms before or after, as a share of the rise at the attack."""
    near, far = max(6, int(12 / ratio)), max(12, int(60 / ratio))
    main = strength[max(0, centre - 5) : centre + 6].max()
    around = np.concatenate([strength[max(0, centre - far) : max(0, centre - near)], strength[centre + near : centre + far]])
    return float(np.clip(around.max() / max(main, 1e-9), 0, 2)) if len(around) else 0.0


def pulse_crests(x, source, rate, ratio, scale):
    """By how many dB the crest factor of 30 ms differs from the source's, over all frames but the quiet ones.

    The pulses of a voice are sharp as long as the phases of all harmonics agree.
    """
    after, before = int(0.03 * rate), int(0.03 * rate * scale)
    centres = np.arange(before, len(source) - before, rate // 50)
    places = (centres * ratio).astype(int)

    def powers(v, width, at):
        """The mean and the greatest of the squares of frames."""
        squares = np.square(np.pad(v, (width, width)), dtype=float)
        frames = np.lib.stride_tricks.sliding_window_view(squares, width)[at + width - width // 2]
        return frames.mean(1) + 1e-20, frames.max(1) + 1e-20

    (mean, most), (mean0, most0) = powers(x, after, places), powers(source, before, centres)
    loud = mean0 > 0.09 * np.mean(np.square(source, dtype=float))
    return 10 * np.log10(most / mean * mean0 / most0)[loud]


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
    """Cents off in frames 40 ms apart that are periodic in both, and the share of the source's that are no more.

    Frames that differ by a third are other notes. Pitches that are asked for below 65 Hz are left out: none would be
    found.
    """
    errors, lost, count = [], 0, 0
    for centre in range(FRAME, len(source) - FRAME, rate // 25):
        before = fundamental(source, centre, rate)
        if not 65 < before * 2 ** (shift / 12) < 900:
            continue
        after = fundamental(x, centre * ratio, rate)
        count += 1
        lost += not after > 0
        cents = 1200 * np.log2(after / before) - 100 * shift
        if abs(cents) < 400:
            errors.append(cents)
    return np.array(errors), lost / count if count else np.nan


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


def edge_levels(x, source, period):
    """dB between the first and last 10 ms or more, whole periods (in frames), of a steady sound and the whole of the
    source; −40 at the least."""
    count = int(round(np.ceil(441 / period) * period))
    whole = np.mean(np.square(source, dtype=float))
    return [10 * np.log10(max(1e-4, np.mean(np.square(part, dtype=float)) / whole)) for part in (x[:count], x[-count:])]


def loudness(channels, rate):
    """Integrated loudness in LUFS (ITU-R BS.1770-4), the filters made for any rate; nan below the gate."""
    w = 2 * rate * np.tan(np.pi * 1681.974450955533 / rate)
    high, middle, q = 10 ** (3.999843853973347 / 20), 10 ** (3.999843853973347 * 0.4996667741545416 / 20), 0.7071752369554196
    shelf = signal.bilinear([high, middle * w / q, w**2], [1, w / q, w**2], rate)
    w = 2 * rate * np.tan(np.pi * 38.13547087602444 / rate)
    cut = signal.bilinear([1, 0, 0], [1, w / 0.5003270373238773, w**2], rate)
    weighted = signal.lfilter(*cut, signal.lfilter(*shelf, channels, axis=1), axis=1)
    block, step = round(0.4 * rate), round(0.1 * rate)
    sums = np.concatenate([[0], np.cumsum((weighted**2).sum(0))])
    starts = np.arange(0, weighted.shape[1] - block + 1, step)
    power = (sums[starts + block] - sums[starts]) / block
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    if len(power) == 0:
        return np.nan
    power = power[power > 0.1 * power.mean()]
    return -0.691 + 10 * np.log10(power.mean())
