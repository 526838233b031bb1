"""What is measured of a stretched sound, in one place: the columns, their units, and what difference matters."""

from dataclasses import dataclass

import numpy as np

import stretch_measures as measures
import stretch_spectra as spectra


@dataclass(frozen=True)
class Column:
    """A distance from what is right: lower is better, unless it only informs."""

    name: str
    unit: str
    # A difference below this is none, however certain.
    matters: float
    about: str
    digits: int = 2
    is_judged: bool = True


COLUMNS = [
    Column("purity", "dB", 1, "steady tones: what is not a partial (modulation, noise, echoes) against the partials", 1),
    Column("mistuned", "cents", 0.1, "steady tones: partials off their frequency"),
    Column("ripple", "dB", 0.1, "sines: from the least (1 %) to the greatest (99 %) of the envelope, which is flat"),
    Column("truth", "", 0.01, "sounds made by a formula (chords, bells, glides, plucked bass): spectral convergence against"
           " the same formula stretched and shifted; 0 is the same spectrogram"),
    Column("pitch", "cents", 0.2, "voices and basses: half of the pitches are off by less"),
    Column("pitch95", "cents", 1, "95 % of them"),
    Column("hoarse", "%", 1, "voices and basses: periodic frames that are periodic no more", 1),
    Column("place", "ms", 0.3, "attacks: mean displacement, early or late"),
    Column("place95", "ms", 1, "95 % of the attacks of a sound are displaced by less"),
    Column("slower", "ms", 0.3, "attacks: rise time from 10 to 90 % off the source's, mostly longer"),
    Column("hit", "dB", 0.2, "attacks: peak of the envelope off the source's"),
    Column("crest", "dB", 0.1, "attacks: peak over RMS of the 20 ms around off the source's, which smearing lowers"),
    Column("before", "dB", 0.5, "attacks: energy in the 40 ms before (pre-echo), more than the source's", 1),
    Column("repeats", "%", 3, "attacks: strength of others within 60 ms that the source lacks (doubled attacks)", 1),
    Column("pulses", "dB", 0.1, "voices and pulse trains: crest factor of 30 ms off the source's, which phases that drift"
           " apart (phasiness) lower"),
    Column("timbre", "dB", 0.1, "all sounds: third-octave bands off, moved by the shift, in blocks of 93 ms of the source"
           " (noise: as a whole)"),
    Column("vowels", "dB", 0.1, "steady vowels: levels of the harmonics off, formants moving with the pitch"),
    Column("formants", "dB", 0.1, "the same of shifted vowels with the formants staying where they are: low only for engines"
           " that keep formants, so that no engine is judged by it", is_judged=False),
    Column("sides", "dB", 0.1, "stereo: level difference of the channels off, in third-octave bands over 0.1 s"),
    Column("phases", "", 0.01, "stereo: complex coherence of the channels off (0 to 2): phase and likeness", 3),
    Column("flatness", "dB", 0.1, "noise: spectral flatness in octaves off, for windows of 23 and 186 ms"),
    Column("roughness", "dB", 0.3, "noise: modulation of its bands at 10 to 200 Hz off"),
    Column("level", "dB", 0.05, "all sounds: RMS off"),
    Column("loudness", "LU", 0.05, "all sounds, stretched without a shift: integrated loudness (BS.1770) off"),
    Column("edges", "dB", 0.2, "steady tones of one pitch: level of the first and last 10 ms off"),
    Column("time", "ms", 1, "processor time for a second of one channel of source, the median", 1),
]
BY_NAME = {column.name: column for column in COLUMNS}


def measured(sound, x, ratio, semitones):
    """The columns of one result, channels × frames, as a dictionary; only those that the sound has something to say on."""
    rate, scale = sound.rate, 2 ** (semitones / 12)
    source = sound.samples.astype(float)
    x = x.astype(float)
    mono, before = x.mean(0), source.mean(0)
    out = {
        "timbre": spectra.timbre(mono, before, rate, ratio, scale, whole=sound.set == "textures"),
        "level": min(40.0, abs(10 * np.log10(np.mean(x**2) / np.mean(source**2) + 1e-9))),
    }
    if not semitones:  # a shift changes the loudness, since the weight of a frequency depends on it
        out["loudness"] = min(40.0, abs(measures.loudness(x, rate) - measures.loudness(source, rate)))
    if sound.partials:
        partials = [f * scale for f in sound.partials]
        out["purity"] = spectra.purity(mono, partials, rate)
        out["mistuned"] = np.mean(spectra.partial_cents(mono, partials, rate))
        if all(abs(f / sound.partials[0] % 1) < 1e-6 for f in sound.partials):
            out["edges"] = np.mean(np.abs(measures.edge_levels(mono, before, rate / partials[0])))
        if len(partials) == 1:
            out["ripple"] = min(40.0, measures.tone_error(mono, partials[0], rate)[1])
    if sound.truth:
        out["truth"] = measures.spectral_convergence(mono, sound.truth(ratio, scale).mean(0), rate)
    if sound.sung:
        errors, lost = measures.pitch_errors(mono, before, rate, ratio, semitones)
        out["hoarse"] = 100 * lost
        if len(errors):
            out["pitch"], out["pitch95"] = np.median(np.abs(errors)), np.percentile(np.abs(errors), 95)
    if sound.pulsed:
        out["pulses"] = abs(np.mean(measures.pulse_crests(mono, before, rate, ratio, scale)))
    if sound.vowels:
        moved, kept = spectra.formants(mono, before, sound.vowels, rate, ratio, scale)
        out["vowels"] = moved
        if semitones:
            out["formants"] = kept
    if sound.set in ("drums", "mixes"):
        out.update(attacked(measures.attacks(mono, before, rate, ratio)))
    if len(x) == 2 and np.abs(source[0] - source[1]).max() > 1e-4:
        out["sides"], out["phases"] = spectra.image(x, source, rate, ratio, scale)
    if sound.set == "textures":
        out["flatness"], out["roughness"] = spectra.grain(mono, before, rate, scale)
    return {name: float(value) for name, value in out.items() if np.isfinite(value)}


def attacked(found):
    if not found:
        return {}
    moved = np.abs([a.moved for a in found])
    return {
        "place": np.mean(moved), "place95": np.percentile(moved, 95), "slower": abs(np.mean([a.slower for a in found])),
        "hit": np.mean([min(40, abs(a.level)) for a in found]), "crest": abs(np.mean([a.crest for a in found])),
        "before": np.mean([a.before for a in found]), "repeats": 100 * np.mean([a.repeated for a in found]),
    }
