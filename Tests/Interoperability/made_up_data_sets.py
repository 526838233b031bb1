"""Small made-up copies of data sets that people have: the same folders, tables and kinds of names, with synthesised sounds."""

import csv
import json
import unicodedata

import numpy as np
import soundfile

STEMS = ["vocals", "drums", "bass", "other"]


def tone(frequency, seconds, rate, level=0.3):
    """Three partials that swell, so that no window of them is silent."""
    t = np.arange(round(seconds * rate)) / rate
    sound = sum(np.sin(2 * np.pi * frequency * k * t + k) / k for k in (1, 2, 3))
    return level * sound * (0.7 + 0.3 * np.sin(2 * np.pi * 1.7 * t))


def write(path, samples, rate, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples, rate, **options)


def musdb(folder):
    """MUSDB18-HQ: a folder for each song, of 44.1 kHz in stereo; two artists have two songs each."""
    titles = [
        "A Classic Education - NightOwl", "A Classic Education - vocals of the drums", "Sambasevam Shanmugam - Kaathaadi",
        "Bobby Nobody - Stitch Up", "Rock & Roll Kids - Don't Stop", "Rock & Roll Kids - Who, me?",
        unicodedata.normalize("NFC", "Óscar Peña - Corazón"), unicodedata.normalize("NFD", "Beyoğlu Trío - Él"),
        "James May - On The Line", "The Long Wait - 100% (Live) [HQ]",
    ]
    generator = np.random.default_rng(1)
    for number, title in enumerate(titles):
        seconds = 3.1 + 0.1 * number
        stems = {}
        for place, stem in enumerate(STEMS):
            mono = tone(110 * 2 ** (number / 12) * (place + 1), seconds, 44100, 0.15)
            noise = generator.normal(0, 0.02, (len(mono), 2))
            stems[stem] = mono[:, None] * [1, 0.8 - 0.1 * place] + noise
            write(folder / "musdb18hq/train" / title / f"{stem}.wav", stems[stem], 44100, subtype="PCM_16")
        write(folder / "musdb18hq/train" / title / "mixture.wav", sum(stems.values()), 44100, subtype="PCM_16")


def fsd50k(folder):
    """FSD50K: clips by number, a table whose cells have several labels, and uploaders in JSON; and scenes of another set.

    Two clips are of two classes at once.
    """
    parents = {
        "Bark": ["Dog", "Domestic_animals_and_pets", "Animal"], "Meow": ["Cat", "Domestic_animals_and_pets", "Animal"],
        "Doorbell": ["Door", "Domestic_sounds_and_home_sounds"], "Knock": ["Door", "Domestic_sounds_and_home_sounds"],
        "Cough": ["Respiratory_sounds", "Human_voice"], "Electric_guitar": ["Guitar", "Musical_instrument", "Music"],
    }
    rows, about = [], {}
    for number in range(60):
        label = list(parents)[number % 6]
        fname = str(10007 * (number + 1) % 400000)
        # A quarter of the uploads is by one person, whose clips are of all classes.
        uploader = "sound,\"shop\"" if number % 4 == 0 else f"uploader{number // 2}"
        labels = [label] + ["Knock"] * (number in (20, 32)) + parents[label]
        mids = ",".join(f"/m/{len(name):03}" for name in labels)
        rows.append([fname, ",".join(labels), mids, "val" if number % 7 == 0 else "train"])
        about[fname] = {
            "title": f"{label.lower()} no. {number}", "description": "a line\nand \"another\"", "tags": ["field", label],
            "license": "http://creativecommons.org/licenses/by/3.0/", "uploader": uploader}
        write(folder / f"FSD50K.dev_audio/{fname}.wav", tone(200 + 31 * number, 0.3 + 0.025 * number, 44100), 44100)
    (folder / "FSD50K.ground_truth").mkdir()
    with open(folder / "FSD50K.ground_truth/dev.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["fname", "labels", "mids", "split"], *rows])
    (folder / "FSD50K.ground_truth/vocabulary.csv").write_text("0,Accelerating,/m/07q2z82\n")
    (folder / "FSD50K.metadata").mkdir()
    (folder / "FSD50K.metadata/dev_clips_info_FSD50K.json").write_text(json.dumps(about, indent=4))
    generator = np.random.default_rng(2)
    for number in range(12):
        scene, city = ["park", "metro_station", "street_traffic"][number % 3], ["barcelona", "lyon"][number % 2]
        sound = generator.normal(0, 0.05, (3 * 16000, 2))
        write(folder / f"scenes/audio/{scene}-{city}-{number}-{100 + number}-a.wav", sound, 16000)


def librispeech(folder):
    """LibriSpeech: speakers, chapters and utterances in FLAC, with transcripts; and MUSAN's noises, some shorter than a mixture."""
    for speaker in ["19", "26", "27", "32", "39", "40", "60", "78", "83", "87"]:
        for chapter in ["198", "495"]:
            at = folder / "LibriSpeech/train-clean-100" / speaker / chapter
            for utterance in range(2):
                sound = tone(90 + 7 * int(speaker) % 130, 2.0 + 0.4 * utterance, 16000)
                write(at / f"{speaker}-{chapter}-{utterance:04}.flac", sound, 16000)
            (at / f"{speaker}-{chapter}.trans.txt").write_text(f"{speaker}-{chapter}-0000 NORTHANGER ABBEY\n")
    (folder / "LibriSpeech/SPEAKERS.TXT").write_text("; ID  | SEX | SUBSET\n19 | F | train-clean-100\n")
    generator = np.random.default_rng(3)
    for number in range(8):
        place = ["free-sound", "sound-bible"][number % 2]
        seconds = [0.9, 1.5, 2.5, 7][number % 4]
        noise = generator.normal(0, 0.1, round(seconds * 16000))
        write(folder / f"musan/noise/{place}/noise-{place}-{number:04}.wav", noise, 16000)
    for place in ["free-sound", "sound-bible"]:
        (folder / f"musan/noise/{place}/LICENSE").write_text("public domain\n")
        (folder / f"musan/noise/{place}/ANNOTATIONS").write_text("noise-free-sound-0000 wind\n")


def albums(folder):
    """Long recordings of any format, one of them with a pause in it."""
    generator = np.random.default_rng(4)
    for number, (name, rate, channels) in enumerate(
        [("Dusk/01 Harbour.flac", 44100, 2), ("Dusk/02 Ó rain.flac", 44100, 2), ("Dawn/Birds & bells.wav", 22050, 1),
         ("Dawn/Tide.wav", 48000, 2)]):
        sound = generator.normal(0, 0.1, (round((21 + 4.5 * number) * rate), channels))
        if number == 1:
            sound[round(6 * rate):round(13 * rate)] = 0
        write(folder / "albums" / name, sound, rate)


def audiocaps(folder):
    """AudioCaps: clips of ten seconds or less, and captions in a table."""
    (folder / "audiocaps").mkdir()
    with open(folder / "audiocaps/train.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["audiocap_id", "youtube_id", "start_time", "caption"])
        for number in range(12):
            name = f"{'-_xY'[number % 4]}clip{number}"
            table.writerow([91139 + number, name, 30, f"A dog barks, then \"bell\" no. {number} rings"])
            write(folder / f"audiocaps/train/{name}.wav", tone(150 + 40 * number, 8.6 + number % 3 / 10, 16000, 0.5), 16000)
