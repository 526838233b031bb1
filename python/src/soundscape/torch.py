"""Mixtures for PyTorch.

    stream = MixtureStream("recipe.yaml", batch=16, threads=8, targets=["vocals", "drums", "bass", "other"])
    for mix, stems in stream:                                  # (B, C, F) and (B, S, C, F), float32
        ...

    dataset = MixtureDataset("recipe.yaml", length=100_000, targets=["vocals", "drums", "bass", "other"])
    for mix, stems in DataLoader(dataset, batch_size=16, num_workers=8):
        ...

    dataset = PromptedDataset("recipe.yaml", length=100_000, sources=3, tokenizer=tokenizer)   # dicts, with prompts

The first two give the same bytes for the same indices. `MixtureStream` renders in threads of the training process: nothing is
copied between processes, and there is one cache of sounds. `MixtureDataset` is for whatever needs a DataLoader.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Union

import torch
from torch.utils.data import Dataset as TorchDataset
from torch.utils.data import IterableDataset, get_worker_info

from ._arrays import FloatArray
from ._buffers import BufferPool
from ._memory import keep_freed_memory
from ._prompted import PromptedDataset
from ._prompts import Wording
from ._render import render
from ._samples import Sample, shared_empty
from ._targets import TargetSpec
from .dataset import Dataset
from .errors import ArgumentError
from .mixture import Mixture
from .stream import Stream, StreamIterator

__all__ = ["MixtureDataset", "MixtureStream", "PromptedDataset", "Sample", "Wording"]

Recipe = Union[str, "os.PathLike[str]", Mapping[str, Any], Dataset]


def _dataset(recipe: Recipe, options: dict[str, Any]) -> Dataset:
    if not isinstance(recipe, Dataset):
        return Dataset(recipe, **options)
    if options:
        raise TypeError(f"{', '.join(options)}: give these to the Dataset")
    return recipe


class MixtureStream(Stream[torch.Tensor], IterableDataset[Any]):
    """Batches of mixtures from threads, as tensors: (mix, stems), (B, C, F) and (B, S, C, F), float32.

    recipe  a Dataset, or what a Dataset is made from, with its options (set, seed, cache, text, folder, skip_damaged)
    pin     whether tensors are in pinned memory, for `.to("cuda", non_blocking=True)`: where CUDA is there, without it

    rank and world_size are torch.distributed's where it is set up. For the other options, place and resume see
    soundscape.stream.Stream. In a DataLoader (with batch_size=None) each worker process counts as a rank of its own.
    """

    def __init__(
        self,
        recipe: Recipe,
        batch: int = 16,
        *,
        threads: int | None = None,
        targets: TargetSpec = None,
        rows: int | None = None,
        length: int | None = None,
        start: int = 0,
        prefetch: int | None = None,
        rank: int | None = None,
        world_size: int | None = None,
        pin: bool | None = None,
        keep_memory: bool = True,
        **options: Any,
    ) -> None:
        distributed = torch.distributed.is_available() and torch.distributed.is_initialized()
        if rank is None:
            rank = torch.distributed.get_rank() if distributed else 0
        if world_size is None:
            world_size = torch.distributed.get_world_size() if distributed else 1
        if pin and not torch.cuda.is_available():
            raise ArgumentError("needs CUDA", "pin")
        self._is_in_worker = False
        self.pin = torch.cuda.is_available() if pin is None else pin
        super().__init__(
            _dataset(recipe, options), batch, threads=threads, targets=targets, rows=rows, length=length, start=start,
            prefetch=prefetch, rank=rank, world_size=world_size, keep_memory=keep_memory,
        )  # fmt: skip

    def __iter__(self) -> StreamIterator[torch.Tensor]:
        worker = get_worker_info()
        if worker is not None and not self._is_in_worker:
            self._is_in_worker = True
            self.rank = self.rank * worker.num_workers + worker.id
            self.world_size *= worker.num_workers
        return super().__iter__()

    def _memory(self, pool: BufferPool, shape: tuple[int, ...]) -> tuple[FloatArray, torch.Tensor]:
        if self.pin:
            # From torch's own pool, which knows which copies to the GPU are still under way.
            tensor = torch.empty(shape, dtype=torch.float32, pin_memory=True)
            return tensor.numpy(), tensor
        array = pool.array(shape)
        return array, torch.from_numpy(array)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_iterator": None}


class MixtureDataset(TorchDataset[Any]):
    """A map-style data set: sample i is mixture `epoch × length + i`, as a pair of tensors (mix, stems).

    mix (C, F) and stems (S, C, F) are float32. A DataLoader makes batches (B, C, F) and (B, S, C, F) of them, by one
    call and without a copy in between. Any sampler will do, a DistributedSampler too: a mixture depends on its index
    alone, not on ranks, workers or order.

    recipe     a Dataset, or what a Dataset is made from, with its options (set, seed, cache, text, folder,
               skip_damaged)
    length     mixtures in an epoch; the Dataset's own without it
    targets    which row each event is added to, see Dataset.targets. Without it, each event has a row, and in a batch
               S is the largest number of events; [] renders the mix alone
    rows       S, where targets is a function
    transform  a function from a Sample to what is given instead; `sample.mixture` and `sample.events` tell what it is

    Each worker process has a cache of its own, of `cache` bytes.
    """

    def __init__(
        self,
        recipe: Recipe,
        *,
        length: int | None = None,
        targets: TargetSpec = None,
        rows: int | None = None,
        transform: Callable[[Sample], Any] | None = None,
        **options: Any,
    ) -> None:
        self.dataset = _dataset(recipe, options)
        if length is None:
            length = self.dataset._length
        if length is None:
            raise TypeError("say how many mixtures an epoch has by length=")
        if length < 1:
            raise ArgumentError(f"needs 1 or more (found {length})", "length")
        self.length = int(length)
        self.transform = transform
        self._targets = self.dataset.targets(targets, rows)
        self._process = os.getpid()
        # Shared, so that workers that live on from epoch to epoch see what set_epoch writes.
        self._epoch = torch.zeros((), dtype=torch.int64)
        self._epoch.share_memory_()  # type: ignore[no-untyped-call, unused-ignore]

    @property
    def epoch(self) -> int:
        return int(self._epoch.item())

    def set_epoch(self, epoch: int) -> None:
        """Goes to the mixtures of an epoch, in worker processes too: between the passes of a DataLoader."""
        if epoch < 0:
            raise ArgumentError(f"needs 0 or more (found {epoch})", "epoch")
        self._epoch.fill_(epoch)

    def __len__(self) -> int:
        return self.length

    def _index(self, index: int) -> int:
        if not 0 <= index < self.length:
            raise IndexError(f"there is no sample {index}: indices go from 0 to {self.length - 1}")
        return self.epoch * self.length + int(index)

    def __getitem__(self, index: int) -> Any:
        return self.__getitems__([index])[0]

    def __getitems__(self, indices: Sequence[int]) -> list[Any]:
        """The samples of a batch, which share one tensor each for mix and stems. A DataLoader calls it once a batch."""
        numbers = [self._index(index) for index in indices]
        if self._process != os.getpid():
            self._process = os.getpid()
            if get_worker_info() is not None:  # a process that does nothing but this
                keep_freed_memory()
        handle = self.dataset._handle()
        drawn = [handle.draw(number) for number in numbers]
        targets = self._targets
        rows = targets.rows if targets is not None else max((mixture.shape().events for mixture in drawn), default=0)
        size = (handle.shape.channels, handle.shape.frames)
        mix, stems = shared_empty((len(drawn), *size)), shared_empty((len(drawn), rows, *size))
        mix_array, stem_array = mix.numpy(), stems.numpy()
        batch = (mix, stems)
        samples = []
        for place, mixture in enumerate(drawn):
            render(mixture, handle.shape, mix_array[place], stem_array[place], targets)
            told = Mixture(mixture)
            samples.append(Sample.of(mix[place], stems[place], told, batch, place))
        return samples if self.transform is None else [self.transform(sample) for sample in samples]

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self.length))
