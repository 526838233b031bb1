"""Readers that are not packages: Kaldi's own check of a data folder, the reader of FUSS with TensorFlow, and Audacity.

KALDI and SOUND_SEPARATION are checkouts of kaldi-asr/kaldi and google-research/sound-separation. Audacity and Xvfb, a
screen for it, are Debian's; it is asked by its module for scripts.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from readers import Finds, counted, laid_out, made, same  # noqa: F401

found = Finds("checkouts")


def checkout(variable):
    folder = os.environ.get(variable)
    return Path(folder) if folder else pytest.skip(f"{variable} is not set")


def commit(folder):
    return subprocess.run(["git", "-C", folder, "log", "-1", "--format=%h of %cs"], capture_output=True, text=True,
                          check=True).stdout.strip()


def test_kaldi(laid_out):  # noqa: F811
    kaldi = checkout("KALDI")
    data, root = laid_out("talkers", "kaldi")
    for split in data.splits:
        result = subprocess.run(["bash", "utils/validate_data_dir.sh", "--no-feats", root / split],
                                cwd=kaldi / "egs/wsj/s5", capture_output=True, text=True)
        assert result.returncode == 0 and "Successfully validated" in result.stdout, result.stdout + result.stderr
    found("kaldi", "Kaldi", commit(kaldi), "utils/validate_data_dir.sh --no-feats train", counted(data))


def test_fuss(laid_out):  # noqa: F811
    separation = checkout("SOUND_SEPARATION")
    sys.path.insert(0, str(separation / "models/dcase2020_fuss_baseline"))
    import tensorflow.compat.v1 as tensorflow
    from train import data_io

    data, root = laid_out("events", "fuss")
    tensorflow.disable_eager_execution()
    for split, names in data.splits.items():
        files = data_io.read_lines_from_file(
            str(root / f"{ {'test': 'eval'}.get(split, split)}_example_list.txt"), skip_fields=1)
        batch = data_io.wavs_to_dataset(files, batch_size=1, num_samples=64000, repeat=False)
        with tensorflow.Session() as session:
            for name in names:
                assert same(session.run(batch)["receiver_audio"], data.mixtures[name].read("float32")[0])
            with pytest.raises(tensorflow.errors.OutOfRangeError):
                session.run(batch)
    found("fuss", "FUSS baseline", commit(separation), "data_io.wavs_to_dataset(read_lines_from_file(…))",
          f"{counted(data)}; sums exact")


AUDACITY_MODULE = Path("/usr/lib/audacity/modules/mod-script-pipe.so")
# Without these it asks at its first start.
AUDACITY_SETTINGS = """Version=3.2.4
Locale/Language=en
[GUI]
ShowSplashScreen=0
[Update]
DefaultUpdatesChecking=0
UpdateNoticeShown=1
[Module]
mod-script-pipe=1
[ModulePath]
mod-script-pipe={path}
[ModuleDateTime]
mod-script-pipe={time}
"""


@contextmanager
def audacity(home, file):
    """Audacity with a file opened, as a function that sends it a command and gives the answer."""
    pipes = [Path(f"/tmp/audacity_script_pipe.{name}.{os.getuid()}") for name in ["to", "from"]]
    assert not any(pipe.exists() for pipe in pipes), "another Audacity is running"
    changed = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(AUDACITY_MODULE.stat().st_mtime))
    (home / ".audacity-data").mkdir(parents=True)
    (home / ".audacity-data/audacity.cfg").write_text(AUDACITY_SETTINGS.format(path=AUDACITY_MODULE, time=changed))
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    number = os.read(read, 20).decode().strip()
    program = subprocess.Popen(["audacity", file], env=dict(os.environ, HOME=str(home), DISPLAY=f":{number}"),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 120
        while not all(pipe.exists() for pipe in pipes):
            assert program.poll() is None and time.monotonic() < end, "Audacity does not start"
            time.sleep(0.2)
        with open(pipes[0], "w") as to, open(pipes[1]) as answers:

            def send(command):
                to.write(command + "\n")
                to.flush()
                lines = iter(answers.readline, "")
                text = "".join(line for line in takewhile_not_finished(lines))
                return json.loads(text)

            yield send
    finally:
        for process in [program, screen]:
            process.kill()
            process.wait()
        for pipe in pipes:
            pipe.unlink(missing_ok=True)


def takewhile_not_finished(lines):
    for line in lines:
        if line.startswith("BatchCommand finished"):
            return
        yield line


def test_audacity(laid_out, tmp_path):  # noqa: F811
    if not (AUDACITY_MODULE.exists() and shutil.which("audacity") and shutil.which("Xvfb")):
        pytest.skip("Audacity and Xvfb are not installed")
    data, root = laid_out("events", "audacity")
    name = max(data.mixtures, key=lambda name: len(data.mixtures[name].row["stems"]))
    [file] = [path for path in root.rglob("*.lof") if name in str(path)]
    wanted = 1 + len(data.mixtures[name].row["stems"])
    with audacity(tmp_path, file) as send:
        end = time.monotonic() + 60
        while len(tracks := send('GetInfo: Type="Tracks" Format="JSON"')) < wanted and time.monotonic() < end:
            time.sleep(0.5)
    assert len(tracks) == wanted and tracks[0]["name"] == "mixture"
    assert all((track["start"], track["end"]) == (0, 4) for track in tracks)
    number = subprocess.run(["dpkg-query", "-f", "${Version}", "-W", "audacity"], capture_output=True, text=True, check=True)
    found("audacity", "Audacity", number.stdout.partition("+")[0], "audacity open.lof", f"1 mixture, {wanted} tracks")


def test_the_table():
    """That docs/formats.md has what these tests found; last, as it needs all of them."""
    if len(found.rows) == 3:
        found.check()
