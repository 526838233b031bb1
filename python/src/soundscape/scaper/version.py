"""The version of Scaper whose surface this is; `soundscape.__version__` is the package's own."""

from __future__ import annotations

short_version = "1.6"
version = "1.6.5"
