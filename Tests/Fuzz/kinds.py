"""The kinds of cases: each makes one input, runs the program on it, and checks what it does."""

import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import time

import material
import mutations
from harness import Wrong

# Sound that is valid but too much to make for a case.
MOST_SAMPLES = 4e6


def recipes(case):
    texts = [material.recipe(i, case.setup.bank) for i in range(len(material.RECIPES))]
    source = mutations.text(case.random.choice(texts), case.random, texts)
    file = case.path("r.yaml")
    file.write_bytes(source.encode("utf-8", "surrogatepass"))
    status, output, _ = case.run("validate", "r.yaml", names=["r.yaml", "bank"])
    if status != 0 or not is_small(output):
        return
    status, output, _ = case.run("generate", "r.yaml", "--count", "1", "--dry-run")
    disk = re.search(r"disk +([\d.]+) (\w+)", output)
    if status != 0 or not disk or disk[2] == "GB" or disk[2] == "MB" and float(disk[1]) > 30:
        return
    case.path("out")
    status, _, _ = case.run("generate", "r.yaml", "--count", "1", "--out", "out", names=["mixture", "r.yaml"])
    if status == 0:
        case.run("verify", "out", statuses=(0,))
        case.run("stats", "out", statuses=(0,))


def is_small(summary):
    shape = re.search(r"ok: ([\d.e+-]+) s at (\d+) Hz, (\d+) channel", summary)
    return shape and float(shape[1]) * int(shape[2]) * int(shape[3]) < MOST_SAMPLES


def jams(case):
    data = case.path("data")
    shutil.copytree(case.random.choice(case.setup.datasets), data)
    rows = [json.loads(line) for line in (data / "manifest.jsonl").read_text().splitlines()]
    row = case.random.choice(rows)
    file = data / row["jams"]
    if case.random.randrange(5):
        made = mutations.tree(json.loads(file.read_bytes()), case.random)
        if not is_small_annotation(made):
            return
        file.write_bytes(mutations.dump(made))
    else:
        file.write_bytes(mutations.damaged(file.read_bytes(), case.random))
    name = os.path.basename(row["jams"])
    bank = ["--foreground", case.setup.bank / "foreground", "--background", case.setup.bank / "background"]
    case.path("again"), case.path("cut")
    case.run("recreate", file, *bank, "--out", "again", "--quiet", names=[name])
    case.run("recreate", file, *bank, "--check", "--quiet", names=[name])
    case.run("trim", file, "--from", "0", "--to", "0.3", "--out", "cut", "--quiet", names=[name, ".wav", ".flac"])
    row["sha256"][row["jams"]] = hashlib.sha256(file.read_bytes()).hexdigest()
    write_rows(data, rows)
    # What an annotation says wrongly of a sound is reported with the sound.
    case.run("verify", "data", names=[name, *row["stems"], row["mixture"]])
    case.run("stats", "data", "--json", names=[name, "data"])


def write_rows(data, rows):
    """Writes a manifest whose lines carry no digest of their own, as those of format 1."""
    for row in rows:
        row.pop("line_sha256", None)
        row["format"] = 1
    (data / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def is_small_annotation(tree):
    """Whether rendering it is the work of a moment, or it is refused."""
    try:
        part = next(a for a in tree["annotations"] if a["namespace"] == "scaper")["sandbox"]["scaper"]
        seconds = max(part.get("original_duration") or 0, part["duration"])
        return not 1 < seconds * part["sr"] * part["n_channels"] / MOST_SAMPLES < 1e7
    except (KeyError, TypeError, StopIteration, AttributeError):
        return True


def sounds(case):
    source = case.random.choice(case.setup.sounds)
    label = case.path("bank/foreground/odd/damaged" + source.suffix)
    label.write_bytes(mutations.damaged(source.read_bytes(), case.random))
    recipe = case.path("r.yaml")
    recipe.write_text(
        "duration: 1\nsoundbank: {foreground: bank/foreground}\nsample_rate: 8000\nevents: [{label: odd, event_duration: 0.5}]\n")
    case.run("validate", "r.yaml", names=["damaged", "odd"])
    case.path("out")
    status, _, _ = case.run("generate", "r.yaml", "--count", "1", "--out", "out", names=["damaged", "odd"])
    if status == 0 and (case.folder / "out" / "manifest.jsonl").exists():
        case.run("verify", "out", statuses=(0,))
    # In the place of a stem, with a digest that fits.
    data = case.path("data")
    shutil.copytree(case.setup.datasets[0], data)
    rows = [json.loads(line) for line in (data / "manifest.jsonl").read_text().splitlines()]
    stem = rows[0]["stems"][0]
    (data / stem).write_bytes(label.read_bytes())
    rows[0]["sha256"][stem] = hashlib.sha256(label.read_bytes()).hexdigest()
    write_rows(data, rows)
    case.run("verify", "data", names=[os.path.basename(stem)], statuses=(1,))


def manifests(case):
    number = case.random.randrange(len(case.setup.datasets))
    data = case.path("data")
    shutil.copytree(case.setup.datasets[number], data)
    manifest = data / "manifest.jsonl"
    lines = manifest.read_text().splitlines()
    place = case.random.randrange(len(lines))
    if case.random.randrange(3):
        row = json.loads(lines[place])
        if case.random.randrange(2):
            row = mutations.tree(row, case.random)
        else:
            outside = case.random.choice(["../victim/precious.txt", str(case.victim), "a/../../victim/precious.txt", ".."])
            key = case.random.choice(["jams", "mixture", "labels", "stems", "split"])
            row[key] = [outside] if key == "stems" else outside
        lines[place] = json.dumps(row)
        manifest.write_text("\n".join(lines) + "\n")
    else:
        manifest.write_bytes(mutations.damaged(manifest.read_bytes(), case.random))
    names = ["manifest.jsonl", "data", "mixture"]
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("again"), case.path("cut")
    case.run("verify", "data", names=names)
    case.run("stats", "data", names=names)
    case.run("recreate", "data", "--out", "again", "--quiet", names=names)
    case.run("trim", "data", "--from", "0", "--to", "0.2", "--out", "cut", "--quiet", names=names)
    case.run("generate", recipe, "--count", "3", "--out", "data", "--quiet", names=names)
    case.check_outside()
    case.run("generate", recipe, "--count", "3", "--out", "data", "--quiet", "--overwrite", names=names)


def flips(case):
    data = case.path("data")
    shutil.copytree(case.random.choice(case.setup.datasets), data)
    file = case.random.choice(sorted(path for path in data.rglob("*") if path.is_file()))
    content = bytearray(file.read_bytes())
    content[case.random.randrange(len(content))] ^= 1 << case.random.randrange(8)
    file.write_bytes(content)
    # A flip in the manifest may be one in a digest, and so look like one in the file.
    names = ["manifest.jsonl", "mixture", "stems", ".jams", ".txt", ".wav"]
    names = names if file.name == "manifest.jsonl" else [str(file.relative_to(data))]
    case.run("verify", "data", statuses=(1,), names=names)


def kills(case):
    number = case.random.randrange(len(case.setup.datasets))
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("out")
    for _ in range(case.random.randrange(1, 4)):
        run = start(case, recipe, "out", "--count", "20", "--jobs", str(case.random.randrange(1, 4)))
        stop(case, run, 0.15)
        if run.returncode in (130, 143) and (case.folder / "out" / "manifest.jsonl").exists():
            # Stopped, not killed: what is there is a data set.
            case.run("verify", "out", statuses=(0,))
    case.run("generate", recipe, "--count", "20", "--out", "out", "--quiet")
    case.path("whole")
    case.run("generate", recipe, "--count", "20", "--out", "whole", "--quiet")
    compare(case.folder / "out", case.folder / "whole")


def parts(case):
    """Parts of a data set, each killed now and then, put together by a merge that is killed too."""
    number = case.random.randrange(len(case.setup.datasets))
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("out")
    count = case.random.randrange(1, 5)
    for part in range(1, count + 1):
        shard = ["--count", "20", "--shard", f"{part}/{count}"]
        for _ in range(case.random.randrange(3)):
            run = start(case, recipe, "out", *shard, "--jobs", str(case.random.randrange(1, 4)))
            stop(case, run, 0.15)
        case.run("generate", recipe, *shard, "--out", "out", "--quiet")
        if part < count and case.random.randrange(4) == 0:
            case.run("merge", "out", "--quiet", statuses=(1,), names=["lacks"])
    for _ in range(case.random.randrange(4)):
        merge = subprocess.Popen(
            [str(case.setup.tool), "merge", "out", "--quiet"], cwd=case.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=case.setup.environment)
        case.runs += 1
        stop(case, merge, 0.02)
    case.run("merge", "out", "--quiet", statuses=(0,))
    case.path("whole")
    case.run("generate", recipe, "--count", "20", "--out", "whole", "--quiet")
    compare(case.folder / "out", case.folder / "whole")


def tars(case):
    """Shards in archives, made in any order and stopped now and then, two of them at once: the bytes of one run."""
    number = case.random.randrange(len(case.setup.datasets))
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("out")
    layout = case.random.choice(["webdataset", "shar"])
    whole = ["--count", "20", "--set", f"output.layout={layout}", "--shard-size", str(case.random.randrange(2, 7))]
    count = case.random.randrange(1, 4)
    for _ in range(case.random.randrange(1, 5)):
        runs = [start(case, recipe, "out", *whole, "--shard", f"{part}/{count}") for part in range(1, count + 1)]
        for one in runs:
            stop(case, one, 0.3)
    for part in case.random.sample(range(1, count + 1), count):
        case.run("generate", recipe, *whole, "--shard", f"{part}/{count}", "--out", "out", "--quiet")
    case.path("whole")
    case.run("generate", recipe, *whole, "--out", "whole", "--quiet")
    compare(case.folder / "out", case.folder / "whole")


def stop(case, run, seconds):
    """Stops a run after a moment, by whatever signal; one that asks it to stop leaves a whole data set or none."""
    time.sleep(case.random.uniform(0, seconds))
    run.send_signal(case.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
    run.communicate()


def full(case):
    """A disk that is full at some moment: the run names what it could not write, and is resumed once there is room."""
    number = case.random.randrange(len(case.setup.datasets))
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("out")
    most = int(case.random.choice([1e2, 1e3, 5e3, 2e4, 1e5]) * case.random.uniform(0.5, 2))

    def limit():
        # A file that may not grow is what a full disk is to a program.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [str(case.setup.tool), "generate", str(recipe), "--count", "5", "--out", "out", "--quiet"]
    case.command = " ".join(command)
    case.runs += 1
    run = subprocess.run(command, cwd=case.folder, capture_output=True, env=case.setup.environment, preexec_fn=limit)
    if run.returncode not in (0, 1) or run.returncode == 1 and b"out" not in run.stderr:
        raise Wrong(f"a full disk is exit status {run.returncode}: {run.stderr.decode(errors='replace')[-300:]}")
    case.run("generate", recipe, "--count", "5", "--out", "out", "--quiet")
    case.path("whole")
    case.run("generate", recipe, "--count", "5", "--out", "whole", "--quiet")
    compare(case.folder / "out", case.folder / "whole")


def sources(case):
    """A sound that vanishes or changes while mixtures are made: its mixtures fail by name, and the others are whole."""
    number = case.random.randrange(len(case.setup.datasets))
    text = (case.setup.work / "shared" / f"recipe{number}.yaml").read_text()
    bank = case.path("bank")
    shutil.copytree(case.setup.bank, bank)
    recipe = case.path("r.yaml")
    recipe.write_text(text.replace(str(case.setup.bank), str(bank)))
    case.path("out")
    run = start(case, recipe, "out", "--count", "20")
    time.sleep(case.random.uniform(0, 0.1))
    sound = case.random.choice(sorted(path for path in bank.rglob("*") if path.is_file()))
    content = sound.read_bytes()
    if case.random.randrange(2):
        sound.unlink()
    else:
        sound.write_bytes(mutations.damaged(content, case.random))
    _, errors = run.communicate(timeout=60)
    if run.returncode not in (0, 1, 3):
        raise Wrong(f"exit status {run.returncode}: {errors.decode(errors='replace')[-300:]}")
    if (case.folder / "out" / "manifest.jsonl").exists():
        case.run("verify", "out", statuses=(0,))
    sound.write_bytes(content)
    case.run("generate", recipe, "--count", "20", "--out", "out", "--retry-failed", "--quiet", names=["out", sound.name])


def pairs(case):
    """Two runs in one folder: the same recipe, two shards, or two recipes."""
    number = case.random.randrange(len(case.setup.datasets))
    recipe = case.setup.work / "shared" / f"recipe{number}.yaml"
    case.path("out")
    kind = case.random.randrange(3)
    second = ["--count", "15"] if kind != 1 else ["--start", "15", "--count", "15"]
    other = case.setup.work / "shared" / f"recipe{(number + 1) % len(case.setup.datasets)}.yaml" if kind == 2 else recipe
    runs = [start(case, recipe, "out", "--count", "15"), start(case, other, "out", *second)]
    statuses = []
    for run in runs:
        _, errors = run.communicate(timeout=60)
        statuses.append(run.returncode)
        if run.returncode not in (0, 1):
            raise Wrong(f"exit status {run.returncode}: {errors.decode(errors='replace')[-300:]}")
    if statuses == [1, 1]:
        return
    case.run("verify", "out", statuses=(0,))
    rows = len((case.folder / "out" / "manifest.jsonl").read_text().splitlines())
    wanted = 30 if kind == 1 and statuses == [0, 0] else 15
    if rows < wanted:
        raise Wrong(f"{rows} rows of {wanted} mixtures, exit statuses {statuses}")


def streams(case):
    """Standard streams that are closed, full, or whose reader is gone."""
    shared = case.setup.work / "shared"
    recipe, data = shared / "recipe0.yaml", case.setup.datasets[0]
    results = [
        ["stats", data], ["stats", data, "--json"], ["verify", data], ["validate", recipe], ["--help"], ["--version"],
        ["generate", recipe, "--count", "2", "--dry-run"], ["recreate", data, "--check"],
    ]
    state = case.random.choice(["closed", "full", "broken"])
    if case.random.randrange(2):
        status, errors = case.run_with_streams(*case.random.choice(results), stdout=state)
        if status != 1 or "standard output" not in errors:
            raise Wrong(f"a lost result is exit status {status}: {errors[-300:]}")
        return
    names = case.random.choice([["stderr"], ["stdin", "stderr"], ["stdin", "stdout", "stderr"]])
    case.path("out")
    status, _ = case.run_with_streams(
        "generate", recipe, "--count", "3", "--out", "out", *case.random.choice([[], ["--progress", "json"]]),
        **{name: state for name in names if name != "stdin" or state == "closed"})
    if status != 0:
        raise Wrong(f"exit status {status} where only messages are lost")
    case.run("verify", "out", statuses=(0,))


def start(case, recipe, out, *arguments):
    command = [str(case.setup.tool), "generate", str(recipe), "--out", out, "--quiet", *arguments]
    case.command = " ".join(command)
    case.runs += 1
    return subprocess.Popen(
        command, cwd=case.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=case.setup.environment)


def compare(made, whole):
    """The same files with the same bytes."""
    def files(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    a, b = files(made), files(whole)
    if a != b:
        different = sorted(str(name) for name in a.keys() | b.keys() if a.get(name) != b.get(name))
        raise Wrong(f"a run that was stopped left other files: {different[:5]}")


ALL = {kind.__name__: kind for kind in [recipes, jams, sounds, manifests, flips, streams, kills, parts, tars, full, sources,
                                         pairs]}
