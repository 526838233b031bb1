"""PyTorch: DataLoaders under every start method, samplers, epochs, collation; streams of tensors."""

from __future__ import annotations

import itertools
import pathlib
import socket
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from conftest import EVENTS, FOUR_STEMS, TARGETS, digest
from torch.utils.data import DataLoader, DistributedSampler

import soundscape
from soundscape.torch import MixtureDataset, MixtureStream, Sample

SETTINGS = {"duration": 0.2}
FRAMES = 8820


def four_stems(**options: Any) -> MixtureDataset:
    base = soundscape.Dataset(text=FOUR_STEMS, set=SETTINGS, seed=4)
    return MixtureDataset(base, **{"length": 12, "targets": TARGETS, **options})


@pytest.fixture(scope="module")
def base() -> soundscape.Dataset:
    return soundscape.Dataset(text=FOUR_STEMS, set=SETTINGS, seed=4)


def test_samples(base: soundscape.Dataset) -> None:
    dataset = four_stems()
    assert len(dataset) == 12
    sample = dataset[5]
    mix, stems = sample
    assert mix.shape == (1, FRAMES) and stems.shape == (4, 1, FRAMES) and mix.dtype == torch.float32
    assert digest(mix, stems) == digest(*(array[0] for array in base.batch([5], targets=TARGETS)))
    assert sample.mixture.index == 5 and sample.events == base[5].events
    assert (stems.sum(0) == mix).all()
    total = torch.zeros_like(mix)
    for row in (2, 0, 3, 1):
        total += stems[row]
    assert torch.equal(total, mix)
    for wrong in (-1, 12):
        with pytest.raises(IndexError):
            dataset[wrong]
    assert len(list(dataset)) == 12
    assert len([*zip(range(99), dataset)]) == 12


def test_a_batch_is_one_tensor() -> None:
    samples = four_stems().__getitems__([3, 1, 2])
    assert [sample.mixture.index for sample in samples] == [3, 1, 2]
    assert samples[1][0].data_ptr() == samples[0][0].data_ptr() + 4 * FRAMES
    mix, stems = torch.utils.data.default_collate(samples)
    assert mix.data_ptr() == samples[0][0].data_ptr()  # no copy
    assert mix.shape == (3, 1, FRAMES) and stems.shape == (3, 4, 1, FRAMES)
    turned = torch.utils.data.default_collate(samples[::-1])
    assert torch.equal(turned[0], mix.flip(0)) and torch.equal(turned[1], stems.flip(0))
    part = torch.utils.data.default_collate(samples[:2])
    assert torch.equal(part[0], mix[:2])


def loaded(loader: Any) -> list[str]:
    return [digest(mix, stems) for mix, stems in loader]


@pytest.mark.parametrize("method", [None, "fork", "spawn", "forkserver"])
def test_data_loaders(base: soundscape.Dataset, method: str | None) -> None:
    workers = 2 if method else 0
    loader = DataLoader(four_stems(), batch_size=5, num_workers=workers, multiprocessing_context=method)
    expected = [digest(*base.batch(range(first, min(first + 5, 12)), targets=TARGETS)) for first in (0, 5, 10)]
    assert loaded(loader) == expected


def test_shuffled_and_without_batches(base: soundscape.Dataset) -> None:
    loader = DataLoader(
        four_stems(), batch_size=4, shuffle=True, num_workers=2, generator=torch.Generator().manual_seed(1)
    )
    order = [index for batch in loader.batch_sampler or [] for index in batch]
    assert sorted(order) == list(range(12))
    seen = {digest(mix[row]) for mix, _ in loader for row in range(len(mix))}
    assert seen == {digest(base[i].audio) for i in range(12)}
    singles = DataLoader(four_stems(), batch_size=None)
    assert [digest(mix) for mix, _ in singles] == [digest(base[i].audio) for i in range(12)]


def _mix_length(sample: Sample) -> tuple[torch.Tensor, int]:
    return sample[0], len(sample.events)


def test_transform(base: soundscape.Dataset) -> None:
    loader = DataLoader(four_stems(transform=_mix_length), batch_size=3, num_workers=2, multiprocessing_context="spawn")
    mix, counts = next(iter(loader))
    assert (mix.numpy() == base.batch([0, 1, 2])[0]).all() and counts.tolist() == [4, 4, 4]


def test_samples_leave_workers(base: soundscape.Dataset) -> None:
    """With a collate function of one's own, samples go to the parent as they are."""
    for sample in next(iter(DataLoader(four_stems(), batch_size=3, num_workers=1, collate_fn=list))):
        assert isinstance(sample, Sample) and torch.equal(sample[1].sum(0), sample[0])
        assert digest(sample[0]) == digest(base[sample.mixture.index or 0].audio)
        assert sample.mixture.jams["annotations"][0]["sandbox"]["soundscape"]["index"] == sample.mixture.index


def test_a_row_for_each_event() -> None:
    events = soundscape.Dataset(text=EVENTS, set={"duration": 0.5})
    loader = DataLoader(MixtureDataset(events, length=8), batch_size=4, num_workers=2)
    for number, (mix, stems) in enumerate(loader):
        assert digest(mix, stems) == digest(*events.batch(range(4 * number, 4 * number + 4)))
    mix, stems = next(iter(DataLoader(MixtureDataset(events, length=8, targets=[]), batch_size=4)))
    assert stems.shape == (4, 0, 1, 22050) and mix.any()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_epochs_reach_workers_that_live_on(base: soundscape.Dataset, method: str) -> None:
    dataset = four_stems(length=4)
    loader = DataLoader(dataset, batch_size=4, num_workers=1, persistent_workers=True, multiprocessing_context=method)
    for epoch in (0, 1, 5):
        dataset.set_epoch(epoch)
        assert dataset.epoch == epoch
        indices = range(4 * epoch, 4 * epoch + 4)
        assert loaded(loader) == [digest(*base.batch(indices, targets=TARGETS))]
    with pytest.raises(soundscape.ArgumentError):
        dataset.set_epoch(-1)


def test_distributed_sampler(base: soundscape.Dataset) -> None:
    seen: list[str] = []
    for rank in range(3):
        dataset = four_stems()
        sampler: DistributedSampler[Any] = DistributedSampler(dataset, num_replicas=3, rank=rank, shuffle=True, seed=5)
        for mix, _ in DataLoader(dataset, batch_size=2, sampler=sampler, num_workers=1):
            seen.extend(digest(mix[row]) for row in range(len(mix)))
    assert sorted(seen) == sorted(digest(base[i].audio) for i in range(12))


def test_errors_come_out_of_workers(broken: soundscape.Dataset) -> None:
    loader = DataLoader(MixtureDataset(broken, length=4, targets=["tone"]), batch_size=2, num_workers=1)
    with pytest.raises(soundscape.SoundscapeError, match="mixture 0") as caught:
        list(loader)
    assert "tone.wav" in str(caught.value)


def test_options() -> None:
    by_recipe = MixtureDataset(None, text=FOUR_STEMS, set=SETTINGS, seed=4, length=12, targets=TARGETS)  # type: ignore[arg-type]
    assert torch.equal(by_recipe[3][1], four_stems()[3][1])
    with pytest.raises(TypeError):
        MixtureDataset(soundscape.Dataset(text=FOUR_STEMS), length=3, seed=4)
    with pytest.raises(TypeError):
        MixtureDataset(soundscape.Dataset(text=FOUR_STEMS))
    with pytest.raises(soundscape.ArgumentError):
        four_stems(length=0)
    assert len(MixtureDataset(soundscape.Dataset(text=FOUR_STEMS, length=6))) == 6


# ---- Streams


def test_streams_of_tensors(base: soundscape.Dataset) -> None:
    stream = MixtureStream(base, 4, threads=2, targets=TARGETS)
    given = iter(stream)
    for number, (mix, stems) in enumerate(itertools.islice(given, 3)):
        assert isinstance(mix, torch.Tensor) and not mix.is_pinned()
        assert digest(mix, stems) == digest(*base.batch(range(4 * number, 4 * number + 4), targets=TARGETS))
        mix.zero_()
    given.close()


def test_tensors_keep_their_memory(base: soundscape.Dataset) -> None:
    given = iter(MixtureStream(base, 2, threads=2, targets=TARGETS))
    kept = [(i, mix[1, 0, 10:20]) for i, (mix, _) in enumerate(itertools.islice(given, 12))]
    given.close()
    for number, part in kept:
        assert (part.numpy() == base[2 * number + 1].audio[0, 10:20]).all()


def test_resuming(base: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    stream = MixtureStream(base, 2, threads=2, targets=TARGETS, length=8)
    given = iter(stream)
    next(given), next(given)
    torch.save(stream.state_dict(), tmp_path / "state.pt")
    given.close()
    again = MixtureStream(None, 2, text=FOUR_STEMS, set=SETTINGS, seed=4, threads=1, targets=TARGETS, length=8)  # type: ignore[arg-type]
    again.load_state_dict(torch.load(tmp_path / "state.pt"))
    assert [batch.indices for batch in again] == [[4, 5], [6, 7]]
    assert [batch.indices for batch in again] == [[8, 9], [10, 11], [12, 13], [14, 15]]


def test_a_stream_in_a_data_loader(base: soundscape.Dataset) -> None:
    stream = MixtureStream(base, 2, threads=1, targets=[], length=8)
    for workers in (0, 2):
        seen = [
            digest(mix[row]) for mix, _ in DataLoader(stream, batch_size=None, num_workers=workers) for row in (0, 1)
        ]
        assert sorted(seen) == sorted(digest(base[i].audio) for i in range(8)), workers
        stream.set_epoch(0)


@pytest.fixture
def group() -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    torch.distributed.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{port}", rank=0, world_size=1)
    yield
    torch.distributed.destroy_process_group()


def test_ranks_are_those_of_the_process_group(group: None, base: soundscape.Dataset) -> None:
    stream = MixtureStream(base, 2)
    assert (stream.rank, stream.world_size) == (0, 1)
    other = MixtureStream(base, 2, rank=3, world_size=4)
    assert (other.rank, other.world_size) == (3, 4)


def test_pinning(base: soundscape.Dataset) -> None:
    if torch.cuda.is_available():
        given = iter(MixtureStream(base, 2, threads=1, targets=TARGETS))
        mix, stems = next(given)
        assert mix.is_pinned() and stems.is_pinned()
        assert digest(mix.cuda(non_blocking=True).cpu()) == digest(base.batch([0, 1])[0])
        given.close()
    else:
        assert MixtureStream(base, 2).pin is False
        with pytest.raises(soundscape.ArgumentError, match="CUDA"):
            MixtureStream(base, 2, pin=True)


def test_numpy_and_torch_agree(base: soundscape.Dataset) -> None:
    assert np.array_equal(next(iter(base.stream(2, threads=1)))[0], next(iter(MixtureStream(base, 2, threads=1)))[0])
