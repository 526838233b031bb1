"""Tables and verdicts out of what was measured: {engine: {sound: {change: {column: value}}}}."""

import numpy as np

from stretch_columns import BY_NAME, COLUMNS

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
    if column.better is None:
        return None
    a, b = by_sound(engine, column), by_sound(against, column)
    names = [name for name in a if name in b]
    if not names:
        return None
    a, b = np.array([a[n] for n in names]), np.array([b[n] for n in names])
    drawn = np.random.default_rng(1).integers(0, len(names), (ROUNDS, len(names)))
    if column.better == "zero":
        losses = np.abs(a[drawn].mean(1)) - np.abs(b[drawn].mean(1))
        loss = abs(a.mean()) - abs(b.mean())
    else:
        sign = 1 if column.better == "lower" else -1
        losses, loss = sign * (a - b)[drawn].mean(1), sign * (a - b).mean()
    low, high = np.percentile(losses, [5, 95])
    tolerance = max(column.matters, (high - low) / 2)
    return "worse" if loss > tolerance else "better" if loss < -tolerance else "same", float(loss), float(tolerance)


def shown(number, column):
    return "–" if number is None else f"{number:+.{column.digits}f}" if column.better == "zero" else f"{number:.{column.digits}f}"


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
        print(f"{'':>12} {'better':>7} " + " ".join(f"{name:>17}" for name in names) + f"  {names[0]} against {AGAINST}")
        parts = {name: {s: c for s, c in engine.items() if chosen(s)} for name, engine in engines.items()}
        for column, values in table(parts):
            found = verdict(parts[names[0]], parts[AGAINST], column) if AGAINST in parts else None
            told = "" if found is None else f"{found[0]:>7} ({found[1]:+.3g}, tolerance {found[2]:.2g})"
            print(f"{column.name:>12} {column.better or '':>7} " + " ".join(f"{v:>17}" for v in values) + f"  {told}")
    if worst and AGAINST in engines:
        column, rows = BY_NAME[worst], []
        for sound, changes in engines[names[0]].items():
            for change, row in changes.items():
                other = engines[AGAINST].get(sound, {}).get(change, {})
                if worst in row and worst in other:
                    loss = column.loss if column.better else float
                    rows.append((loss(row[worst]) - loss(other[worst]), sound, change, row[worst], other[worst]))
        print(f"\nwhere {worst} is worst beside {AGAINST}: sound, change, {names[0]}, {AGAINST}")
        for _, sound, change, a, b in sorted(rows, reverse=True)[:12]:
            print(f"  {sound:<24} {change:<10} {a:10.3f} {b:10.3f}")
