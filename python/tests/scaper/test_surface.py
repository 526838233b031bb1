"""Names, signatures and types that Scaper's users rely on."""

from __future__ import annotations

import copy
import inspect
import multiprocessing
import pickle
import warnings
from typing import Any

import jams
import numpy as np
import pytest
import soundscape.scaper as scaper

import programs


def _object() -> Any:
    sc = scaper.Scaper(3, programs.FG, programs.BG, random_state=3)
    sc.add_event(**programs.event(label=("choose", []), snr=("uniform", 0, 9)))
    return sc


def test_modules_and_names() -> None:
    import soundscape.scaper.audio
    import soundscape.scaper.core
    import soundscape.scaper.scaper_exceptions
    import soundscape.scaper.scaper_warnings
    import soundscape.scaper.util

    assert scaper.__version__ == "1.6.5"
    assert soundscape.scaper.core.EventSpec._fields == (
        "label", "source_file", "source_time", "event_time", "event_duration", "snr", "role", "pitch_shift", "time_stretch",
    )  # fmt: skip
    assert issubclass(soundscape.scaper.scaper_exceptions.ScaperError, Exception)
    assert issubclass(soundscape.scaper.scaper_warnings.ScaperWarning, Warning)
    assert soundscape.scaper.core.ScaperError is soundscape.scaper.scaper_exceptions.ScaperError
    assert set(soundscape.scaper.core.SUPPORTED_DIST) == {
        "const", "choose", "choose_weighted", "uniform", "normal", "truncnorm",
    }  # fmt: skip
    for name in soundscape.scaper.util.__all__:
        assert hasattr(soundscape.scaper.util, name)
    for name in ("get_integrated_lufs", "match_sample_length", "peak_normalize"):
        assert hasattr(soundscape.scaper.audio, name)


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (scaper.Scaper, "duration fg_path bg_path protected_labels random_state"),
        (scaper.Scaper.add_background, "self label source_file source_time"),
        (
            scaper.Scaper.add_event,
            "self label source_file source_time event_time event_duration snr pitch_shift time_stretch",
        ),
        (
            scaper.Scaper.generate,
            "self audio_path jams_path allow_repeated_label allow_repeated_source reverb fix_clipping peak_normalization "
            "quick_pitch_time save_isolated_events isolated_events_path disable_sox_warnings no_audio txt_path txt_sep "
            "disable_instantiation_warnings",
        ),
        (
            scaper.generate_from_jams,
            "jams_infile audio_outfile fg_path bg_path jams_outfile save_isolated_events isolated_events_path "
            "disable_sox_warnings txt_path txt_sep",
        ),
        (scaper.trim, "audio_infile jams_infile audio_outfile jams_outfile start_time end_time no_audio"),
    ],
)
def test_arguments_by_position(function: Any, names: str) -> None:
    assert list(inspect.signature(function).parameters) == names.split()


def test_what_generate_returns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        audio, jam, track, stems = _object().generate()
        nothing = _object().generate(no_audio=True)
    assert audio.shape == stems[0].shape == (3 * 44100, 1)
    assert audio.dtype == stems[0].dtype == np.float64 and audio.flags.writeable
    assert isinstance(jam, jams.JAMS) and jam.validate()
    assert [type(item) for item in track[0]] == [float, float, str]
    assert nothing[0] is None and nothing[3] is None
    assert programs.events(nothing[1]) == programs.events(jam)


def _mixture(sc: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return sc.generate()[0]


def test_objects_are_copied_and_pickled() -> None:
    expected = _mixture(_object())
    sc = _object()
    for other in (copy.deepcopy(sc), pickle.loads(pickle.dumps(sc))):
        np.testing.assert_array_equal(_mixture(other), expected)
    error = scaper.scaper_exceptions.ScaperError("words")
    assert str(pickle.loads(pickle.dumps(error))) == "words"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_in_other_processes(method: str) -> None:
    """As a loader's workers use it, also after the parent has drawn and rendered."""
    expected = [_mixture(_object())] * 3
    with multiprocessing.get_context(method).Pool(2) as pool:
        found = pool.map(_mixture, [_object() for _ in range(3)])
    np.testing.assert_array_equal(found, expected)


def test_a_generator_of_another_kind_is_refused() -> None:
    sc = scaper.Scaper(3, programs.FG, programs.BG, random_state=np.random.RandomState(np.random.PCG64(1)))
    sc.add_event(**programs.event())
    with pytest.raises(scaper.scaper_exceptions.ScaperError, match="MT19937"):
        sc.generate(no_audio=True)


def test_warnings_that_are_errors_stop_the_draw() -> None:
    sc = _object()
    sc.fg_spec[0] = sc.fg_spec[0]._replace(event_duration=("const", 99))
    with warnings.catch_warnings(), pytest.raises(scaper.scaper_warnings.ScaperWarning):
        warnings.simplefilter("error", scaper.scaper_warnings.ScaperWarning)
        sc.generate(no_audio=True)
