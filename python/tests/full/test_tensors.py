"""Rendering into torch tensors, and sums of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from conftest import digest

import soundscape

C, F = 1, 44100


def test_torch_tensors(four: soundscape.Dataset) -> None:
    expected = four[1]
    mix, stems = torch.empty(C, F), torch.empty(F, 4, C).permute(1, 2, 0)
    four.render_into(1, mix=mix, stems=stems)
    assert digest(mix, stems) == digest(expected.audio, expected.stem_array)
    batch = torch.empty(3, C, F)
    four.batch([0, 1, 2], out=(batch, None))
    assert (batch[1].numpy() == expected.audio).all()
    with pytest.raises(soundscape.ArgumentError):
        four.render_into(1, mix=torch.empty(C, F, dtype=torch.float64))
    with pytest.raises(soundscape.ArgumentError):
        four.render_into(1, mix=torch.empty(C, F, device="meta"))


def test_stems_add_up_in_torch(four: soundscape.Dataset) -> None:
    rng = np.random.default_rng(0)
    for index in range(20):
        mixture = four[index]
        stems = torch.from_numpy(mixture.stem_array)
        for _ in range(5):
            total = torch.zeros(mixture.audio.shape)
            for row in rng.permutation(len(stems)):
                total += stems[row]
            assert (total.numpy() == mixture.audio).all()
        assert (stems.sum(0).numpy() == mixture.audio).all()


def test_bytes_do_not_depend_on_flushed_subnormals(four: soundscape.Dataset) -> None:
    torch.set_flush_denormal(False)
    plain = [digest(four[index].audio) for index in range(5)]
    torch.set_flush_denormal(True)
    try:
        assert [digest(four[index].audio) for index in range(5)] == plain
    finally:
        torch.set_flush_denormal(False)
