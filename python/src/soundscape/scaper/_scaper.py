"""The Scaper object: folders, settings, the specification of a soundscape, and soundscapes drawn from it."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np

from ._annotation import instantiate, instantiate_event, label_track, write_label_track
from ._event_spec import EventSpec
from ._rendering import Settings, render
from ._validation import _validate_event
from ._wanted import Rules, UsedNames
from ._writing import write_events, write_mixture
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning
from .util import _check_random_state, _populate_label_list, _validate_folder_path

Path = str | os.PathLike[str]
Generated = tuple[Any, Any, list[list[Any]], Any]


class Scaper:
    """Makes soundscapes from folders of sounds.

    duration          seconds of each soundscape
    fg_path, bg_path  folders of label folders, with the sounds of events and of backgrounds
    protected_labels  labels whose sounds are always played whole
    random_state      a whole number, a numpy.random.RandomState, which is used and moved on as it is, or None for NumPy's
                      own generator

    The attributes can be set at will:

    sr                        44100 Hz
    ref_db                    -12 LUFS, the loudness of the background
    n_channels                1
    fade_in_len, fade_out_len 0.01 s, of foreground events
    fg_spec, bg_spec          lists of EventSpec
    fg_labels, bg_labels      the labels that may be drawn

    Raises ScaperError for a duration that is not a positive number, and for a folder that is not there.
    """

    def __init__(
        self, duration: Any, fg_path: Path, bg_path: Path, protected_labels: Any = (), random_state: Any = None
    ) -> None:
        if not (np.isrealobj(duration) and duration > 0):
            raise ScaperError("Duration must be a positive real value")
        self.duration: Any = duration
        self.sr: Any = 44100
        self.ref_db: Any = -12
        self.n_channels: Any = 1
        self.fade_in_len: Any = 0.01
        self.fade_out_len: Any = 0.01
        self.fg_spec: list[EventSpec] = []
        self.bg_spec: list[EventSpec] = []
        self.fg_path = os.path.expanduser(fg_path)
        self.bg_path = os.path.expanduser(bg_path)
        for folder in (self.fg_path, self.bg_path):
            _validate_folder_path(folder)
        self.fg_labels: list[str] = []
        self.bg_labels: list[str] = []
        _populate_label_list(self.fg_path, self.fg_labels)
        _populate_label_list(self.bg_path, self.bg_labels)
        # A copy of what was given; a label as a text is taken too.
        self.protected_labels: Any = (
            list(protected_labels) if isinstance(protected_labels, tuple) else protected_labels[:]
        )
        self.random_state = _check_random_state(random_state)

    # MARK: The specification

    def reset_fg_event_spec(self) -> None:
        """Removes all foreground events from the specification."""
        self.fg_spec = []

    def reset_bg_event_spec(self) -> None:
        """Removes all backgrounds from the specification."""
        self.bg_spec = []

    def set_random_state(self, random_state: Any) -> None:
        """Draws from another generator from now on; see the class for what it may be."""
        self.random_state = _check_random_state(random_state)

    def add_background(self, label: Any, source_file: Any, source_time: Any) -> None:
        """Adds a background, which lasts as long as the soundscape and is repeated where its sound is shorter.

        Each argument is a distribution tuple, as in `add_event`. Raises ScaperError for the first that is not valid.
        """
        event = EventSpec(
            label=label,
            source_file=source_file,
            source_time=source_time,
            event_time=("const", 0),
            event_duration=("const", self.duration),
            snr=("const", 0),
            role="background",
            pitch_shift=None,
            time_stretch=None,
        )
        self.bg_spec.append(_validated(event, self.bg_labels))

    def add_event(
        self,
        label: Any,
        source_file: Any,
        source_time: Any,
        event_time: Any,
        event_duration: Any,
        snr: Any,
        pitch_shift: Any,
        time_stretch: Any,
    ) -> None:
        """Adds a foreground event. Each argument is a distribution tuple, and is drawn anew for every soundscape:

        ("const", value)
        ("choose", list)                          each of the list equally likely
        ("choose_weighted", list, probabilities)
        ("uniform", least, most)
        ("normal", mean, deviation)
        ("truncnorm", mean, deviation, least, most)

        label           "const", "choose" or "choose_weighted" of names; ("choose", []) is all labels
        source_file     the same of paths; ("choose", []) is all sounds of the label
        source_time     where the window begins, in seconds of the sound; what passes the sound's end is made to fit
        event_time      onset in seconds; what would end after the soundscape is moved forward
        event_duration  seconds of the sound, before stretching; cut to the sound and to the soundscape
        snr             dB above `ref_db`
        pitch_shift     semitones, or None
        time_stretch    output duration / input duration: 2 is twice as long; or None

        Raises ScaperError for the first that is not valid.
        """
        event = EventSpec(
            label=label,
            source_file=source_file,
            source_time=source_time,
            event_time=event_time,
            event_duration=event_duration,
            snr=snr,
            role="foreground",
            pitch_shift=pitch_shift,
            time_stretch=time_stretch,
        )
        self.fg_spec.append(_validated(event, self.fg_labels))

    # MARK: Drawing

    def _instantiate_event(
        self,
        event: EventSpec,
        isbackground: bool = False,
        allow_repeated_label: bool = True,
        allow_repeated_source: bool = True,
        used_labels: list[str] | None = None,
        used_source_files: list[str] | None = None,
        disable_instantiation_warnings: bool = False,
    ) -> EventSpec:
        """Draws one event: an EventSpec of values. What it uses is added to the lists of used labels and paths."""
        used = UsedNames(
            [] if used_labels is None else used_labels, [] if used_source_files is None else used_source_files
        )
        rules = Rules(allow_repeated_label, allow_repeated_source, disable_instantiation_warnings)
        return instantiate_event(self, event, isbackground, used, rules)

    def _instantiate(
        self,
        allow_repeated_label: bool = True,
        allow_repeated_source: bool = True,
        reverb: float | None = None,
        disable_instantiation_warnings: bool = False,
    ) -> Any:
        """Draws a soundscape: a jams.JAMS with one annotation of the namespace `scaper`. See `generate`."""
        rules = Rules(allow_repeated_label, allow_repeated_source, disable_instantiation_warnings)
        return instantiate(self, rules, reverb)

    # MARK: Sound

    def _generate_audio(
        self,
        audio_path: Any,
        ann: Any,
        reverb: float | None = None,
        fix_clipping: bool = False,
        peak_normalization: bool = False,
        quick_pitch_time: bool = False,
        save_isolated_events: bool = False,
        isolated_events_path: str | None = None,
        disable_sox_warnings: bool = True,
    ) -> tuple[Any, list[Any], Any, Any]:
        """Renders an annotation and writes what has a path. See `generate`.

        Returns the mixture, the events, what they were scaled by, and the same in dB.
        """
        sound = render(self, ann, Settings(reverb, fix_clipping, peak_normalization, quick_pitch_time))
        event_paths: list[str] = []
        if sound.mixture is not None:
            if audio_path is not None:
                write_mixture(audio_path, sound.mixture, self.sr)
            if save_isolated_events:
                event_paths = write_events(audio_path, isolated_events_path, list(ann.data), sound.events, self.sr)
                if reverb is not None:
                    _warn_of_dry_events()
        ann.sandbox.scaper.soundscape_audio_path = audio_path
        ann.sandbox.scaper.isolated_events_audio_path = event_paths
        return sound.mixture, sound.events, sound.scale, sound.ref_db_change

    def generate(
        self,
        audio_path: Any = None,
        jams_path: Any = None,
        allow_repeated_label: bool = True,
        allow_repeated_source: bool = True,
        reverb: float | None = None,
        fix_clipping: bool = False,
        peak_normalization: bool = False,
        quick_pitch_time: bool = False,
        save_isolated_events: bool = False,
        isolated_events_path: str | None = None,
        disable_sox_warnings: bool = True,
        no_audio: bool = False,
        txt_path: Any = None,
        txt_sep: str = "\t",
        disable_instantiation_warnings: bool = False,
    ) -> Generated:
        """Draws a soundscape and renders it.

        audio_path, jams_path, txt_path  where to write the mixture, the annotation, and the onsets, offsets and labels
        allow_repeated_label, _source    False: no label, or no sound, comes twice
        reverb                           0 to 1, on the mixture only
        fix_clipping                     True: what passes full scale is scaled to it, events and all
        peak_normalization               True: everything is scaled so that the largest sample is 1
        quick_pitch_time                 True: pitch and time are changed by a faster algorithm
        save_isolated_events             True: each event is written into `isolated_events_path`, or else beside the
                                         mixture, into `<name>_events`
        disable_sox_warnings             kept in the annotation; there is no SoX here
        no_audio                         True: nothing is rendered
        txt_sep                          what is between the columns
        disable_instantiation_warnings   True: nothing is said about values that were made to fit

        Returns the mixture, of (frames, channels) in double precision, or None; the jams.JAMS; the foreground's events as
        [onset, offset, label]; and the events' arrays in the order of the annotation's data, or None.

        Raises ScaperError for a reverb out of range, and where labels or sounds that must not repeat run out.
        """
        if reverb is not None and not 0 <= reverb <= 1:
            raise ScaperError("Invalid value for reverb: must be in range [0, 1] or None.")
        jam = self._instantiate(allow_repeated_label, allow_repeated_source, reverb, disable_instantiation_warnings)
        annotation = jam.annotations.search(namespace="scaper")[0]
        mixture, events, scale, change = None, None, 1.0, 0
        if not no_audio:
            mixture, events, scale, change = self._generate_audio(
                audio_path,
                annotation,
                reverb=reverb,
                fix_clipping=fix_clipping,
                peak_normalization=peak_normalization,
                quick_pitch_time=quick_pitch_time,
                save_isolated_events=save_isolated_events,
                isolated_events_path=isolated_events_path,
                disable_sox_warnings=disable_sox_warnings,
            )
        annotation.sandbox.scaper.update(
            audio_path=audio_path,
            jams_path=jams_path,
            allow_repeated_label=allow_repeated_label,
            allow_repeated_source=allow_repeated_source,
            reverb=reverb,
            fix_clipping=fix_clipping,
            peak_normalization=peak_normalization,
            quick_pitch_time=quick_pitch_time,
            save_isolated_events=save_isolated_events,
            isolated_events_path=isolated_events_path,
            disable_sox_warnings=disable_sox_warnings,
            no_audio=no_audio,
            txt_path=txt_path,
            txt_sep=txt_sep,
            disable_instantiation_warnings=disable_instantiation_warnings,
            peak_normalization_scale_factor=scale,
            ref_db_change=change,
            ref_db_generated=self.ref_db + change,
        )
        if jams_path is not None:
            jam.save(jams_path)
        track = label_track(annotation)
        if txt_path is not None:
            write_label_track(track, txt_path, txt_sep)
        return mixture, jam, track, events


def _validated(event: EventSpec, labels: list[str]) -> EventSpec:
    is_background = event.role == "background"
    _validate_event(
        event.label,
        event.source_file,
        event.source_time,
        event.event_time,
        event.event_duration,
        event.snr,
        labels,
        None if is_background else event.pitch_shift,
        None if is_background else event.time_stretch,
    )
    return event


def _warn_of_dry_events() -> None:

    warnings.warn(
        "Reverb is on and save_isolated_events is True. Reverberation is applied to the mixture but not output source "
        "files. In this case the sum of the audio of the isolated events will not add up to the mixture",
        ScaperWarning,
        stacklevel=3,
    )
