"""Mixtures with prompts for PyTorch: what separators that are told in words what to take out are trained on."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import torch
from torch.utils.data import Dataset as TorchDataset

from ._events import Event
from ._prompts import Wording, filled
from ._targets import Targets, TargetSpec, targets_of
from .disk import MixtureOnDisk, Stored, read
from .errors import ArgumentError

__all__ = ["PromptedDataset", "Tokenizer"]

Tokenizer = Callable[..., Mapping[str, torch.Tensor]]
"""A tokenizer of the package transformers, or a function with the same arguments and results."""


class _Mixtures(Protocol):
    """Where mixtures come from."""

    def __len__(self) -> int: ...
    def get(self, indices: Sequence[int]) -> list[_Mixture]: ...


class _Mixture:
    """One mixture as targets: `audios` (N, C, F), and the events of each."""

    def __init__(self, mix: torch.Tensor, audios: torch.Tensor, events: list[list[Event]], key: object) -> None:
        self.mix = mix
        self.audios = audios
        self.events = events
        self.key = key


class PromptedDataset(TorchDataset[Any]):
    """A map-style data set of dicts with mixture, targets, and prompts that say what each target is.

    Their keys and shapes are those of the AudioCaps, MUSIC and VGGSound data sets of BiSeP (microsoft's
    BiModalAudioSeparation), so that its training runs on them. With N targets and P sources in each:

    mix             (F,), float32
    audios          (N, F), float32: the targets, which add up to mix exactly if every event is in one
    conds           with a tokenizer a dict of what it gives (input_ids, attention_mask), (N, max_length) each; without
                    one, the N prompts
    source_conds    the same for the sources of each target, (N, P, max_length)
    source_weights  (N, P), float32: 1, or a share of it where a source had to be repeated

    With more than one channel, mix is (C, F) and audios is (N, C, F).

    mixtures    a recipe, or what a Dataset is made from, with its options (set, seed, …); or a data set on disk: its
                folder, its manifest, or what `soundscape.read` gives, also a split of it
    targets     which target each event is in, see Dataset.targets; without it, each event is one, and mixtures that are
                to be in one batch must have as many. A target of several events is a mixture of mixtures
    rows        N, where targets is a function
    sources     P; without it, items have no source_conds and source_weights, as in BiSeP's test split
    tokenizer   a tokenizer of the package transformers, or a function like it
    max_length  tokens of a prompt: shorter ones are filled up, longer ones cut
    wording     how prompts are made: see Wording
    average     divides each target by the number of its events, as BiSeP's MUSIC and VGGSound do in training: then the
                targets of P events each add up to mix / P
    length      mixtures in an epoch, for a recipe

    The same index gives the same item in any worker. `set_epoch` is for recipes: see MixtureDataset.
    """

    def __init__(
        self,
        mixtures: Any,
        *,
        targets: TargetSpec = None,
        rows: int | None = None,
        sources: int | None = None,
        tokenizer: Tokenizer | None = None,
        max_length: int = 77,
        wording: Wording | None = None,
        average: bool = False,
        length: int | None = None,
        **options: Any,
    ) -> None:
        if sources is not None and sources < 1:
            raise ArgumentError(f"needs 1 or more (found {sources})", "sources")
        self.sources = sources
        self.tokenizer = tokenizer
        self.max_length = max_length
        self.wording = wording or Wording()
        self.average = average
        self._mixtures: _Mixtures
        if isinstance(mixtures, Stored) or _is_on_disk(mixtures):
            if options or length is not None:
                raise TypeError(f"{', '.join(options) or 'length'}: these are for recipes; this data set is on disk")
            stored = mixtures if isinstance(mixtures, Stored) else read(mixtures)
            self._mixtures = _OnDisk(stored.ok, targets_of(targets, rows))
        else:
            self._mixtures = _Drawn(mixtures, length, targets, rows, options)

    def __len__(self) -> int:
        return len(self._mixtures)

    def set_epoch(self, epoch: int) -> None:
        """Goes to the mixtures of an epoch. A data set on disk has the same ones in each."""
        if isinstance(self._mixtures, _Drawn):
            self._mixtures.dataset.set_epoch(epoch)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return self.__getitems__([index])[0]

    def __getitems__(self, indices: Sequence[int]) -> list[dict[str, Any]]:
        return [self._item(mixture) for mixture in self._mixtures.get(indices)]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[index] for index in range(len(self)))

    # ---- An item

    def _item(self, mixture: _Mixture) -> dict[str, Any]:
        mix, audios = mixture.mix, mixture.audios
        if self.average:
            counts = [max(1, len(events)) for events in mixture.events]
            audios = audios / torch.tensor(counts, dtype=torch.float32)[:, None, None]
        if mix.shape[0] == 1:
            mix, audios = mix[0], audios[:, 0]
        prompts = [self.wording.target(events) for events in mixture.events]
        item: dict[str, Any] = {"mix": mix, "audios": audios, "conds": self._conds(prompts)}
        if self.sources is not None:
            draws = random.Random(f"sources of {mixture.key}")
            pairs = [filled(self.wording.sources(events), self.sources, draws) for events in mixture.events]
            conds = [self._conds(phrases) for phrases, _ in pairs]
            item["source_conds"] = conds if self.tokenizer is None else _stacked(conds)
            item["source_weights"] = torch.tensor([weights for _, weights in pairs])
        return item

    def _conds(self, prompts: list[str]) -> Any:
        if self.tokenizer is None:
            return prompts
        tokens = self.tokenizer(
            prompts, padding="max_length", truncation=True, max_length=self.max_length, return_tensors="pt"
        )
        return dict(tokens)


def _stacked(tokens: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: torch.stack([each[name] for each in tokens]) for name in tokens[0]}


def _is_on_disk(mixtures: Any) -> bool:
    """Whether it is the path of a data set's folder or manifest."""
    if not isinstance(mixtures, (str, os.PathLike)) or (isinstance(mixtures, str) and "\n" in mixtures):
        return False
    return os.path.isdir(mixtures) or os.path.basename(os.fspath(mixtures)) == "manifest.jsonl"


class _Drawn:
    """Mixtures of a recipe."""

    def __init__(
        self, recipe: Any, length: int | None, targets: TargetSpec, rows: int | None, options: dict[str, Any]
    ) -> None:
        from .torch import MixtureDataset

        self.dataset = MixtureDataset(recipe, length=length, targets=targets, rows=rows, **options)

    def __len__(self) -> int:
        return len(self.dataset)

    def get(self, indices: Sequence[int]) -> list[_Mixture]:
        found = []
        for sample in self.dataset.__getitems__(indices):
            events = sample.mixture.events
            grouped = _grouped(events, self.dataset._targets)
            # Of a batch, all have as many rows as the one with the most events.
            found.append(_Mixture(sample[0], sample[1][: len(grouped)], grouped, sample.mixture.index))
        return found


class _OnDisk:
    """Mixtures of a data set on disk, from the files of their stems."""

    def __init__(self, stored: Stored, targets: Targets | None) -> None:
        self.stored = stored
        self.targets = targets

    def __len__(self) -> int:
        return len(self.stored)

    def get(self, indices: Sequence[int]) -> list[_Mixture]:
        return [self._mixture(self.stored[index]) for index in indices]

    def _mixture(self, mixture: MixtureOnDisk) -> _Mixture:
        events = mixture.events
        stems = torch.from_numpy(mixture.stem_array)
        rows = _rows(events, self.targets)
        grouped = _grouped(events, self.targets)
        audios = torch.zeros((len(grouped), *stems.shape[1:]))
        held = mixture.row.get("stem_events") or [[place] for place in range(len(stems))]
        for stem, places in zip(stems, held):
            of_stem = {rows[place] for place in places}
            if len(of_stem) > 1:
                raise ArgumentError(f"mixture {mixture.index} has events of several targets in one stem", "targets")
            for row in of_stem:
                if row >= 0:
                    audios[row] += stem
        return _Mixture(torch.from_numpy(mixture.audio), audios, grouped, mixture.index)


def _rows(events: Sequence[Event], targets: Targets | None) -> list[int]:
    """The target of each event, -1 for none."""
    if targets is None:
        return list(range(len(events)))
    if targets.function is not None:
        chosen = [targets.function(event) for event in events]
        return [-1 if row is None else row for row in chosen]
    return targets.rows_of([vars(event) for event in events])


def _grouped(events: Sequence[Event], targets: Targets | None) -> list[list[Event]]:
    """The events of each target."""
    grouped: list[list[Event]] = [[] for _ in range(len(events) if targets is None else targets.rows)]
    for event, row in zip(events, _rows(events, targets)):
        if row >= 0:
            grouped[row].append(event)
    return grouped
