"""Readers that are not packages: Kaldi's own check of a data folder, and the reader of FUSS with TensorFlow.

KALDI and SOUND_SEPARATION are checkouts of kaldi-asr/kaldi and google-research/sound-separation.
"""

import os
import subprocess
import sys
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


def test_the_table():
    """That docs/formats.md has what these tests found; last, as it needs all of them."""
    if len(found.rows) == 2:
        found.check()
