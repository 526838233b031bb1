"""Trims a mixture and its JAMS with the real Scaper; run in Scaper's own environment.

    python trim_with_scaper.py AUDIO JAMS OUT_AUDIO OUT_JAMS START END [START END]…

Each further range trims what the one before left.
"""

import sys
import warnings

import scaper

audio, jams, out_audio, out_jams, *times = sys.argv[1:]
warnings.simplefilter("ignore")
for start, end in zip(times[::2], times[1::2]):
    scaper.trim(audio, jams, out_audio, out_jams, float(start), float(end))
    audio, jams = out_audio, out_jams
