"""The columns of the tables of a data set: their names, order, types and meaning, in one place."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["EVENTS", "MIXTURES", "Column", "Kind"]

Kind = Literal["int", "float", "text", "bool", "list", "json"]
"""list: of texts. json: a text that holds a JSON object, for what has other keys in each row; never an object itself,
since readers of tables (Arrow, Hugging Face) want the same members in each row."""


class Column(NamedTuple):
    """A column: every row has it, and its type is the same in each row."""

    name: str
    kind: Kind
    meaning: str


MIXTURES = (
    Column("index", "int", "which mixture it is"),
    Column("split", "text", "its split; null without splits"),
    Column("seed", "text", "the data set's seed, as a recipe has it"),
    Column("status", "text", "ok or failed"),
    Column("error", "text", "why it failed"),
    Column("duration", "float", "seconds"),
    Column("sample_rate", "int", "Hz"),
    Column("channels", "int", "channels of mixture and stems"),
    Column("layout", "text", "how files are named"),
    Column("variant", "text", "the recipe's variant, by name or by its place from 0; null without variants"),
    Column("coherent", "bool", "whether any of its groups is of one song; null without groups"),
    Column("let", "json", "the values that were drawn under let"),
    Column("mixture", "text", "path of the mixture"),
    Column("stems", "list", "paths of the stems"),
    Column("jams", "text", "path of the annotation"),
    Column("track", "text", "path of the label track"),
    Column("labels", "list", "labels of the foreground events, each once"),
    Column("n_events", "int", "foreground events"),
    Column("n_backgrounds", "int", "background events"),
    Column("ref_db", "float", "the level that snr refers to, as written, LUFS"),
    Column("prompt", "text", "what it is in words"),
    Column("n_warnings", "int", "how many warnings it has"),
    Column("warnings", "json", "kind of warning: how many"),
)

EVENTS = (
    Column("mixture", "int", "index of its mixture"),
    Column("split", "text", "split of its mixture"),
    Column("position", "int", "place among the events of the annotation, from 0"),
    Column("name", "text", "what its draws are keyed by"),
    Column("spec", "text", "its key path in the recipe"),
    Column("role", "text", "foreground or background"),
    Column("label", "text", "the class of its sound"),
    Column("stem", "text", "path of the stem that holds it"),
    Column("source_file", "text", "the sound file, as the annotation has it"),
    Column("source_sha256", "text", "SHA-256 of the sound file"),
    Column("source_time", "float", "where it begins in its file, seconds"),
    Column("event_time", "float", "where it begins in the mixture, seconds"),
    Column("event_duration", "float", "its length in its file, before stretching, seconds"),
    Column("duration", "float", "its length in the mixture, seconds"),
    Column("snr", "float", "dB above the reference level"),
    Column("pitch_shift", "float", "semitones"),
    Column("time_stretch", "float", "output ÷ input duration; 2 is twice as long"),
    Column("gain", "float", "dB put on the sound"),
    Column("group", "text", "what its sound was made from or by: a song, a speaker, a recording"),
    Column("song", "text", "the song whose stems belong together"),
    Column("recipe_group", "text", "the group of the recipe that it was drawn with"),
    Column("coherent", "bool", "whether all members of that group are of one song"),
    Column("source_name", "text", "the sound's name in its bank"),
    Column("source_place", "text", "the sound's path below the bank's folder"),
    Column("kept", "json", "the columns and placeholders that the recipe keeps"),
    Column("prompt", "text", "what it is in words"),
    Column("first_frame", "int", "where it begins in its stem"),
    Column("frames", "int", "how many frames of its stem it fills"),
    Column("onset", "float", "where it can be heard from, as measured, seconds in the mixture"),
    Column("offset", "float", "until where it can be heard, as measured, seconds in the mixture"),
    Column("loudness", "float", "LUFS as heard in the mixture"),
    Column("rung", "text", "how loudness was measured"),
    Column("peak", "float", "largest sample of its stem"),
    Column("snr_rest", "float", "dB against everything else"),
    Column("snr_background", "float", "dB against the backgrounds"),
    Column("altered", "list", "rules by which its draws were altered"),
)
