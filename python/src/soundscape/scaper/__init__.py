"""Scaper 1.6.5's surface over Soundscape's engine: `import soundscape.scaper as scaper`.

Draws are Scaper's, bit for bit, from the same NumPy generator, with the same warnings. A sound at the soundscape's sample
rate that is neither shifted nor stretched is Scaper's within single precision. Resampling is by soxr in place of SoX, and
differs 70 dB or more below the sound. Where pitch or time change, the algorithm is another one than SoX's: lengths and
levels agree.

Needs the packages jams and soundfile: `pip install soundscape[scaper]`.
"""

from __future__ import annotations

try:
    from . import audio, core, scaper_exceptions, scaper_warnings, util
    from .core import Scaper, generate_from_jams, trim
except ModuleNotFoundError as error:
    if error.name not in ("jams", "soundfile"):
        raise
    raise ModuleNotFoundError(
        f"soundscape.scaper needs the package {error.name}: pip install 'soundscape[scaper]'", name=error.name
    ) from error
from .version import version as __version__

__all__ = [
    "Scaper",
    "__version__",
    "audio",
    "core",
    "generate_from_jams",
    "scaper_exceptions",
    "scaper_warnings",
    "trim",
    "util",
]
