"""Tables and verdicts out of what was measured: {engine: {sound: {change: {column: value}}}}."""

import numpy as np

from stretch_columns import COLUMNS

AGAINST = "rubberband"
ROUNDS = 2000


def mean(values, column):
    return float(np.median(values) if column.name == "time" else np.mean(values))


def by_sound(engine, column):
    """The mean over changes, for each sound that has the column."""
    found = {}
    for sound, changes in engine.items():
        values = [row[column.name] for row in changes.values() if column.name in row]
        if values:
            found[sound] = mean(values, column)
    return found


def by_both(engine, other, column):
    """For each sound, the means of two engines over the changes for which both have the column."""
    found = []
    for sound, changes in engine.items():
        theirs = other.get(sound, {})
        both = [(row[column.name], theirs[change][column.name]) for change, row in changes.items()
                if column.name in row and column.name in theirs.get(change, {})]
        if both:
            found.append([mean([pair[i] for pair in both], column) for i in (0, 1)])
    return np.array(found).reshape(-1, 2)


def common(engines):
    """The engines with the sounds and changes that all have."""
    all_have = set.intersection(*[{(sound, change) for sound, changes in engine.items() for change in changes}
                                  for engine in engines.values()])
    return {name: {sound: {change: row for change, row in changes.items() if (sound, change) in all_have}
                   for sound, changes in engine.items()} for name, engine in engines.items()}


def value(engine, column):
    found = list(by_sound(engine, column).values())
    return mean(found, column) if found else None


def verdict(engine, against, column):
    """("better", "same" or "worse", the loss beyond the other's, the tolerance), or None.

    The tolerance is what the difference of two engines must exceed: half of the 90 % interval of the mean difference over
    sounds drawn with replacement, and at least what matters.
    """
    if not column.is_judged:
        return None
    both = by_both(engine, against, column)
    if len(both) == 0:
        return None
    differences = both[:, 0] - both[:, 1]
    drawn = np.random.default_rng(1).integers(0, len(both), (ROUNDS, len(both)))
    losses, loss = differences[drawn].mean(1), differences.mean()
    low, high = np.percentile(losses, [5, 95])
    tolerance = max(column.matters, (high - low) / 2)
    return "worse" if loss > tolerance else "better" if loss < -tolerance else "same", float(loss), float(tolerance)


def shown(number, column):
    return "–" if number is None else f"{number:.{column.digits}f}".replace("-", "−")


def table(engines):
    """(column, a text for each engine), for the columns that any has."""
    rows = [(column, [value(engine, column) for engine in engines.values()]) for column in COLUMNS]
    return [(column, [shown(v, column) for v in values]) for column, values in rows if any(v is not None for v in values)]


def titled(column):
    return f"{column.name}, {column.unit}" if column.unit else column.name


def only(engine, group):
    return {sound: changes for sound, changes in engine.items() if changes and sound.startswith(group)}


def groups_of(engines):
    """The sets of sounds, the first being all."""
    return ["", *dict.fromkeys(sound.split("-")[0] for engine in engines.values() for sound in engine)]


def show(half, engines, sets=False, worst=None):
    """The table on the terminal, the first engine with its verdict against `AGAINST`."""
    engines = common(engines)
    names = list(engines)
    for group in groups_of(engines) if sets else [""]:
        parts = {name: only(engine, group) for name, engine in engines.items()}
        print(f"\n{half}, {group or 'all'}: {len(parts[names[0]])} sounds; lower is better")
        print(f"{'':>18} " + " ".join(f"{name:>17}" for name in names) + f"  {names[0]} against {AGAINST}")
        for column, values in table(parts):
            found = verdict(parts[names[0]], parts[AGAINST], column) if AGAINST in parts else None
            told = "" if found is None else f"{found[0]:>7} ({found[1]:+.3g}, tolerance {found[2]:.2g})"
            print(f"{titled(column):>18} " + " ".join(f"{v:>17}" for v in values) + f"  {told}")
    if worst and AGAINST in engines:
        show_worst(engines, worst)


def show_worst(engines, column):
    name = next(iter(engines))
    rows = []
    for sound, changes in engines[name].items():
        for change, row in changes.items():
            other = engines[AGAINST].get(sound, {}).get(change, {})
            if column in row and column in other:
                rows.append((row[column] - other[column], sound, change, row[column], other[column]))
    print(f"\nwhere {column} is worst beside {AGAINST}: sound, change, {name}, {AGAINST}")
    for _, sound, change, a, b in sorted(rows, reverse=True)[:12]:
        print(f"  {sound:<24} {change:<10} {a:10.3f} {b:10.3f}")


def markdown(engines):
    """Two tables: what was measured, and how each engine differs from `AGAINST`; and who is no worse in any column."""
    engines = common(engines)
    names = list(engines)
    lines = ["| | " + " | ".join(f"`{name}`" for name in names) + " |", "| --- |" + " ---: |" * len(names)]
    for column, values in table(engines):
        lines.append(f"| {titled(column)} | " + " | ".join(values) + " |")
    others = [name for name in names if name != AGAINST]
    lines += ["", f"Worse than `{AGAINST}` by (± tolerance), below 0: better; – no difference beyond the tolerance:", "",
              "| | " + " | ".join(f"`{name}`" for name in others) + " |", "| --- |" + " ---: |" * len(others)]
    worse = dict.fromkeys(others, 0)
    for column, _ in table(engines):
        cells = []
        for name in others:
            found = verdict(engines[name], engines[AGAINST], column)
            if found is None:
                cells.append("")
                continue
            told, loss, tolerance = found
            worse[name] += told == "worse"
            number = f"{loss:+.{column.digits}f} ± {tolerance:.{column.digits}f}".replace("-", "−")
            cells.append({"worse": f"**{number}**", "better": number, "same": "–"}[told])
        if column.is_judged:
            lines.append(f"| {column.name} | " + " | ".join(cells) + " |")
    fine = [name for name in others if worse[name] == 0]
    lines += ["", f"No worse than `{AGAINST}` in any row: {', '.join(f'`{name}`' for name in fine) or 'none'}."]
    lines += [in_single_sets(name, engines) for name in fine]
    return "\n".join(lines)


def in_single_sets(name, engines):
    """In which rows an engine is better over all sounds, and in which it is worse in one of the sets."""
    told = [verdict(engines[name], engines[AGAINST], column) for column in COLUMNS]
    told = [found[0] for found in told if found]
    text = f"`{name}` is better in {told.count('better')} of {len(told)} rows"
    worse = []
    for group in groups_of(engines)[1:]:
        ours, theirs = only(engines[name], group), only(engines[AGAINST], group)
        for column in COLUMNS:
            found = verdict(ours, theirs, column)
            if found and found[0] == "worse":
                values = " against ".join(shown(value(engine, column), column) for engine in (ours, theirs))
                worse.append(f"{column.name} of {group} ({values}{f' {column.unit}' if column.unit else ''})")
    return f"{text}; in a single set it is worse in {', '.join(worse) or 'none'}."


def speed(engines, seconds=5):
    """Milliseconds of processor time for some seconds of one channel by change, and how many times as fast that is."""
    names = [name for name, engine in engines.items()
             if any("time" in row for rows in engine.values() for row in rows.values())]
    changes = dict.fromkeys(change for rows in engines[AGAINST].values() for change in rows)
    lines = [f"| ms for {seconds} s of one channel | " + " | ".join(f"`{name}`" for name in names) + " |",
             "| --- |" + " ---: |" * len(names)]
    for change in changes:
        times = {name: seconds * float(np.median([rows[change]["time"] for rows in engines[name].values()]))
                 for name in names}
        cells = [f"{time:.1f}" + (f" ({times[AGAINST] / time:.1f} ×)" if name != AGAINST else "")
                 for name, time in times.items()]
        ratio, semitones = change.split()
        told = f"× {ratio[:-1]}" * (ratio != "1x"), f"{semitones} semitones".replace("-", "−") * (semitones != "+0")
        lines.append(f"| {', '.join(filter(None, told))} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def explained():
    return "\n".join(f"- **{c.name}**{f' ({c.unit})' if c.unit else ''}: {c.about}." for c in COLUMNS)


def as_data(engines):
    """All that is known, for JSON: values and verdicts by set of sounds (and "" for all), and each measurement."""
    groups = groups_of(engines)
    return {
        "columns": [{"name": c.name, "unit": c.unit, "better": "lower" if c.is_judged else None, "matters": c.matters}
                    for c in COLUMNS],
        "values": {group: {name: {c.name: value(only(engine, group), c) for c in COLUMNS}
                           for name, engine in engines.items()} for group in groups},
        "verdicts": {group: {name: {c.name: verdict(only(engine, group), only(engines[AGAINST], group), c)
                                    for c in COLUMNS} for name, engine in engines.items() if name != AGAINST}
                     for group in groups},
        "sounds": engines,
    }


def write_between(path, name, text):
    """Replaces what is between `<!-- name -->` and `<!-- end of name -->`."""
    whole = path.read_text()
    first, last = f"<!-- {name} -->", f"<!-- end of {name} -->"
    if first not in whole or last not in whole:
        raise SystemExit(f"{path}: no place for the table ({first} and {last} are missing)")
    before, after = whole.split(first)[0], whole.split(last)[1]
    path.write_text(f"{before}{first}\n\n{text}\n\n{last}{after}")
