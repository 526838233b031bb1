"""Sound and files, beside the real Scaper's. Where pitch or time change, the algorithm is another one: see test_tutorial."""

from __future__ import annotations

import json
import pathlib
import subprocess
import warnings
from typing import Any

import jams
import numpy as np
import pytest
import soundfile
import soundscape.scaper as scaper

import programs
from comparing import differences
from scaper_support import Cases, Reference, scaper_of_case, scaper_python

# Of full scale, where nothing is resampled: the engine's single precision, Scaper's 24 bits in the corpus.
SAME_RATE = 1e-6
# Of full scale, and in dB, where a sound is resampled: by SoX there, by soxr here, which differ at the edge of the band.
NEAR = 1e-4
RESAMPLED_DECIBELS = 70
# The corpus has FLAC files of 24 bits.
STEP = 2.0**-23

STILL = [
    "mono", "stereo", "22050", "48000", "16000", "nofade", "longfade", "short-events", "bg-tiled", "clipping",
    "clipping-fixed", "peak-normalized", "reverb", "reverb-stereo", "stems",
]  # fmt: skip


def _case(cases: Cases, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return next(pair for pair in cases if pair[0]["name"] == f"audio-{name}")


def _check(ours: Any, case: dict[str, Any], row: dict[str, Any], k: int) -> None:
    """Compares the k-th mixture of a case with the real one."""
    theirs, rate = soundfile.read(f"audio/{case['name']}.{k}.flac", always_2d=True)
    assert ours.shape == theirs.shape
    # A FLAC holds nothing above full scale.
    difference = np.clip(ours, -1, 1 - STEP) - theirs
    most = float(np.max(np.abs(difference)))
    decibels = float(10 * np.log10(np.sum(theirs**2) / np.sum(difference**2)))
    rates = {soundfile.info(event["source_file"]).samplerate for event in row["events"]}
    print(f"{case['name']}.{k}: {most:.1e} of full scale, {decibels:.1f} dB, sources at {rates} Hz for {rate} Hz")
    assert decibels > RESAMPLED_DECIBELS
    if rates == {rate} and "reverb" not in case["name"]:
        assert most < SAME_RATE


@pytest.mark.parametrize("name", STILL)
def test_still_audio_is_the_same(cases: Cases, name: str) -> None:
    case, expected = _case(cases, name)
    sc = scaper_of_case(scaper, case)
    options = dict(case.get("options", {}), disable_instantiation_warnings=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k, row in enumerate(expected["generates"]):
            _check(sc.generate(**options)[0], case, row, k)


@pytest.mark.parametrize("name", STILL)
def test_annotations_of_scaper_are_rendered(cases: Cases, name: str) -> None:
    case, expected = _case(cases, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k, row in enumerate(expected["generates"]):
            _check(scaper.generate_from_jams(f"audio/{case['name']}.{k}.jams")[0], case, row, k)


def test_moved_audio_has_the_same_levels(cases: Cases) -> None:
    differing = []
    for name in ("moved", "moved-quick"):
        case, expected = _case(cases, name)
        sc = scaper_of_case(scaper, case)
        options = dict(case.get("options", {}), disable_instantiation_warnings=True)
        for row in expected["generates"]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _, _, _, stems = sc.generate(**options)
            for stem, theirs in zip(stems, row["stems"], strict=True):
                ours = programs.level(scaper, stem, sc.sr)
                assert ours["shape"] == [theirs["samples"], theirs["channels"]]
                differing.append(abs(ours["lufs"] - theirs["lufs"]))
    print(f"loudness of {len(differing)} events: median {np.median(differing):.3f}, most {max(differing):.2f} LU")
    # Levels are set before fades, which take more from a short blow that one algorithm has put a little earlier.
    assert np.median(differing) < 0.1 and max(differing) < 1


def test_files_are_the_same(reference: Reference) -> None:
    """Names, formats, label track and the annotation, field by field, with the types of all values."""
    assert list(differences(programs.files(scaper), reference["files"])) == []


def test_levels(reference: Reference) -> None:
    """Draws, warnings, shapes, peaks, loudness and scale factors. Warnings print scale factors with all their digits."""
    assert list(differences(programs.levels(scaper), reference["levels"], 1e-4)) == []


def test_trimmed_and_made_again(reference: Reference) -> None:
    assert list(differences(programs.made_again(scaper), reference["made_again"], 1e-4)) == []


def test_helpers(reference: Reference) -> None:
    assert list(differences(programs.plain(programs.helpers(scaper)), reference["helpers"], 1e-9)) == []


def test_stems_add_up(tmp_path: pathlib.Path) -> None:
    """In memory to the last bit, on disk to one step of 32-bit integers for each stem."""
    sc = programs._still_scene(scaper, 3, ref_db=-30)
    audio, jam, _, stems = sc.generate(
        f"{tmp_path}/mix.wav", save_isolated_events=True, disable_instantiation_warnings=True
    )
    assert audio.dtype == np.float64 and audio.flags.c_contiguous
    np.testing.assert_array_equal(sum(stems), audio)
    paths = jam.annotations[0].sandbox.scaper.isolated_events_audio_path
    on_disk = sum(soundfile.read(path)[0] for path in paths)
    mix, _ = soundfile.read(f"{tmp_path}/mix.wav")
    assert np.max(np.abs(on_disk - mix)) <= (len(paths) + 1) * 2.0**-31


def test_annotations_render_again_in_both_programs(tmp_path: pathlib.Path) -> None:
    """Ours by ours to the last bit, and by the real Scaper where it is at hand.

    Without it, `test_files_are_the_same` stands for it: the annotation is the one that Scaper writes.
    """
    written = []
    for seed in range(4):
        sc = programs._still_scene(scaper, seed, ref_db=-25, n_channels=1 + seed % 2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            audio, jam, _, _ = sc.generate(jams_path=f"{tmp_path}/{seed}.jams", fix_clipping=True)
            again, jam_again, _, _ = scaper.generate_from_jams(f"{tmp_path}/{seed}.jams")
        np.testing.assert_array_equal(again, audio)
        assert programs.events(jam) == programs.events(jam_again)
        assert jam.validate()
        written.append(audio)
    python = scaper_python()
    if python is not None:
        code = (
            "import sys, scaper, numpy, warnings; warnings.simplefilter('ignore')\n"
            "for i in range(4):\n"
            "    numpy.save(f'{sys.argv[1]}/{i}.npy', scaper.generate_from_jams(f'{sys.argv[1]}/{i}.jams')[0])\n"
        )
        subprocess.run([python, "-c", code, str(tmp_path)], check=True)
        differing = [float(np.max(np.abs(np.load(tmp_path / f"{i}.npy") - ours))) for i, ours in enumerate(written)]
        print(f"by the real Scaper: {max(differing):.1e}")
        assert max(differing) < NEAR


def test_old_annotations_are_read(tmp_path: pathlib.Path) -> None:
    """Annotations by older versions of Scaper: their fields are understood, and the sounds they name are missing."""
    for path in sorted(pathlib.Path("scaper-jams").glob("*.jams")):
        tree = json.loads(path.read_text())
        box = tree["annotations"][0]["sandbox"]["scaper"]
        # The folders are named as they were on another machine; these exist, and have no such sounds.
        box["fg_path"], box["bg_path"] = programs.FG, programs.BG
        moved = tmp_path / path.name
        moved.write_text(json.dumps(tree))
        with pytest.raises(soundfile.LibsndfileError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scaper.generate_from_jams(moved)
        assert len(jams.load(str(moved)).annotations[0].data) > 0
