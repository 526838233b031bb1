"""Small programs that use Scaper: the same code runs with the real Scaper and with `soundscape.scaper`.

Each takes the module and gives what JSON can hold. They run in the folder of the conformance fixtures, so that all paths
are relative and the same everywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import tempfile
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import soundfile

FG, BG = "soundbank/sed/foreground", "soundbank/sed/background"
STEMS, NO_BACKGROUND = "soundbank/musdb/foreground", "soundbank/musdb/background"
LABELS = ["bell", "crow", "door", "phone", "robot", "snap"]

# How the warnings begin that come of rendering.
OF_RENDERING = (
    "Soundscape audio is clipping",
    "Peak normalization applied",
    "Scale factor for peak",
    "No events to synthesize",
    "Reverb is on and",
)

PROGRAMS: dict[str, Callable[[Any], Any]] = {}


def program(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    PROGRAMS[function.__name__] = function
    return function


# MARK: What is told of a soundscape


def plain(value: Any) -> Any:
    """A value as JSON has it; whole numbers stay whole."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def told(scaper: Any, function: Callable[[], Any]) -> dict[str, Any]:
    """What a call returns or raises, and Scaper's warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = {"result": plain(function())}
        except Exception as error:
            # Where soundfile speaks of a file, its class is its own; NumPy's words differ between its versions.
            text = str(error) if type(error) is scaper.scaper_exceptions.ScaperError else ""
            result = {"error": type(error).__name__, "text": text}
    kind = scaper.scaper_warnings.ScaperWarning
    return {**result, "warnings": [str(item.message) for item in caught if issubclass(item.category, kind)]}


def events(jam: Any) -> list[Any]:
    data = jam.annotations.search(namespace="scaper")[0].data
    return [{**plain(dict(obs.value)), "time": plain(obs.time), "duration": plain(obs.duration)} for obs in data]


def drawn(scaper: Any, sc: Any, times: int = 1, **options: Any) -> list[Any]:
    """What `generate` draws, so many times."""

    def once() -> Any:
        _, jam, track, _ = sc.generate(no_audio=True, **options)
        box = jam.annotations[0].sandbox.scaper
        return [events(jam), track, box["n_events"], box["polyphony_max"], box["polyphony_gini"]]

    return [told(scaper, once) for _ in range(times)]


def state_of(generator: Any) -> str:
    name, key, position, has_normal, normal = generator.get_state()
    return hashlib.sha256(
        repr((name, key.tolist(), int(position), int(has_normal), float(normal))).encode()
    ).hexdigest()


def level(scaper: Any, audio: Any, rate: int) -> dict[str, Any]:
    return {
        "shape": list(audio.shape),
        "type": str(audio.dtype),
        "peak": float(np.max(np.abs(audio))),
        "rms": float(np.sqrt(np.mean(np.square(audio)))),
        "lufs": float(scaper.audio.get_integrated_lufs(audio, rate)),
    }


def event(**fields: Any) -> dict[str, Any]:
    """The arguments of add_event: a bell of one second, but for what is given."""
    usual = {
        "label": ("const", "bell"),
        "source_file": ("choose", []),
        "source_time": ("const", 0),
        "event_time": ("const", 1),
        "event_duration": ("const", 1),
        "snr": ("const", 3),
        "pitch_shift": None,
        "time_stretch": None,
    }
    return usual | fields


# MARK: Random specifications


def _number(r: random.Random, low: float, high: float) -> Any:
    return r.choice([r.randint(round(low), round(high)), round(r.uniform(low, high), 2), r.uniform(low, high)])


def _distribution(r: random.Random, low: float, high: float, *, least: float | None, smooth: bool = True) -> Any:
    """A tuple of numbers from a range; none of them is below `least`."""

    def number() -> Any:
        value = _number(r, low, high)
        return value if least is None else max(value, least)

    kind = r.choice(["const", "choose", "choose_weighted", "uniform", "uniform", "normal", *(["truncnorm"] * smooth)])
    if kind == "const":
        return (kind, number())
    if kind in ("choose", "choose_weighted"):
        options = [number() for _ in range(r.randint(1, 4))]
        if kind == "choose":
            return (kind, options + options[:1] * r.randint(0, 1))
        weights = np.asarray([r.uniform(0.1, 1) for _ in options])
        return (kind, options, (weights / weights.sum()).tolist())
    bounds = sorted((number(), number()))
    if kind == "uniform":
        return (kind, *bounds)
    mean, deviation = _number(r, low, high), r.uniform(0.1, 1) * (high - low) / 2
    # A normal distribution that is almost never positive would be drawn for ever.
    if kind == "normal":
        return (kind, max(mean, (low + high) / 2), deviation)
    # SciPy refuses to draw between equal bounds.
    return (kind, mean, deviation, bounds[0], bounds[1] + 0.05)


def random_specification(seed: int, smooth: bool = True) -> dict[str, Any]:
    """A specification for any fields and distributions. smooth: truncated normal distributions may be among them."""
    r = random.Random(seed)
    duration = r.choice([2, 5.0, 7.3, 10])
    sounds = {label: sorted(os.listdir(f"{FG}/{label}")) for label in LABELS}

    def label() -> Any:
        some = r.sample(LABELS, r.randint(2, 4))
        return r.choice(
            [("choose", []), ("choose", some), ("const", some[0]), ("choose_weighted", some[:2], [0.25, 0.75])]
        )

    def files(label: Any) -> Any:
        if label[0] != "const" or r.random() < 0.6:
            return ("choose", [])
        paths = [f"{FG}/{label[1]}/{name}" for name in sounds[label[1]]]
        return r.choice([("const", paths[0]), ("choose", paths), ("choose", paths[:1] * 2)])

    foreground = []
    for _ in range(r.randint(0, 5)):
        name = label()
        foreground.append(
            {
                "label": name,
                "source_file": files(name),
                "source_time": _distribution(r, 0, 4, least=0, smooth=smooth),
                "event_time": _distribution(r, 0, duration, least=0, smooth=smooth),
                "event_duration": _distribution(r, 0.1, duration * 1.2, least=0.05, smooth=smooth),
                "snr": _distribution(r, -10, 20, least=None, smooth=smooth),
                "pitch_shift": _distribution(r, -3, 3, least=None, smooth=smooth) if r.random() < 0.4 else None,
                "time_stretch": _distribution(r, 0.6, 1.6, least=0.5, smooth=smooth) if r.random() < 0.4 else None,
            }
        )
    background = []
    for _ in range(r.randint(0, 2)):
        start = _distribution(r, 0, 9, least=0, smooth=smooth)
        background.append({"label": ("choose", []), "source_file": ("choose", []), "source_time": start})
    return {
        "duration": duration,
        "seed": r.randint(0, 2**32 - 1),
        "protected_labels": r.sample(LABELS, r.choice([0, 0, 1, 2])),
        "background": background,
        "foreground": foreground,
        "times": r.randint(1, 3),
        "options": {
            "allow_repeated_label": r.random() < 0.85,
            "allow_repeated_source": r.random() < 0.85,
            "disable_instantiation_warnings": r.random() < 0.15,
        },
    }


def random_draws(scaper: Any, seed: int, smooth: bool) -> Any:
    """What comes of a random specification, and where it leaves the generator and the lists."""
    spec = random_specification(seed, smooth)
    generator = np.random.RandomState(spec["seed"])
    sc = scaper.Scaper(spec["duration"], FG, BG, protected_labels=spec["protected_labels"], random_state=generator)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for fields in spec["background"]:
            sc.add_background(**fields)
        for fields in spec["foreground"]:
            sc.add_event(**fields)
    soundscapes = drawn(scaper, sc, spec["times"], **spec["options"])
    lists = [plain(event.source_time) for event in sc.bg_spec + sc.fg_spec]
    return {"soundscapes": soundscapes, "lists": lists, "state": state_of(generator)}


# MARK: The generator


@program
def one_generator_for_two(scaper: Any) -> Any:
    """Two objects and the user's own code draw from one RandomState in turn, in one of two kinds of gaps."""
    generator = np.random.RandomState(2024)
    first = scaper.Scaper(5, FG, BG, random_state=generator)
    second = scaper.Scaper(4.5, FG, BG, random_state=generator)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sc in (first, second):
            sc.add_background(("choose", []), ("choose", []), ("uniform", 0, 3))
            sc.add_event(**event(label=("choose", []), event_time=("normal", 2, 1), snr=("uniform", 0, 9)))
    result: list[Any] = []
    for _ in range(4):
        result += drawn(scaper, first)
        # An odd number of normal deviates leaves one behind, which is part of the state.
        result.append([float(generator.normal()), int(generator.randint(99)), float(generator.rand())])
        result += drawn(scaper, second)
    return [result, state_of(generator), first.random_state is generator]


@program
def generator_of_numpy(scaper: Any) -> Any:
    """None draws from NumPy's own generator, which np.random.seed sets."""
    np.random.seed(31)
    sc = scaper.Scaper(5, FG, BG)
    sc.add_event(**event(label=("choose", []), event_time=("uniform", 0, 4)))
    before = drawn(scaper, sc, 3)
    between = float(np.random.uniform())
    sc.set_random_state(7)
    seeded = drawn(scaper, sc, 2)
    return [before, between, seeded, float(np.random.uniform())]


@program
def nothing_is_drawn_of_constants(scaper: Any) -> Any:
    generator = np.random.RandomState(3)
    sc = scaper.Scaper(5, FG, BG, random_state=generator)
    path = f"{FG}/bell/elec_chime.wav"
    sc.add_event(**event(source_file=("const", path), source_time=("uniform", 90, 100)))
    before = state_of(generator)
    return [drawn(scaper, sc, 2), before == state_of(generator)]


# MARK: Specifications as users treat them


@program
def lists_edited_in_place(scaper: Any) -> Any:
    """One list in several events, with times that do not fit; what is left of it makes the next soundscapes."""
    times = [0, 0.25, 30.5, 40]
    weighted = [0, 50.0]
    sc = scaper.Scaper(8, FG, BG, random_state=5)
    for label in ("robot", "bell", "phone"):
        sc.add_event(**event(label=("const", label), source_time=("choose", times), event_duration=("const", 2)))
    sc.add_event(**event(source_time=("choose_weighted", weighted, [0.5, 0.5])))
    sc.add_event(**event(source_time=("const", 0), event_time=("choose", times)))
    return [[drawn(scaper, sc), list(times), list(weighted)] for _ in range(3)]


@program
def settings_changed_between(scaper: Any) -> Any:
    """Attributes and specifications that are set, replaced and edited between soundscapes."""
    sc = scaper.Scaper(10, FG, BG, protected_labels=["crow"], random_state=12)
    sc.add_background(("const", "hum"), ("choose", []), ("const", 0))
    sc.add_event(**event(label=("choose", []), event_duration=("const", 4), event_time=("const", 9)))
    result = drawn(scaper, sc)
    sc.duration = 6.5
    result += drawn(scaper, sc)
    sc.fg_labels = ["door", "snap"]
    result += drawn(scaper, sc, 3)
    sc.fg_spec[0] = sc.fg_spec[0]._replace(snr=("uniform", 1, 2), label=("const", "phone"))
    sc.fg_spec = sc.fg_spec * 2
    result += drawn(scaper, sc)
    sc.protected_labels = "phone"
    result += drawn(scaper, sc)
    sc.bg_spec = [sc.bg_spec[0]._replace(snr=("uniform", 0, 5), event_time=("normal", 1, 0.1))]
    result += drawn(scaper, sc)
    sc.reset_fg_event_spec()
    result += drawn(scaper, sc)
    sc.reset_bg_event_spec()
    return [result, drawn(scaper, sc), plain(sc.fg_spec), plain(sc.bg_spec)]


@program
def sounds_from_elsewhere(scaper: Any) -> Any:
    """Sounds that are given by path: in another folder, of another label, spelled in two ways."""
    elsewhere = sorted(f"{STEMS}/{label}/Amen - Garden.flac" for label in ("bass", "drums", "vocals"))
    mixed = [f"{FG}/snap/perc_snap.flac", f"./{FG}/bell/elec_chime.wav", f"{FG}/bell/perc_bell.wav", *elsewhere]
    sc = scaper.Scaper(4, FG, BG, random_state=8)
    sc.add_event(**event(source_file=("choose", mixed)))
    sc.add_event(**event(label=("choose", []), source_file=("choose", elsewhere)))
    sc.add_event(**event(label=("choose", []), source_time=("uniform", 0, 2)))
    sc.add_event(**event(label=("choose", ["door", "snap"]), source_file=("choose_weighted", mixed[:2], [0.3, 0.7])))
    return drawn(scaper, sc, 12)


@program
def events_one_by_one(scaper: Any) -> Any:
    """Single events by the private method, with lists of what is used."""
    sc = scaper.Scaper(5, FG, BG, random_state=77)
    spec = scaper.core.EventSpec(**event(label=("choose", []), snr=("uniform", 0, 9)), role="foreground")
    labels, files = ["bell", "door"], [f"{FG}/phone/mehackit_phone1.flac"]

    def once() -> Any:
        drawn = sc._instantiate_event(
            spec, allow_repeated_label=False, allow_repeated_source=False, used_labels=labels, used_source_files=files
        )
        return [plain(drawn), type(drawn).__name__, list(labels), list(files)]

    background = scaper.core.EventSpec(
        ("choose", []),
        ("choose", []),
        ("uniform", 0, 9),
        ("const", 0),
        ("const", 5),
        ("const", 0),
        "background",
        None,
        None,
    )
    result = [told(scaper, once) for _ in range(4)]
    result.append(told(scaper, lambda: sc._instantiate_event(background, isbackground=True)))
    quiet = sc._instantiate_event(spec._replace(event_time=("const", 99)), disable_instantiation_warnings=True)
    return [*result, plain(quiet)]


# MARK: Errors


@program
def errors(scaper: Any) -> Any:
    """Refusals by the object and by drawing: their types and words."""

    def scene(*events: dict[str, Any], **options: Any) -> Callable[[], Any]:
        def run() -> Any:
            sc = scaper.Scaper(5, FG, BG, random_state=1)
            for fields in events:
                sc.add_event(**fields)
            return events_of(sc.generate(no_audio=True, **options))

        return run

    def events_of(generated: Any) -> Any:
        return events(generated[1])

    def spoiled(**fields: Any) -> Callable[[], Any]:
        def run() -> Any:
            sc = scaper.Scaper(5, FG, BG, random_state=1)
            sc.add_event(**event(event_time=("const", 4.5)))
            sc.fg_spec.append(sc.fg_spec[0]._replace(**{"event_duration": ("const", 0.1), **fields}))
            return events_of(sc.generate(no_audio=True))

        return run

    def labels_without_sounds() -> Any:
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/nothing")
            sc = scaper.Scaper(5, folder, folder, random_state=1)
            sc.add_event(**event(label=("const", "nothing")))
            return events_of(sc.generate(no_audio=True))

    def text_for_a_sound() -> Any:
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/words")
            with open(f"{folder}/words/read.me", "w") as file:
                file.write("not a sound")
            sc = scaper.Scaper(5, folder, folder, random_state=1)
            sc.add_event(**event(label=("const", "words")))
            return events_of(sc.generate(no_audio=True))

    def empty_jams() -> Any:
        import jams

        with tempfile.NamedTemporaryFile(suffix=".jams") as file:
            jam = jams.JAMS()
            jam.file_metadata.duration = 1
            jam.save(file.name)
            return scaper.generate_from_jams(file.name)

    def unknown_role() -> Any:
        sc = scaper.Scaper(5, FG, BG, random_state=1)
        sc.add_event(**event())
        annotation = sc._instantiate().annotations[0]
        annotation.data[0].value["role"] = "ewok"
        return sc._generate_audio(None, annotation)

    def other_namespace() -> Any:
        sc = scaper.Scaper(5, FG, BG, random_state=1)
        annotation = sc._instantiate().annotations[0]
        annotation.namespace = "tag_open"
        return sc._generate_audio(None, annotation)

    def lost_sound() -> Any:
        sc = scaper.Scaper(5, FG, BG, random_state=1)
        sc.add_event(**event())
        annotation = sc._instantiate().annotations[0]
        annotation.data[0].value["source_file"] = "nowhere/bell/lost.wav"
        return sc._generate_audio(None, annotation)

    calls: list[Callable[[], Any]] = [
        lambda: scaper.Scaper(0, FG, BG),
        lambda: scaper.Scaper(-1.5, FG, BG),
        lambda: scaper.Scaper(1j, FG, BG),
        lambda: scaper.Scaper(5, "nowhere", BG),
        lambda: scaper.Scaper(5, FG, "nowhere/at/all"),
        lambda: scaper.Scaper(5, FG, BG, random_state="seed"),
        lambda: scaper.Scaper(5, FG, BG).set_random_state(1.5),
        scene(event(label=("const", "siren"))),
        scene(event(source_file=("const", "nowhere.wav"))),
        scene(event(), event(), allow_repeated_label=False),
        scene(*[event(label=("choose", []))] * 7, allow_repeated_label=False),
        scene(*[event()] * 4, allow_repeated_source=False),
        scene(event(), reverb=1.5),
        scene(event(), reverb=-0.1),
        spoiled(label="bell"),
        spoiled(label=("const", "siren")),
        spoiled(source_time=("uniform", 3)),
        spoiled(snr=("gamma", 3)),
        spoiled(snr=("choose", [])),
        spoiled(event_duration=("normal", 1, -1)),
        labels_without_sounds,
        text_for_a_sound,
        empty_jams,
        unknown_role,
        other_namespace,
        lost_sound,
    ]
    return [told(scaper, call) for call in calls]


# MARK: Sound and files

# Of what the files say, this depends on folders and versions.
_OF_THE_PLACE = {"scaper_version", "jams_version"}


def _written(path: str, folder: str) -> Any:
    """A JAMS file, with a name for the temporary folder."""
    with open(path) as file:
        text = file.read().replace(folder, "FOLDER")

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key not in _OF_THE_PLACE}
        return [without(item) for item in value] if isinstance(value, list) else value

    return without(json.loads(text))


def _still_scene(scaper: Any, seed: int, **settings: Any) -> Any:
    """A soundscape in which nothing is shifted or stretched."""
    sc = scaper.Scaper(6, FG, BG, protected_labels=["snap"], random_state=seed)
    for name, value in settings.items():
        setattr(sc, name, value)
    sc.add_background(("choose", []), ("choose", []), ("uniform", 0, 2))
    for _ in range(3):
        sc.add_event(
            **event(
                label=("choose", []),
                source_time=("uniform", 0, 1),
                event_time=("uniform", 0, 6),
                event_duration=("uniform", 0.3, 2),
                snr=("uniform", 0, 12),
            )
        )
    return sc


@program
def files(scaper: Any) -> Any:
    """What is written: names, formats, the annotation field by field, the label track."""
    with tempfile.TemporaryDirectory() as folder:
        sc = _still_scene(scaper, 4, n_channels=2, sr=22050)

        def run() -> Any:
            audio, jam, track, stems = sc.generate(
                f"{folder}/mix.wav",
                f"{folder}/mix.jams",
                save_isolated_events=True,
                txt_path=f"{folder}/mix.txt",
                txt_sep=" ",
            )
            names = sorted(
                os.path.join(where, name)[len(folder) :] for where, _, all in os.walk(folder) for name in all
            )
            sounds = [soundfile.info(folder + name) for name in names if name.endswith("wav")]
            kinds = [[info.frames, info.samplerate, info.channels, info.format, info.subtype] for info in sounds]
            with open(f"{folder}/mix.txt") as file:
                text = file.read()
            mix, _ = soundfile.read(f"{folder}/mix.wav")
            same = bool(np.allclose(mix, audio, atol=1e-9) and np.allclose(sum(stems), audio, atol=1e-12))
            return [names, kinds, text, track, _written(f"{folder}/mix.jams", folder), same]

        return told(scaper, run)


def levels_of(scaper: Any, sc: Any, **options: Any) -> Any:
    audio, jam, _, stems = sc.generate(**options)
    box = jam.annotations[0].sandbox.scaper
    scale = [float(box[name]) for name in ("peak_normalization_scale_factor", "ref_db_change", "ref_db_generated")]
    sounds = [level(scaper, sound, sc.sr) for sound in [audio, *stems]]
    return [events(jam), sounds, scale]


@program
def levels(scaper: Any) -> Any:
    """Levels of mixtures and events where nothing is moved: rates, channels, clipping, normalizing, fades, short sounds."""
    scenes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"ref_db": -23}, {}),
        ({"ref_db": -23, "n_channels": 2}, {}),
        ({"ref_db": -30, "sr": 16000}, {}),
        ({"ref_db": -6}, {"fix_clipping": True}),
        ({"ref_db": -6}, {}),
        ({"ref_db": -40}, {"peak_normalization": True}),
        ({"ref_db": 20}, {"fix_clipping": True}),
        ({"ref_db": -25, "fade_in_len": 0, "fade_out_len": 0.2}, {}),
    ]
    return [
        told(scaper, lambda sc=_still_scene(scaper, i, **settings), options=options: levels_of(scaper, sc, **options))
        for i, (settings, options) in enumerate(scenes)
    ]


@program
def made_again(scaper: Any) -> Any:
    """A soundscape, trimmed twice and made again; with another folder; from an old annotation."""
    with tempfile.TemporaryDirectory() as folder:
        sc = _still_scene(scaper, 9, ref_db=-28)
        wav, jams_path, again = f"{folder}/a.wav", f"{folder}/a.jams", f"{folder}/b.wav"

        def run() -> Any:
            sc.generate(wav, jams_path, disable_instantiation_warnings=True)
            result = []
            for start, end in ((0.500013, 5.1), (1, 3.25)):
                scaper.trim(wav, jams_path, wav, jams_path, start, end)
                audio, rate = soundfile.read(wav)
                result += [_written(jams_path, folder), len(audio), level(scaper, audio[:, None], rate)]
            mix, jam, track, stems = scaper.generate_from_jams(
                jams_path, again, fg_path=f"./{FG}", jams_outfile=f"{folder}/b.jams", save_isolated_events=True
            )
            made, _ = soundfile.read(again)
            trimmed, _ = soundfile.read(wav)
            cut = [
                len(soundfile.read(f"{folder}/b_events/{name}")[0]) for name in sorted(os.listdir(f"{folder}/b_events"))
            ]
            same = len(made) == len(trimmed) and bool(np.allclose(made, trimmed, atol=1e-6))
            return [*result, _written(f"{folder}/b.jams", folder), events(jam), track, mix.shape, len(stems), cut, same]

        def old() -> Any:
            with open(jams_path) as file:
                tree = json.load(file)
            box = tree["annotations"][0]["sandbox"]["scaper"]
            for name in ("original_duration", "sr", "fix_clipping", "peak_normalization", "quick_pitch_time"):
                box.pop(name)
            tree["annotations"][0]["sandbox"].pop("slice")
            with open(jams_path, "w") as file:
                json.dump(tree, file)
            mix, jam, _, stems = scaper.generate_from_jams(jams_path)
            return [list(mix.shape), jam.annotations[0].sandbox.scaper["fix_clipping"], len(stems)]

        return [told(scaper, run), told(scaper, old)]


@program
def silence(scaper: Any) -> Any:
    sc = scaper.Scaper(3, STEMS, NO_BACKGROUND, random_state=0)

    def run() -> Any:
        audio, jam, track, stems = sc.generate()
        return [audio, events(jam), track, stems]

    return told(scaper, run)


@program
def helpers(scaper: Any) -> Any:
    """Functions of util and audio."""
    import jams

    r = np.random.RandomState(6)
    loudness = []
    for rate, channels, seconds in ((44100, 1, 3.0), (16000, 2, 1.21), (48000, 1, 0.13), (22050, 2, 0.7)):
        sound = (
            r.standard_normal((int(rate * seconds), channels)) * np.linspace(0.01, 0.4, int(rate * seconds))[:, None]
        )
        kinds = ("K-weighting", "Fenton/Lee 1", "Fenton/Lee 2", "Dash et al.")
        loudness += [float(scaper.audio.get_integrated_lufs(sound, rate, filter_class=kind)) for kind in kinds]
    loudness.append(float(scaper.audio.get_integrated_lufs(np.zeros((44100, 1)), 44100)))
    poly = []
    for _ in range(40):
        annotation = jams.Annotation(namespace="scaper", duration=10)
        for _ in range(r.randint(0, 8)):
            role = str(r.choice(["foreground", "background"]))
            time, duration = int(r.randint(0, 9)), float(r.choice([0.5, 1, 1.5]))
            annotation.append(time=time, duration=duration, value={"role": role}, confidence=1)
        poly.append([scaper.util.max_polyphony(annotation), float(scaper.util.polyphony_gini(annotation))])
    numbers = [0, 1.5, None, "x", 1j, [1], np.float32(2), np.nan, True]
    return {
        "loudness": loudness,
        "poly": poly,
        "real": [scaper.util.is_real_number(number) for number in numbers],
        "arrays": [scaper.util.is_real_array([number]) for number in (0, 1.5, None, "x", 1j, True)],
        "normal": [_truncated(scaper, i) for i in range(50)],
    }


def _truncated(scaper: Any, seed: int) -> float:
    r = np.random.RandomState(seed)
    mean, deviation = r.uniform(-3, 3), r.uniform(0.1, 2)
    low = mean + deviation * r.uniform(-6, 6)
    return float(scaper.util._sample_trunc_norm(mean, deviation, low, low + r.uniform(0.1, 4), r))
