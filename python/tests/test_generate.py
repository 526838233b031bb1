"""Data sets that are written: the program, `generate` and `dataset[i]` give the same samples."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import numpy as np
import pytest
from conftest import EVENTS, EXAMPLES, FOUR_STEMS, digest, run_python

import soundscape
from soundscape._program import program_path

COUNT = 20


def samples(folder: pathlib.Path) -> list[str]:
    """The digest of mixture and stems of each mixture on disk."""
    return [digest(mixture.audio, mixture.stem_array) for mixture in soundscape.read(folder)]


@pytest.mark.parametrize("example", ["incoherent", "speech-in-noise", "sound-events"])
def test_twenty_mixtures_are_those_of_the_program(example: str, tmp_path: pathlib.Path) -> None:
    recipe = EXAMPLES / f"{example}.yaml"
    settings = {"duration": 2, "render.stretch": "soundtouch", "seed": 11}
    dataset = soundscape.Dataset(recipe, set=settings)
    made = dataset.generate(tmp_path / "python", COUNT, progress=False, sync=False)
    assert made.made == COUNT and made.ok and made.failures == []
    options = [option for key, value in settings.items() for option in ("--set", f"{key}={json.dumps(value)}")]
    command = [program_path(), "generate", recipe, "-c", str(COUNT), "-q", "-o", tmp_path / "program", *options]
    subprocess.run(list(map(str, command)), check=True)
    for one in sorted(path for path in (tmp_path / "program").rglob("*") if path.is_file()):
        other = tmp_path / "python" / one.relative_to(tmp_path / "program")
        assert one.read_bytes() == other.read_bytes(), one
    stored = soundscape.read(tmp_path / "python")
    is_pcm16 = example != "incoherent"
    digests = []
    for index, mixture in enumerate(stored):
        rendered = dataset[index]
        if is_pcm16:  # the engine renders to the steps of the file's format
            assert (rendered.audio * 2**15 == np.rint(rendered.audio * 2**15)).all()
        assert (mixture.audio == rendered.audio).all() and (mixture.stem_array == rendered.stem_array).all()
        assert (mixture.stem_array[::-1].sum(axis=0) == mixture.audio).all()
        digests.append(digest(mixture.audio, mixture.stem_array))
    assert digests == [digest(m.audio, m.stem_array) for m in map(dataset.__getitem__, range(COUNT))]
    assert len(set(digests)) == COUNT


def test_stems_on_disk_add_up_in_any_order(tmp_path: pathlib.Path) -> None:
    soundscape.Dataset(text=FOUR_STEMS).generate(tmp_path / "made", 5, progress=False, sync=False)
    rng = np.random.default_rng(0)
    for mixture in soundscape.read(tmp_path / "made"):
        for _ in range(5):
            total = np.zeros_like(mixture.audio)
            for row in rng.permutation(len(mixture.stem_array)):
                total += mixture.stem_array[row]
            assert (total == mixture.audio).all()


def test_parts_and_resuming(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS, length=4)
    first = dataset.generate(tmp_path / "a", 2, progress=False, sync=False)
    assert (first.made, first.found, first.total) == (2, 0, 2)
    rest = dataset.generate(tmp_path / "a", progress=False, sync=False, jobs=2)
    assert (rest.made, rest.found, rest.total) == (2, 2, 2)
    dataset.generate(tmp_path / "b", 2, start=2, progress=False, sync=False, jobs=1)
    assert samples(tmp_path / "a")[2:] == samples(tmp_path / "b")
    assert [mixture.index for mixture in soundscape.read(tmp_path / "b")] == [2, 3]
    again = dataset.generate(tmp_path / "a", 1, overwrite=True, progress=False, sync=False)
    assert again.made == 1 and len(soundscape.read(tmp_path / "a")) == 1


def test_parts_of_many_machines(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS)
    dataset.generate(tmp_path / "whole", 5, progress=False, sync=False)
    for part in ("3/3", "1/3"):
        dataset.generate(tmp_path / "parts", 5, shard=part, progress=False, sync=False)
    with pytest.raises(soundscape.OutputError, match="part-2-of-3"):
        soundscape.merge(tmp_path / "parts", progress=False)
    dataset.generate(tmp_path / "parts", 5, shard="2/3", progress=False, sync=False)
    merged = soundscape.merge(tmp_path / "parts", progress=False)
    assert (merged.parts, merged.mixtures, merged.failed, merged.left) == (3, 5, 0, [])
    for one in (path for path in (tmp_path / "whole").rglob("*") if path.is_file()):
        assert one.read_bytes() == (tmp_path / "parts" / one.relative_to(tmp_path / "whole")).read_bytes(), one
    with pytest.raises(soundscape.ArgumentError, match="shard"):
        dataset.generate(tmp_path / "more", 5, shard="6/5", progress=False)


def test_failed_mixtures_are_made_again_only_on_request(broken: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    with pytest.warns(soundscape.SoundscapeWarning):
        broken.generate(tmp_path / "data", 3, progress=False, sync=False)
    with pytest.warns(soundscape.SoundscapeWarning, match="3 mixtures failed in an earlier run"):
        again = broken.generate(tmp_path / "data", 3, progress=False, sync=False)
    assert (again.total, again.failed, again.failed_earlier) == (0, 0, 3) and not again.ok
    with pytest.warns(soundscape.SoundscapeWarning, match="3 of 3 mixtures failed"):
        broken.generate(tmp_path / "data", 3, retry_failed=True, progress=False, sync=False)


def test_failures_are_not_silent(broken: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    with pytest.warns(soundscape.SoundscapeWarning, match="3 of 3 mixtures failed"):
        made = broken.generate(tmp_path / "data", 3, progress=False, sync=False)
    assert (made.made, made.failed) == (0, 3) and not made.ok
    assert sorted(made.failures[0]["indices"]) == [0, 1, 2]
    with pytest.raises(soundscape.ProcessingError) as caught:
        made.raise_for_failures()
    assert caught.value.index == 0 and "tone.wav" in str(caught.value)
    stored = soundscape.read(tmp_path / "data")
    assert len(stored) == 3 and len(stored.ok) == 0
    with pytest.raises(soundscape.SourceError):
        stored[0].audio  # noqa: B018


def test_strict_counts_warnings_as_failures(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(text=EVENTS.replace("[uniform, 0.2, 1]", "60"))
    with pytest.warns(soundscape.SoundscapeWarning, match="failed"):
        made = dataset.generate(tmp_path / "data", 2, strict=True, progress=False, sync=False)
    assert made.failed == 2
    assert dataset.generate(tmp_path / "other", 2, progress=False, sync=False).warnings


def test_wrong_counts(four: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    cases: list[dict[str, Any]] = [{"count": -1}, {"count": 0}, {"start": -1}, {"jobs": 0}]
    for wrong in cases:
        with pytest.raises(soundscape.ArgumentError):
            four.generate(tmp_path / "data", **{"count": 1, "progress": False, **wrong})
    with pytest.raises(TypeError):
        four.generate(tmp_path / "data", count=True)
    assert not (tmp_path / "data").exists()


def test_progress(four: soundscape.Dataset, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    four.generate(tmp_path / "data", 3, sync=False)
    assert "3/3" in capsys.readouterr().err


def test_progress_without_tqdm(tmp_path: pathlib.Path) -> None:
    code = (
        "import sys; sys.modules['tqdm'] = sys.modules['tqdm.auto'] = None\n"
        "import soundscape; soundscape.Dataset(text=sys.argv[1]).generate(sys.argv[2], 3, sync=False)"
    )
    run = run_python(code, FOUR_STEMS, str(tmp_path / "data"))
    assert run.returncode == 0 and run.stderr.strip() == "generate: 3 of 3 mixtures", run.stderr


def test_interrupts_stop_a_run(tmp_path: pathlib.Path) -> None:
    # A shell's background job ignores interrupts, and so would the Python that it starts.
    code = (
        "import signal, sys, soundscape\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n"
        "    soundscape.Dataset(text=sys.argv[1]).generate(sys.argv[2], 1_000_000, sync=False, progress=False)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code, FOUR_STEMS, str(tmp_path / "data")], stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("data/*/mixture.jams")) and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate(timeout=60)
    finally:
        run.kill()
    assert output == b"stopped\n" and run.returncode == 0
    count = len(list(tmp_path.glob("data/*/mixture.jams")))
    assert 0 < count < 1_000_000
    rest = soundscape.Dataset(text=FOUR_STEMS).generate(tmp_path / "data", count + 2, sync=False, progress=False)
    assert rest.found > 0 and rest.ok


def test_other_threads_run_on_during_a_run(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS)
    steps = 0
    ended = threading.Event()

    def count() -> None:
        nonlocal steps
        while not ended.is_set():
            steps += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    dataset.generate(tmp_path / "data", 30, progress=False, sync=False, jobs=1)
    ended.set()
    thread.join()
    assert steps > 10


def test_recreate_check_trim_verify_stats(made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    folder = made
    again = soundscape.recreate(folder, tmp_path / "again", progress=False, sync=False)
    assert again.made == 6 and samples(tmp_path / "again") == samples(folder)
    checked = soundscape.check(folder, progress=False)
    assert checked.identical == 6 and checked.ok and len(checked.verdicts) == 6
    louder = soundscape.check(folder, set={"ref_db": -20}, progress=False)
    assert louder.different == 6 and not louder.ok
    cut = soundscape.trim(folder, 0.5, 1.5, tmp_path / "cut", progress=False, sync=False)
    assert cut.made == 6
    for short, long in zip(soundscape.read(tmp_path / "cut"), soundscape.read(folder)):
        assert (short.audio == long.audio[:, 22050:66150]).all()
    single = sorted(folder.glob("*/mixture.jams"))[:2]
    assert soundscape.recreate(single, tmp_path / "two", drop=["events[0]"], progress=False, sync=False).made == 2
    verified = soundscape.verify(folder, progress=False)
    assert verified.ok and verified.summary["mixtures"] == 6
    described = soundscape.stats(folder, progress=False)
    assert described["mixtures"]["ok"] == 6
    assert len(checked.to_frame()) == 6 and list(verified.to_frame().columns)[:2] == ["kind", "index"]
    fields = described.to_frame()
    assert {"spec", "field", "mean"} <= set(fields.columns) and len(fields) > 3


def test_verify_finds_damage(tmp_path: pathlib.Path) -> None:
    soundscape.Dataset(text=FOUR_STEMS).generate(tmp_path / "data", 2, progress=False, sync=False)
    path = sorted((tmp_path / "data/000001/stems").glob("*.wav"))[0]
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)
    verified = soundscape.verify(tmp_path / "data", progress=False)
    assert not verified.ok
    assert {finding["index"] for finding in verified.findings if finding["kind"] == "failure"} == {1}


def test_wrong_inputs(tmp_path: pathlib.Path) -> None:
    for call in (
        lambda: soundscape.recreate(tmp_path / "none", tmp_path / "out", progress=False),
        lambda: soundscape.verify(tmp_path / "none", progress=False),
        lambda: soundscape.stats(tmp_path / "none", progress=False),
        lambda: soundscape.check([], progress=False),
        lambda: soundscape.trim(tmp_path / "none", 1, 0.5, tmp_path / "out", progress=False),
    ):
        with pytest.raises(soundscape.SoundscapeError):
            call()


def test_program(tmp_path: pathlib.Path) -> None:
    environment = {**os.environ, "SOUNDSCAPE_PROGRAM": str(program_path())}
    run = subprocess.run(
        [sys.executable, "-m", "soundscape", "--version"], capture_output=True, text=True, env=environment, check=True
    )
    assert run.stdout.strip().endswith(soundscape.__version__)
    environment["SOUNDSCAPE_PROGRAM"] = str(tmp_path / "none")
    run = subprocess.run(
        [sys.executable, "-m", "soundscape"], capture_output=True, text=True, env=environment, check=False
    )
    assert run.returncode == 1 and "cannot be run" in run.stderr
