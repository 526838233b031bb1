"""Runs the program on a case and says what of its behaviour is wrong."""

import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import zlib

# No run may take longer; a machine that is busy with other work may need a factor (--patience).
SECONDS = 10
# One run in so many reports its progress as JSON, where the command can.
JSON_SHARE = 3
JSON_COMMANDS = {"generate", "recreate", "trim", "verify", "stats"}
JSON_TYPES = {"progress", "warning", "error", "summary"}
# More address space is a bug by itself: the inputs are small.
MEMORY = 8 << 30


class Wrong(Exception):
    """What the program must not do."""


def messages(output):
    """The messages of lines of JSON on standard error, a line each; progress has none."""
    found = []
    for line in output.splitlines():
        try:
            read = json.loads(line.decode())
        except ValueError:
            raise Wrong(f"a line of --progress json is not JSON: {line[:300]!r}")
        if not isinstance(read, dict) or read.get("type") not in JSON_TYPES:
            raise Wrong(f"a line of --progress json has no known type: {line[:300]!r}")
        if read["type"] != "progress":
            if not isinstance(read.get("message"), str):
                raise Wrong(f"a line of --progress json has no message: {line[:300]!r}")
            found.append(read["message"])
    return "\n".join(found)


class Case:
    """One input: its own folder, its own random numbers, and the program to run on it."""

    def __init__(self, kind, number, seed, setup):
        self.kind, self.number, self.setup = kind, number, setup
        self.random = random.Random(f"{seed}:{kind}:{number}")
        self.folder = setup.work / f"{kind}-{number}"
        self.folder.mkdir(parents=True)
        self.victim = self.folder / "victim" / "precious.txt"
        self.victim.parent.mkdir()
        self.victim.write_text("precious")
        self.expected = {"victim"}
        self.runs = 0

    def path(self, name):
        """A file or folder of this case, which is allowed to be there afterwards."""
        self.expected.add(name.split("/")[0])
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def run(self, *arguments, names=None, statuses=(0, 1)):
        """Runs the program.

        names: what an error must name, one of several; nothing for None.
        Returns its status and what it wrote.
        """
        arguments = list(map(str, arguments))
        # By the case and the command, so that no other random number depends on it.
        number = zlib.crc32(" ".join([self.folder.name, *arguments]).encode(errors="surrogateescape"))
        is_json = arguments[0] in JSON_COMMANDS and "--progress" not in arguments and number % JSON_SHARE == 0
        if is_json:
            arguments += ["--progress", "json"]
        command = [str(self.setup.tool), *arguments]
        self.command = " ".join(command)
        self.runs += 1
        try:
            done = subprocess.run(
                command, cwd=self.folder, capture_output=True, timeout=SECONDS * self.setup.patience,
                preexec_fn=limit, env=self.setup.environment, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise Wrong(f"ran longer than {SECONDS * self.setup.patience} s")
        errors = done.stderr.decode(errors="replace")
        if done.returncode < 0:
            raise Wrong(f"ended by signal {signal.Signals(-done.returncode).name}: {errors[-300:]}")
        if is_json:
            errors = messages(done.stderr)
        if done.returncode not in statuses:
            raise Wrong(f"exit status {done.returncode}, not one of {statuses}: {errors[-300:]}")
        output = done.stdout.decode(errors="replace")
        if done.returncode != 0 and names and not any(name in errors + output for name in names):
            raise Wrong(f"no error names {' or '.join(names)}: {(output + errors)[-300:]}")
        for line in errors.splitlines():
            if len(line) > 4_000:
                raise Wrong(f"a message of {len(line)} characters: {line[:200]}…")
        return done.returncode, output, errors

    def run_with_streams(self, *arguments, **states):
        """Runs the program with standard streams (stdin, stdout, stderr) that are "closed", "full" or "broken".

        Returns its status and what it wrote to the other of stdout and stderr.
        """
        command = [str(self.setup.tool), *map(str, arguments)]
        self.command = f"{' '.join(command)} ({states})"
        self.runs += 1
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        opened = []
        for name, state in states.items():
            if state == "full":
                opened.append(os.open("/dev/full", os.O_WRONLY))
                streams[name] = opened[-1]
            elif state == "broken":
                reader, writer = os.pipe()
                os.close(reader)
                opened.append(writer)
                streams[name] = writer
            else:
                streams[name] = None
        closed = [["stdin", "stdout", "stderr"].index(name) for name, state in states.items() if state == "closed"]

        def prepare():
            limit()
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            for descriptor in closed:
                os.close(descriptor)

        try:
            done = subprocess.run(
                command, cwd=self.folder, timeout=SECONDS * self.setup.patience, preexec_fn=prepare,
                env=self.setup.environment, **streams)
        except subprocess.TimeoutExpired:
            raise Wrong(f"ran longer than {SECONDS * self.setup.patience} s")
        finally:
            for descriptor in opened:
                os.close(descriptor)
        return done.returncode, (done.stderr or done.stdout or b"").decode(errors="replace")

    def check_outside(self):
        """Nothing but what the case names may have changed."""
        if not self.victim.is_file() or self.victim.read_text() != "precious":
            raise Wrong("a file outside the data set was changed or removed")
        strangers = {entry.name for entry in self.folder.iterdir()} - self.expected
        if strangers or len(list(self.victim.parent.iterdir())) != 1:
            raise Wrong(f"files outside the data set were made: {sorted(strangers)}")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Setup:
    """What all cases share: the program, a folder to work in, sounds and data sets."""

    def __init__(self, tool, work, patience):
        self.tool = pathlib.Path(tool).resolve()
        self.work = pathlib.Path(work).resolve()
        self.patience = patience
        self.project = pathlib.Path(__file__).resolve().parents[2]
        self.environment = {"PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no", "TMPDIR": str(self.work)}
        self.bank = self.work / "shared" / "bank"

    def generate(self, recipe, out, *arguments):
        """A data set that is sound."""
        subprocess.run(
            [str(self.tool), "generate", str(recipe), "--out", str(out), "--quiet", *arguments], check=True,
            env=self.environment, capture_output=True)
        return out
