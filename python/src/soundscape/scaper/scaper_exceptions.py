"""The exception of Scaper's surface."""

from __future__ import annotations


class ScaperError(Exception):
    """A specification, an argument or an annotation that cannot be used."""
