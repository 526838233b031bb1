"""What comes of work on whole data sets."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import ProcessingError, SoundscapeWarning

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["Checked", "Made", "Merged", "Statistics", "Verified"]


@dataclass(frozen=True)
class Made:
    """What came of generate, recreate or trim."""

    out: str
    """The folder."""
    made: int
    """Mixtures that were made now."""
    failed: int
    found: int
    """Mixtures that were there from an earlier run."""
    total: int
    """Mixtures that were to be made now."""
    skipped: int
    """Inputs of recreate and trim that had failed when they were first made."""
    warnings: dict[str, int] = field(default_factory=dict)
    """How often each kind of warning came."""
    failures: list[dict[str, Any]] = field(default_factory=list)
    """{"kind": text, "count": n, "error": text, "indices": mixtures, "advice": text} for each kind of error, the most
    frequent first: `error` is of the first of its mixtures, `indices` are the first 100."""
    failed_earlier: int = 0
    """Mixtures that failed in an earlier run and were not made again: `retry_failed` does so."""

    @classmethod
    def of(cls, members: dict[str, Any], out: str) -> Made:
        names = ("made", "failed", "found", "total", "skipped", "warnings", "failures", "failed_earlier")
        made = cls(out, **{name: members[name] for name in names})
        if made.failed or made.failed_earlier:
            warnings.warn(made._problem(), SoundscapeWarning, stacklevel=3)
        return made

    @property
    def ok(self) -> bool:
        """Whether every mixture is there."""
        return self.failed + self.failed_earlier == 0

    def raise_for_failures(self) -> Made:
        """Raises ProcessingError where a mixture failed; otherwise returns itself."""
        if not self.ok:
            indices = self.failures[0]["indices"] if self.failures else []
            raise ProcessingError(self._problem(), self.out, indices[0] if indices else None)
        return self

    def _problem(self) -> str:
        reason = f": {self.failures[0]['error']}" if self.failures else ""
        if not self.failed:
            return f"{self.failed_earlier} mixtures failed in an earlier run; retry_failed=True makes them again"
        return f"{self.failed} of {self.total} mixtures failed{reason}"


@dataclass(frozen=True)
class Merged:
    """What came of putting parts together."""

    parts: int
    """Parts that were put together now; 0 where that was done before."""
    mixtures: int
    """Mixtures of the whole data set."""
    failed: int
    """Those of them that could not be made."""
    left: list[str]
    """Folders of parts that are still there, since they hold other files."""


@dataclass(frozen=True)
class Checked:
    """What came of rendering annotations again and comparing them with their audio."""

    identical: int
    equal: int
    """Different by less than −120 dB, as another machine may be."""
    different: int
    failed: int
    skipped: int
    verdicts: list[dict[str, str]]
    """{"path": annotation, "result": text} for each, in the order of the inputs."""

    @property
    def ok(self) -> bool:
        """Whether all of them are identical or equal."""
        return self.different == 0 and self.failed == 0

    def to_frame(self) -> pandas.DataFrame:
        """A row for each annotation; pandas must be installed."""
        from ._frames import frame

        return frame(self.verdicts, ["path", "result"])


@dataclass(frozen=True)
class Verified:
    """What was found in a data set on disk."""

    findings: list[dict[str, Any]]
    """{"kind": "failure" or "note", "index", "file", "frame", "problem"} each."""
    summary: dict[str, Any]
    """Counts of mixtures, damaged ones, sums, failures and notes, and bytes."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; notes, such as files that the manifest does not list, are not."""
        return not any(finding["kind"] == "failure" for finding in self.findings)

    def to_frame(self) -> pandas.DataFrame:
        """A row for each finding; pandas must be installed."""
        from ._frames import frame

        return frame(self.findings, ["kind", "index", "file", "frame", "problem"])


class Statistics(dict[str, Any]):
    """The description of a data set, as `soundscape stats --json` writes it: a dict."""

    def to_frame(self) -> pandas.DataFrame:
        """A row for each field of each event spec: n, mean, std, quantiles, Kolmogorov–Smirnov distance."""
        from ._frames import frame_of_fields

        return frame_of_fields(self["fields"])
