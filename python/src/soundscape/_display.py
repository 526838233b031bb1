"""A mixture in a notebook: waveform, spectrogram, events, and players for mixture and stems."""

from __future__ import annotations

import base64
import html
import math
import os
from typing import TYPE_CHECKING

import numpy as np

from ._arrays import FloatArray
from ._events import Event
from ._png import png_bytes
from ._spectrogram import LOWEST_FREQUENCY, spectrogram
from ._wav import wav_bytes
from .errors import SourceError

if TYPE_CHECKING:
    from .mixture import MixtureBase

__all__ = ["html_of"]

# Pixels.
LEFT, WIDTH, RIGHT = 52, 800, 18
WAVE, SPECTRUM, LANE, GAP, AXIS = 84, 150, 18, 8, 22

COLOURS = ("#3b7dd8", "#e07b39", "#3a9d5d", "#c94f7c", "#8a63d2", "#b08d2b", "#2a9d9d", "#d0524a")
GREY = "#8b929c"

# What players may add to a notebook, bytes: one minute of mono at 44.1 kHz is 5 MB, a third more as text.
MOST_PLAYER_BYTES = 12_000_000


def html_of(mixture: MixtureBase) -> str:
    events = mixture.events
    title = "Mixture" if mixture.index is None else f"Mixture {mixture.index}"
    channels = mixture.audio.shape[0]
    counts = f"{channels} channel{'s' * (channels > 1)} · {len(events)} events"
    facts = f"{mixture.duration:g} s · {mixture.sample_rate} Hz · {counts}"
    return (
        '<div style="font:13px system-ui,sans-serif;color:#1f2328;background:#fff;padding:10px;max-width:890px">'
        f'<div style="margin-bottom:6px"><b style="font-size:14px">{title}</b>'
        f'<span style="color:#656d76;margin-left:10px">{facts}</span></div>'
        f"{_picture(mixture.audio, mixture.sample_rate, mixture.duration, events)}{_players(mixture, events)}</div>"
    )


def _colours(events: list[Event]) -> list[str]:
    """A colour for each event: grey for backgrounds, one for each label."""
    labels = list(dict.fromkeys(event.label for event in events if not event.is_background))
    return [GREY if event.is_background else COLOURS[labels.index(event.label) % len(COLOURS)] for event in events]


# ---- The picture


def _picture(audio: FloatArray, sample_rate: int, duration: float, events: list[Event]) -> str:
    lanes = _lanes(events)
    count = max(lanes, default=-1) + 1
    top_spectrum = WAVE + GAP
    top_lanes = top_spectrum + SPECTRUM + GAP
    bottom = top_lanes + count * LANE
    scale = WIDTH / duration
    colours = _colours(events)
    parts = [
        f'<rect x="{LEFT}" y="0" width="{WIDTH}" height="{WAVE}" fill="#f6f8fa"/>',
        *(_span(event, colour, scale) for event, colour in zip(events, colours) if not event.is_background),
        f'<path d="{_wave_path(audio)}" fill="#2f4b6e"/>',
        _image(audio, sample_rate, top_spectrum),
        *(_edges(event, scale, top_spectrum) for event in events if not event.is_background),
        *_frequencies(sample_rate, top_spectrum),
    ]
    for event, colour, lane in zip(events, colours, lanes):
        parts.append(_bar(event, colour, scale, top_lanes + lane * LANE, duration))
    parts.extend(_times(duration, scale, bottom))
    size = f'viewBox="0 0 {LEFT + WIDTH + RIGHT} {bottom + AXIS}"'
    style = "display:block;width:100%;font:11px system-ui,sans-serif"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} style="{style}">{"".join(parts)}</svg>'


def _lanes(events: list[Event]) -> list[int]:
    """A lane for each event, so that those of one lane do not overlap."""
    ends: list[float] = []
    lanes = []
    for event in events:
        lane = next((lane for lane, end in enumerate(ends) if end <= event.onset), len(ends))
        ends[lane : lane + 1] = [event.offset]
        lanes.append(lane)
    return lanes


def _wave_path(audio: FloatArray) -> str:
    """The waveform as an outline: the least and the largest sample of each column of pixels, all channels together."""
    columns = np.array_split(audio, min(WIDTH, audio.shape[1]), axis=1)
    peak = max(float(np.abs(audio).max()), 1e-9)
    middle, half = WAVE / 2, WAVE / 2 - 3
    step = WIDTH / len(columns)
    tops = [middle - half * float(column.max()) / peak for column in columns]
    bottoms = [middle - half * float(column.min()) / peak + 0.6 for column in columns]
    points = [(LEFT + i * step, y) for i, y in enumerate(tops)]
    points += [(LEFT + i * step, y) for i, y in reversed(list(enumerate(bottoms)))]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _span(event: Event, colour: str, scale: float) -> str:
    x, width = LEFT + event.onset * scale, event.duration * scale
    return f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{WAVE}" fill="{colour}" opacity="0.22"/>'


def _image(audio: FloatArray, sample_rate: int, top: int) -> str:
    picture = base64.b64encode(png_bytes(spectrogram(audio, sample_rate, WIDTH, SPECTRUM))).decode()
    place = f'x="{LEFT}" y="{top}" width="{WIDTH}" height="{SPECTRUM}" preserveAspectRatio="none"'
    return f'<image {place} href="data:image/png;base64,{picture}"/>'


def _edges(event: Event, scale: float, top: int) -> str:
    x, width = LEFT + event.onset * scale, event.duration * scale
    return (
        f'<rect x="{x:.1f}" y="{top + 1}" width="{width:.1f}" height="{SPECTRUM - 2}" fill="none" stroke="#fff" '
        'stroke-opacity="0.55" stroke-dasharray="3 3"/>'
    )


def _frequencies(sample_rate: int, top: int) -> list[str]:
    highest = sample_rate / 2
    texts = []
    for frequency in (100, 300, 1000, 3000, 10000):
        if frequency < 0.8 * highest:
            share = math.log(frequency / LOWEST_FREQUENCY) / math.log(highest / LOWEST_FREQUENCY)
            name = f"{frequency // 1000} kHz" if frequency >= 1000 else f"{frequency} Hz"
            y = top + SPECTRUM * (1 - share)
            texts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#656d76">{name}</text>')
    return texts


def _bar(event: Event, colour: str, scale: float, y: float, duration: float) -> str:
    """An event in its lane, with its label in it or, where that does not fit, after or before it."""
    x, width = LEFT + event.onset * scale, max(event.duration * scale, 2)
    label = html.escape(event.label)
    room = 7 * len(event.label) + 8  # pixels that the label takes at 11 px
    text, anchor, fill = x + 5, "start", "#fff"
    if width < room:
        fill = "#1f2328"
        is_late = x + width + room > LEFT + WIDTH
        text, anchor = (x - 4, "end") if is_late else (x + width + 4, "start")
    tip = html.escape(f"{event.label}: {event.onset:.2f} to {event.offset:.2f} s, {event.snr:.1f} dB")
    return (
        f'<g><title>{tip}</title><rect x="{x:.1f}" y="{y + 2}" width="{width:.1f}" height="{LANE - 4}" rx="2" '
        f'fill="{colour}"/><text x="{text:.1f}" y="{y + 13}" text-anchor="{anchor}" fill="{fill}">{label}</text></g>'
    )


def _times(duration: float, scale: float, y: int) -> list[str]:
    """The axis of time: a mark at each round number of seconds, ten or fewer of them."""
    step = 10 ** math.floor(math.log10(duration / 2))
    step *= next(factor for factor in (1, 2, 5, 10) if duration / (step * factor) <= 10)
    parts = [f'<path d="M{LEFT} {y + 2.5}H{LEFT + WIDTH}" stroke="#d0d7de"/>']
    for number in range(math.floor(duration / step + 1e-9) + 1):
        x = LEFT + number * step * scale
        parts.append(f'<path d="M{x:.1f} {y + 2}v4" stroke="#d0d7de"/>')
        text = f"{number * step:g} s"
        parts.append(f'<text x="{x:.1f}" y="{y + 18}" text-anchor="middle" fill="#656d76">{text}</text>')
    return parts


# ---- The players


def _players(mixture: MixtureBase, events: list[Event]) -> str:
    rows = [("mixture", "#2f4b6e", "", mixture.audio)]
    try:
        details = dict(zip(mixture.stem_names, zip(_colours(events), map(_detail, events))))
        for name, stem in mixture.stems.items():
            rows.append((name, *details[name], stem))
    except SourceError:
        pass  # a data set on disk need not have stems
    left = MOST_PLAYER_BYTES
    texts = []
    for name, colour, detail, audio in rows:
        left -= 2 * audio.size * 4 // 3
        player = _player(audio, mixture.sample_rate) if left >= 0 else "too long for a player here"
        texts.append(
            f'<tr style="background:none"><td style="padding:2px 8px;text-align:left;white-space:nowrap">'
            f'<span style="color:{colour}">&#9632;</span> {html.escape(name)}</td>'
            f'<td style="padding:2px 8px">{player}</td>'
            f'<td style="padding:2px 8px;text-align:left;color:#656d76">{detail}</td></tr>'
        )
    style = f"border-collapse:collapse;font:12px system-ui,sans-serif;margin:8px 0 0 {LEFT - 8}px"
    return f'<table style="{style}">{"".join(texts)}</table>'


def _player(audio: FloatArray, sample_rate: int) -> str:
    sound = base64.b64encode(wav_bytes(audio, sample_rate, pcm16=True)).decode()
    style = "height:28px;width:236px"
    return f'<audio controls preload="metadata" style="{style}" src="data:audio/wav;base64,{sound}"></audio>'


def _detail(event: Event) -> str:
    facts = [os.path.basename(event.source_file), f"snr {event.snr:.1f} dB"]
    if event.loudness is not None:
        facts.append(f"{event.loudness:.1f} LUFS")
    if event.pitch_shift:
        facts.append(f"{event.pitch_shift:+.2f} semitones")
    if event.time_stretch not in (None, 1.0):
        facts.append(f"stretch {event.time_stretch:.2f}")
    return html.escape(" · ".join(facts))
