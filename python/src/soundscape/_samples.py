"""Samples of a MixtureDataset, and how they become a batch without a copy."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.utils.data import get_worker_info
from torch.utils.data._utils.collate import default_collate_fn_map

from ._events import Event
from .mixture import Mixture

__all__ = ["Sample", "shared_empty"]


class Sample(tuple[torch.Tensor, torch.Tensor]):
    """(mix, stems) of one mixture, (C, F) and (S, C, F), that also knows the mixture."""

    mixture: Mixture
    """The mixture without its sound: index, events, warnings, annotation."""
    _batch: tuple[torch.Tensor, torch.Tensor] | None
    _place: int

    @classmethod
    def of(cls, mix: torch.Tensor, stems: torch.Tensor, mixture: Mixture, batch: Any = None, place: int = 0) -> Sample:
        sample = cls((mix, stems))
        sample.mixture = mixture
        sample._batch = batch
        sample._place = place
        return sample

    def __getstate__(self) -> dict[str, Any]:
        return {"mixture": self.mixture, "_batch": None, "_place": 0}

    @property
    def events(self) -> list[Event]:
        return self.mixture.events


def _collate(samples: list[Sample], *, collate_fn_map: Any = None) -> list[torch.Tensor]:
    """What default_collate does with samples: their batch as it is, where they are one; otherwise a copy."""
    batch = samples[0]._batch
    if batch is not None and len(batch[0]) == len(samples):
        if all(sample._batch is batch and sample._place == place for place, sample in enumerate(samples)):
            return list(batch)
    return [torch.stack([sample[0] for sample in samples]), torch.stack([sample[1] for sample in samples])]


# The way that torch documents for types of one's own.
default_collate_fn_map[Sample] = _collate


def shared_empty(shape: tuple[int, ...]) -> torch.Tensor:
    """Memory for a batch; in a worker process, memory that the training process reads without another copy."""
    if get_worker_info() is None or 0 in shape:
        return torch.empty(shape, dtype=torch.float32)
    storage = torch.UntypedStorage._new_shared(4 * math.prod(shape), device="cpu")  # type: ignore[no-untyped-call, unused-ignore]
    return torch.empty(0, dtype=torch.float32).set_(storage, 0, shape)  # type: ignore[call-overload, no-any-return, unused-ignore]
