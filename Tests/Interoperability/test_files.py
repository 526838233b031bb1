"""The files: sums, annotations, label tracks, and what readers of Scaper's layout find."""

import itertools

import jams
import numpy as np
import pytest
import soundfile
from conftest import frames

FORMATS = [("wav", "float"), ("wav", "pcm16"), ("wav", "pcm24"), ("wav", "pcm32"),
           ("flac", "pcm16"), ("flac", "pcm24")]
EVENTS = [{"count": ["uniform", 2, 6], "event_time": ["uniform", 0, 3], "snr": ["uniform", 0, 20],
           "event_duration": ["uniform", 0.3, 2]}]
BACKGROUND = [{"source_time": ["uniform", 0, "end"]}]


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("container", "subtype"), FORMATS)
def test_exact_sums(soundscape, tmp_path, figure, container, subtype, channels):
    made = soundscape.generate(
        tmp_path, count=10, duration=3.1, channels=channels, ref_db=["uniform", -45, -5],
        background=BACKGROUND, events=EVENTS, output={"format": container, "subtype": subtype})
    scaled = loudest = stem_count = 0
    wrong = []
    for mixture in made:
        scaled += mixture.scaper["ref_db_change"] != 0
        # In single and double precision, in order and backwards; a PCM file also as integers.
        for kind in ["float32", "float64"] + ["int32"] * (subtype != "float"):
            mix, stems, rate = mixture.read(kind)
            loudest = max(loudest, np.abs(mix).max()) if kind == "float64" else loudest
            for order, name in [(stems, "in order"), (stems[::-1], "backwards")]:
                left = np.count_nonzero(added(order, mix) - mix)
                if left:
                    wrong.append(f"{mixture.path}: {kind} {name}: {left} samples differ")
        stem_count += len(stems)
        for path in [mixture.path, *mixture.stem_paths]:
            info = soundfile.info(path)
            assert (info.frames, info.channels) == (frames(3.1, rate), channels)
            assert info.subtype == {"float": "FLOAT"}.get(subtype, subtype.replace("pcm", "PCM_"))
    figure(f"{len(made)} mixtures of {stem_count} stems, {scaled} of them scaled by the clipping "
           f"fix, peak {loudest:.7f}, {len(wrong)} sums that are not exact")
    assert 0 < scaled < len(made) and loudest <= 1
    assert not wrong, "\n".join(wrong[:6])


def added(stems, mix):
    """The sum in the precision of the samples; of integers one that cannot pass their range."""
    total = np.zeros(mix.shape, np.int64 if mix.dtype == np.int32 else mix.dtype)
    for stem in stems:
        total += stem
    return total


@pytest.fixture(scope="module")
def annotated(soundscape, tmp_path_factory):
    """Data sets of both banks in both layouts: `{(bank, layout): mixtures}`."""
    found = {}
    for bank, layout in itertools.product(["music", "events"], ["folder", "scaper"]):
        keys = {"events": EVENTS} if bank == "events" else {
            "events": [{"label": label, "pitch_shift": ["uniform", -2, 2]}
                       for label in ["vocals", "drums", "bass", "other"]]}
        if bank == "events":
            keys["background"] = BACKGROUND
        found[bank, layout] = soundscape.generate(
            tmp_path_factory.mktemp(f"{bank}-{layout}"), "--set", f"output.layout={layout}",
            bank=bank, count=5, duration=4, ref_db=-30, **keys)
    return found


def test_jams_are_valid(annotated, figure):
    observations = 0
    for mixture in itertools.chain.from_iterable(annotated.values()):
        jam = mixture.jam()  # validates
        assert jam.validate(strict=True)
        [annotation] = jam.annotations.search(namespace="scaper")
        assert len(annotation.data) == len(mixture.row["stems"])
        assert jam.file_metadata.duration == annotation.duration == mixture.scaper["duration"]
        for observation in annotation.data:
            value = observation.value
            assert observation.time == value["event_time"] and observation.confidence == 1
            stretch = value["time_stretch"] or 1
            assert observation.duration == pytest.approx(value["event_duration"] * stretch)
            assert (mixture.root / value["source_file"]).is_file()
        observations += len(annotation.data)
    figure(f"{observations} observations, schema of jams {jams.__version__}")


def test_labels_are_the_foreground(annotated, figure):
    count = 0
    for mixture in itertools.chain.from_iterable(annotated.values()):
        text = (mixture.root / mixture.row["labels"]).read_text()
        assert text == "" or text.endswith("\n")
        found = []
        for line in text.splitlines():
            onset, offset, label = line.split("\t")
            # Audacity's labels: seconds as plain decimals, the end not before the start.
            assert 0 <= float(onset) <= float(offset) and "e" not in onset + offset
            found.append((float(onset), float(offset), label))
        wanted = [(o["time"], o["time"] + o["duration"], o["value"]["label"])
                  for o in mixture.annotation["data"] if o["value"]["role"] == "foreground"]
        assert found == wanted
        count += len(found)
    figure(f"{count} labels")


@pytest.mark.parametrize("bank", ["music", "events"])
def test_nussl_reads_layout_scaper(annotated, figure, bank):
    """Does what nussl's `datasets.Scaper` does with a folder, and checks what it would get."""
    root = annotated[bank, "scaper"][0].root
    items = sorted(path for path in root.iterdir() if path.suffix == ".jams")
    assert len(items) == 5
    misnamed = []
    for item in items:
        annotation = jams.load(str(item)).annotations.search(namespace="scaper")[0]
        scaper = annotation.sandbox.scaper
        mix, rate = soundfile.read(root / scaper["soundscape_audio_path"], always_2d=True)
        paths = scaper["isolated_events_audio_path"]
        assert paths and len(paths) == len(annotation.data)
        labels = set(scaper["fg_labels"])
        total = np.zeros_like(mix)
        # As nussl does: events in the order in which the jams package gives them, by time.
        for observation, path in zip(annotation, paths):
            stem, stem_rate = soundfile.read(root / path, always_2d=True)
            assert stem_rate == rate and stem.shape == mix.shape
            total += stem
            value = observation.value
            assert value["role"] == "background" or value["label"] in labels
            [audible] = np.nonzero(np.any(stem, axis=1))
            start, end = observation.time, observation.time + observation.duration
            named = path.split("/")[-1].rsplit(".", 1)[0].split("_", 1)[1]
            if named != value["label"] or not (
                    start - 1 / rate <= audible[0] / rate and (audible[-1] - 1) / rate <= end):
                misnamed.append(f"{item.name}: {path} as {value['label']} from {start:.3f} s")
        assert np.array_equal(total, mix)
    figure(f"{len(items)} mixtures, {len(misnamed)} stems taken for another event's")
    assert not misnamed, "\n".join(misnamed)
