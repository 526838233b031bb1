"""The warning of Scaper's surface."""

from __future__ import annotations


class ScaperWarning(Warning):
    """A value that could not be had as it was specified, or a soundscape that is not what it seems."""
