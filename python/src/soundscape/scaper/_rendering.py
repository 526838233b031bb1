"""The sound of an annotation, made by the engine."""

from __future__ import annotations

import ctypes
import json
import os
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]
from numpy.typing import NDArray

from .._abi import ss_shape, ss_target
from .._library import checked, library
from ..errors import DrawError, SoundscapeError
from ._bank import bank_for
from .audio import peak_normalize
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning

if TYPE_CHECKING:
    from ._scaper import Scaper

# Below this, scaling is so strong that levels may have been limited by the least loudness that is measured.
_EXTREME_SCALE = 0.05

_ROLES = ("background", "foreground")


@dataclass
class Settings:
    """What `generate` says about the sound."""

    reverb: float | None = None
    fix_clipping: bool = False
    peak_normalization: bool = False
    quick_pitch_time: bool = False


@dataclass
class Sound:
    """A rendered soundscape: arrays of (frames, channels) in double precision.

    mixture        None where there are no events
    events         in the order of the annotation's data
    scale          what all of it was multiplied by
    ref_db_change  the same in dB
    """

    mixture: Any = None
    events: list[Any] = field(default_factory=list)
    scale: Any = 1.0
    ref_db_change: Any = 0


def render(scaper: Scaper, annotation: Any, settings: Settings) -> Sound:
    """Renders an annotation, with Scaper's warnings.

    Raises ScaperError for a namespace other than `scaper` and for an unknown role, ValueError for fades that are longer
    than an event, and what soundfile raises where a source cannot be read.
    """
    if annotation.namespace != "scaper":
        raise ScaperError(f"Annotation namespace must be scaper, found: {annotation.namespace}")
    observations = list(annotation.data)
    for observation in observations:
        if observation.value["role"] not in _ROLES:
            raise ScaperError(f"Unsupported event role: {observation.value['role']}")
    if not observations:
        _warn("No events to synthesize (silent soundscape), no audio generated.")
        return Sound()

    wet, rows = _render(scaper, observations, Settings(settings.reverb, quick_pitch_time=settings.quick_pitch_time))
    # Stems are single precision, their sum is double: what is written as 32-bit integers adds up too.
    sound = Sound(mixture=sum(rows), events=rows)
    is_clipping = bool(np.max(np.abs(sound.mixture)) > 1)
    if is_clipping:
        _warn("Soundscape audio is clipping!")
    is_fixed = is_clipping and settings.fix_clipping
    if settings.peak_normalization or is_fixed:
        sound.mixture, sound.events, sound.scale = peak_normalize(sound.mixture, sound.events)
        sound.ref_db_change = 20 * np.log10(sound.scale)
        _warn_of_scale(sound, scaper.ref_db, is_fixed)
        if settings.reverb is not None:
            # Scaper's reverb limits what passes full scale, so it must follow the scaling.
            wet, _ = _render(scaper, observations, settings, with_rows=False)
    if settings.reverb is not None:
        sound.mixture = wet
    return sound


def _warn_of_scale(sound: Sound, ref_db: Any, is_fixed: bool) -> None:
    if is_fixed:
        _warn(
            f"Peak normalization applied to fix clipping with scale factor = {sound.scale}. The actual ref_db of the "
            f"generated soundscape audio will change by approximately {sound.ref_db_change:.2f}dB with respect to the "
            f"target ref_db of {ref_db})"
        )
    if sound.scale < _EXTREME_SCALE:
        _warn(
            "Scale factor for peak normalization is extreme (<0.05), event SNR values in the generated soundscape audio "
            "may not perfectly match their specified values."
        )


def _warn(text: str) -> None:
    warnings.warn(text, ScaperWarning, stacklevel=4)


# MARK: The engine


def _render(
    scaper: Scaper, observations: list[Any], settings: Settings, with_rows: bool = True
) -> tuple[NDArray[np.float64] | None, list[NDArray[np.float64]]]:
    """The mixture where there is a reverb on it, and the events, each as long as the soundscape."""
    engine = library()
    events = [_event(observation.value) for observation in observations]
    text = json.dumps(_jams(scaper, events, settings), default=_plain).encode("utf-8", "surrogateescape")
    # The engine's events are in the order of their onsets; a trimmed annotation can have another order.
    order = sorted(range(len(events)), key=lambda i: events[i]["time"])
    bank = bank_for(scaper.fg_path, scaper.bg_path, [event["value"]["source_file"] for event in events])
    try:
        mixture = checked(
            engine.ss_mixture_read, text, len(text), None, None, None, None, 0, bank.handle if bank else None
        )
        try:
            mix, rows = _render_into(mixture, order if with_rows else [], settings.reverb is not None)
        finally:
            engine.ss_mixture_free(mixture)
    except DrawError as error:
        # A fade that is longer than its event: Scaper fails in NumPy, by this class.
        raise ValueError(str(error)) from error
    except SoundscapeError as error:
        for observation in observations:
            # Where a file is at fault, this raises what Scaper raises.
            soundfile.info(observation.value["source_file"])
        raise ScaperError(str(error)) from error
    # The engine forgives a duration that is a rounding short of a whole frame; Scaper does not.
    frames = int(scaper.duration * scaper.sr)
    exact = [row[:frames].astype(np.float64) for row in rows]
    return None if mix is None else mix[:frames].astype(np.float64), exact


def _render_into(
    mixture: Any, order: list[int], with_mix: bool
) -> tuple[NDArray[np.float32] | None, NDArray[np.float32]]:
    """The mixture, where it is wanted, and a row for each event of `order`."""
    engine, shape = library(), ss_shape()
    engine.ss_mixture_shape(mixture, ctypes.byref(shape))
    frames, channels = shape.frames, shape.channels
    mix = np.empty((frames, channels), dtype=np.float32) if with_mix else None
    rows = np.empty((len(order), frames, channels), dtype=np.float32)
    row_of_event = (ctypes.c_int32 * shape.events)(*(order or [-1] * shape.events))
    target = ss_target(
        channels=channels,
        frames=frames,
        mix=None if mix is None else mix.ctypes.data,
        mix_channel_stride=1,
        mix_frame_stride=channels,
        rows=rows.ctypes.data if order else None,
        row_count=len(rows),
        row_stride=frames * channels,
        row_channel_stride=1,
        row_frame_stride=channels,
        row_of_event=ctypes.addressof(row_of_event),
    )
    checked(engine.ss_render_into, mixture, ctypes.byref(target))
    return mix, rows


def _event(value: Any) -> dict[str, Any]:
    """An observation for the engine."""
    value = dict(value)
    value["source_file"] = os.path.abspath(value["source_file"])
    if value["role"] == "background":
        # Scaper's backgrounds begin with the soundscape, at the reference loudness, and are never moved.
        value |= {"event_time": 0, "snr": 0, "pitch_shift": None, "time_stretch": None}
    stretch = value["time_stretch"]
    duration = value["event_duration"] * (1 if stretch is None else stretch)
    return {"time": value["event_time"], "duration": duration, "value": value, "confidence": 1.0}


def _jams(scaper: Scaper, events: list[dict[str, Any]], settings: Settings) -> dict[str, Any]:
    """The annotation with the object's settings as they are now, whatever its own sandbox says."""
    sandbox = {
        "duration": scaper.duration,
        "original_duration": scaper.duration,
        # Without folders a source may be anywhere, as in Scaper.
        "fg_path": "",
        "bg_path": "",
        # What matters for drawing only is left empty.
        **dict.fromkeys(("fg_labels", "bg_labels", "fg_spec", "bg_spec", "protected_labels"), []),
        "sr": scaper.sr,
        "ref_db": scaper.ref_db,
        "n_channels": scaper.n_channels,
        "fade_in_len": max(scaper.fade_in_len, 0),
        "fade_out_len": max(scaper.fade_out_len, 0),
        "reverb": settings.reverb,
        "fix_clipping": settings.fix_clipping,
        "peak_normalization": settings.peak_normalization,
        "quick_pitch_time": settings.quick_pitch_time,
    }
    annotation = {
        "namespace": "scaper",
        "time": 0,
        "duration": scaper.duration,
        "annotation_metadata": {},
        "data": events,
        "sandbox": {"scaper": sandbox},
    }
    return {"file_metadata": {"duration": scaper.duration}, "annotations": [annotation], "sandbox": {}}


def _plain(value: Any) -> Any:
    """NumPy's scalars as Python's, for json."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{value!r} cannot be part of an annotation")
