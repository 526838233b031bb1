"""Tables and verdicts out of what was measured: {engine: {sound: {change: {column: value}}}}."""

import numpy as np

from stretch_columns import COLUMNS

AGAINST = "rubberband"
ROUNDS = 2000


def by_sound(engine, column):
    """The mean over changes, for each sound that has the column."""
    found = {}
    for sound, changes in engine.items():
        values = [row[column.name] for row in changes.values() if column.name in row]
        if values:
            found[sound] = float(np.median(values) if column.name == "time" else np.mean(values))
    return found


def value(engine, column):
    found = list(by_sound(engine, column).values())
    if not found:
        return None
    return float(np.median(found) if column.name == "time" else np.mean(found))


def verdict(engine, against, column):
    """("better", "same" or "worse", the loss beyond the other's, the tolerance), or None.

    The tolerance is what the difference of two engines must exceed: half of the 90 % interval of the mean difference over
    sounds drawn with replacement, and at least what matters.
    """
    if not column.is_judged:
        return None
    a, b = by_sound(engine, column), by_sound(against, column)
    names = [name for name in a if name in b]
    if not names:
        return None
    a, b = np.array([a[n] for n in names]), np.array([b[n] for n in names])
    drawn = np.random.default_rng(1).integers(0, len(names), (ROUNDS, len(names)))
    losses, loss = (a - b)[drawn].mean(1), (a - b).mean()
    low, high = np.percentile(losses, [5, 95])
    tolerance = max(column.matters, (high - low) / 2)
    return "worse" if loss > tolerance else "better" if loss < -tolerance else "same", float(loss), float(tolerance)


def shown(number, column):
    return "–" if number is None else f"{number:.{column.digits}f}"


def table(engines, chosen=lambda sound: True):
    """Rows of text: a column each, beside every engine."""
    rows = []
    for column in COLUMNS:
        values = []
        for engine in engines.values():
            part = {sound: changes for sound, changes in engine.items() if chosen(sound)}
            values.append(value(part, column))
        if any(v is not None for v in values):
            rows.append((column, [shown(v, column) for v in values]))
    return rows


def show(half, engines, sets=False, worst=None):
    """The table on the terminal, the first engine with its verdict against `AGAINST`."""
    names = list(engines)
    groups = [("all", lambda sound: True)]
    if sets:
        found = dict.fromkeys(sound.split("-")[0] for sound in engines[names[0]])
        groups += [(group, lambda sound, group=group: sound.startswith(group + "-")) for group in found]
    for title, chosen in groups:
        print(f"\n{half}, {title}: {sum(chosen(s) for s in engines[names[0]])} sounds")
        print(f"{'':>18} " + " ".join(f"{name:>17}" for name in names) + f"  {names[0]} against {AGAINST}")
        parts = {name: {s: c for s, c in engine.items() if chosen(s)} for name, engine in engines.items()}
        for column, values in table(parts):
            found = verdict(parts[names[0]], parts[AGAINST], column) if AGAINST in parts else None
            told = "" if found is None else f"{found[0]:>7} ({found[1]:+.3g}, tolerance {found[2]:.2g})"
            print(f"{f'{column.name}, {column.unit}' if column.unit else column.name:>18} " + " ".join(f"{v:>17}" for v in values) + f"  {told}")
    if worst and AGAINST in engines:
        rows = []
        for sound, changes in engines[names[0]].items():
            for change, row in changes.items():
                other = engines[AGAINST].get(sound, {}).get(change, {})
                if worst in row and worst in other:
                    rows.append((row[worst] - other[worst], sound, change, row[worst], other[worst]))
        print(f"\nwhere {worst} is worst beside {AGAINST}: sound, change, {names[0]}, {AGAINST}")
        for _, sound, change, a, b in sorted(rows, reverse=True)[:12]:
            print(f"  {sound:<24} {change:<10} {a:10.3f} {b:10.3f}")


def markdown(engines):
    """Two tables: what was measured, and how each engine differs from `AGAINST`; and who is no worse in any column."""
    names = list(engines)
    lines = ["| | " + " | ".join(f"`{name}`" for name in names) + " |", "| --- |" + " ---: |" * len(names)]
    for column, values in table(engines):
        unit = f", {column.unit}" if column.unit else ""
        lines.append(f"| {column.name}{unit} | " + " | ".join(values) + " |")
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
            number = f"{loss:+.{column.digits}f} ± {tolerance:.{column.digits}f}"
            cells.append({"worse": f"**{number}**", "better": number, "same": "–"}[told])
        if column.is_judged:
            lines.append(f"| {column.name} | " + " | ".join(cells) + " |")
    fine = [f"`{name}`" for name in others if worse[name] == 0]
    lines += ["", f"No worse than `{AGAINST}` in any row: {', '.join(fine) or 'none'}."]
    return "\n".join(lines)


def explained():
    return "\n".join(f"- **{c.name}**{f' ({c.unit})' if c.unit else ''}: {c.about}." for c in COLUMNS)


def as_data(engines):
    """All that is known, for JSON."""
    return {
        "columns": [{"name": c.name, "unit": c.unit, "better": "lower" if c.is_judged else None, "matters": c.matters} for c in COLUMNS],
        "values": {name: {c.name: value(engine, c) for c in COLUMNS} for name, engine in engines.items()},
        "verdicts": {name: {c.name: verdict(engine, engines[AGAINST], c) for c in COLUMNS}
                     for name, engine in engines.items() if name != AGAINST},
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
