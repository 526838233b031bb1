"""Soundscapes made again from their annotations."""

from __future__ import annotations

import os
import warnings
from typing import Any

import jams  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ._annotation import label_track, write_label_track
from ._scaper import Generated, Scaper
from ._trimming import trim_audio
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning

# Settings of the object that an annotation keeps; the first is missing in old ones.
_SETTINGS = ("sr", "ref_db", "n_channels", "fade_in_len", "fade_out_len")
# Arguments of `generate` that matter for the sound, and are missing in old annotations.
_OPTIONS = ("fix_clipping", "peak_normalization", "quick_pitch_time")


def generate_from_jams(
    jams_infile: Any,
    audio_outfile: Any = None,
    fg_path: Any = None,
    bg_path: Any = None,
    jams_outfile: Any = None,
    save_isolated_events: bool = False,
    isolated_events_path: str | None = None,
    disable_sox_warnings: bool = True,
    txt_path: Any = None,
    txt_sep: str = "\t",
) -> Generated:
    """Makes the soundscape of an annotation again.

    jams_infile        an annotation by this module or by Scaper
    fg_path, bg_path   folders where the same label folders and files are now; None uses the paths in the annotation
    audio_outfile, jams_outfile, txt_path   where to write the mixture, the annotation with its new paths, and the onsets,
                       offsets and labels
    the rest           as in Scaper.generate

    Of a trimmed soundscape the files are trimmed too; the arrays that are returned are not. Returns what Scaper.generate
    returns.

    Raises ScaperError where there is no annotation of the namespace `scaper`.
    """
    jam = jams.load(os.fspath(jams_infile))
    found = jam.search(namespace="scaper")
    if len(found) == 0:
        raise ScaperError("JAMS file does not contain any annotation with namespace scaper.")
    annotation = found[0]
    kept = annotation.sandbox.scaper
    for role, key, folder in (("foreground", "fg_path", fg_path), ("background", "bg_path", bg_path)):
        if folder is not None:
            kept[key] = os.path.expanduser(folder)
            _move_sources(annotation, role, kept[key])

    scaper = Scaper(_original_duration(kept), kept["fg_path"], kept["bg_path"], kept["protected_labels"])
    for name in _SETTINGS:
        if name != "sr" or name in kept:
            setattr(scaper, name, kept[name])
    options = {name: kept[name] if name in kept else False for name in _OPTIONS}
    # As in the annotation that `generate` makes, its fields are attributes.
    kept = annotation.sandbox.scaper = jams.Sandbox(**kept)
    mixture, events, scale, change = scaper._generate_audio(
        audio_outfile,
        annotation,
        reverb=kept.reverb,
        save_isolated_events=save_isolated_events,
        isolated_events_path=isolated_events_path,
        disable_sox_warnings=disable_sox_warnings,
        **options,
    )
    kept.update(
        **options,
        save_isolated_events=save_isolated_events,
        isolated_events_path=isolated_events_path,
        disable_sox_warnings=disable_sox_warnings,
        peak_normalization_scale_factor=scale,
        ref_db_change=change,
        ref_db_generated=scaper.ref_db + change,
    )
    _trim_files(annotation, audio_outfile)
    if jams_outfile is not None:
        jam.save(os.fspath(jams_outfile))
    track = label_track(annotation)
    if txt_path is not None:
        write_label_track(track, txt_path, txt_sep)
    return mixture, jam, track, events


def _move_sources(annotation: Any, role: str, folder: str) -> None:
    """Puts another folder before the label folder and the name of each source."""
    for observation in annotation.data:
        value = observation.value
        if value["role"] == role:
            label_folder, name = os.path.split(value["source_file"])
            value["source_file"] = os.path.join(folder, os.path.basename(label_folder), name)


def _original_duration(kept: Any) -> Any:
    """The duration before trimming."""
    if "original_duration" in kept:
        return kept["original_duration"]
    warnings.warn(
        "Couldn't find original_duration field in the scaper sandbox, using duration field instead. This can lead to "
        "incorrect behavior if generating from a jams file that has been trimmed previously.",
        ScaperWarning,
        stacklevel=3,
    )
    return kept["duration"]


def _trim_files(annotation: Any, audio_path: Any) -> None:
    """Cuts what was written as the annotation was cut, one range after the other."""
    for part in annotation.sandbox["slice"] if "slice" in annotation.sandbox else []:
        for path in [audio_path, *annotation.sandbox.scaper.isolated_events_audio_path]:
            if path is not None:
                trim_audio(path, path, part["slice_start"], part["slice_end"])
