"""Renders JAMS files with the real Scaper; run in Scaper's own environment by test_scaper.py.

    cd DATASET && python render_with_scaper.py OUT JAMS…

Prints, as JSON, for each JAMS the mixture and the stems that Scaper wrote, the stems in Scaper's
order: by time.
"""

import json
import sys
import warnings
from pathlib import Path

import scaper

out, *files = sys.argv[1:]
# Scaper warns where it fixes clipping, which is no news here.
warnings.simplefilter("ignore", scaper.scaper_warnings.ScaperWarning)
rendered = {}
for file in files:
    audio = Path(out) / (file.replace("/", "_") + ".wav")
    jam = scaper.generate_from_jams(file, str(audio), save_isolated_events=True)[1]
    annotation = jam.annotations.search(namespace="scaper")[0]
    rendered[file] = [str(audio), *annotation.sandbox.scaper.isolated_events_audio_path]
json.dump(rendered, sys.stdout)
