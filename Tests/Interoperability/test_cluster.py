"""The examples for clusters, without a cluster: stand-ins for Slurm's commands and for Ray run the same commands here.

`Tests/Cluster/run.sh` runs them on a real Slurm and a real Ray.
"""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import REPOSITORY, tree

EXAMPLES = REPOSITORY / "examples" / "cluster"

RECIPE = """
duration: 1
sample_rate: 16000
soundbank: {foreground: bank/foreground, background: bank/background}
ref_db: -40
background: [{source_time: [uniform, 0, end]}]
events: [{name: event, count: [uniform, 1, 3], event_time: [uniform, 0, 1], event_duration: 0.5, snr: [uniform, 6, 20]}]
output: {splits: {train: 0.8, test: 0.2}}
"""

# Runs tasks one after the other, and jobs that depend on them when they are over. A task that is requeued runs again.
SBATCH = """#!{python}
import os, subprocess, sys
options = [a for a in sys.argv[1:] if a.startswith("--")]
script, *arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
named = dict(option[2:].partition("=")[::2] for option in options)
state = os.environ["STATE"]
number = os.getpid()
tasks = [None]
if "array" in named:
    first, last = map(int, named["array"].split("-"))
    tasks = list(range(first, last + 1))
for task in tasks:
    environment = dict(os.environ, SLURM_JOB_ID=f"{{number}}", SLURM_CPUS_PER_TASK="2")
    if task is not None:
        environment.update(SLURM_ARRAY_TASK_ID=str(task), SLURM_ARRAY_TASK_COUNT=str(len(tasks)))
    with open(named["output"].replace("%a", str(task)), "a") as log:
        for restart in range(4):
            environment["SLURM_RESTART_COUNT"] = str(restart)
            mark = f"{{state}}/requeue-{{number}}"
            status = subprocess.run(["bash", script, *arguments], env=environment, stdout=log, stderr=log).returncode
            if not os.path.exists(mark):
                break
            os.remove(mark)
    if status:
        print(f"task {{task}} ended with status {{status}}", file=sys.stderr)
        sys.exit(1)
print(number)
"""
# The first time that the second task's program is started, it is killed when it has begun.
SRUN = """#!{python}
import os, subprocess, sys, time
command = [a for a in sys.argv[1:] if not a.startswith("--cpus-per-task")]
mark = os.environ["STATE"] + "/killed-" + os.environ.get("SLURM_ARRAY_TASK_ID", "merge")
program = subprocess.Popen(command)
if os.environ.get("SLURM_ARRAY_TASK_ID") == "2" and not os.path.exists(mark):
    open(mark, "w").close()
    while not os.path.isdir("data/part-2-of-3") and program.poll() is None:
        time.sleep(0.002)
    program.kill()
status = program.wait()
sys.exit(status if status >= 0 else 128 - status)
"""
SCONTROL = """#!{python}
import os, sys
assert sys.argv[1] == "requeue"
open(os.environ["STATE"] + "/requeue-" + sys.argv[2], "w").close()
"""
# What examples/cluster/ray_render.py uses of Ray, without other processes.
RAY = """
def init():
    pass
def remote(**options):
    def decorate(function):
        class Remote:
            def options(self, **changes):
                return self
            def remote(self, *arguments):
                return function(*arguments)
        return Remote()
    return decorate
def wait(tasks):
    return tasks[:1], tasks[1:]
def get(results):
    return results
"""


@pytest.fixture
def bucket(tmp_path):
    """A folder with a recipe and the sounds that it names."""
    folder = tmp_path / "bucket"
    shutil.copytree(REPOSITORY / "soundbank" / "events", folder / "bank")
    (folder / "recipe.yaml").write_text(RECIPE)
    return folder


@pytest.fixture
def single(soundscape, bucket, tmp_path):
    """What one run makes."""
    folder = tmp_path / "single"
    shutil.copytree(bucket, folder)
    made = soundscape.run("generate", "recipe.yaml", "--count", 40, "--out", "data", cwd=folder)
    assert made.returncode == 0, made.stderr
    return tree(folder / "data")


def test_slurm(soundscape, bucket, single, tmp_path):
    commands, state = tmp_path / "commands", tmp_path / "state"
    commands.mkdir()
    state.mkdir()
    for name, text in {"sbatch": SBATCH, "srun": SRUN, "scontrol": SCONTROL}.items():
        # Not this interpreter's path: one with a space cannot begin a script.
        (commands / name).write_text(text.format(python="/usr/bin/env python3"))
        (commands / name).chmod(0o755)
    environment = dict(os.environ, STATE=str(state), SOUNDSCAPE=soundscape.path, PATH=f"{commands}:{os.environ['PATH']}")
    done = subprocess.run(
        ["bash", EXAMPLES / "slurm.sh", "recipe.yaml", "40", "data", "3"],
        cwd=bucket, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )
    logs = "".join(path.read_text() for path in sorted((bucket / "data-logs").iterdir()))
    assert done.returncode == 0, done.stderr + logs
    assert "back into the queue" in (bucket / "data-logs" / "part-2.log").read_text()
    assert done.stdout.endswith("; logs in data-logs\n")
    assert tree(bucket / "data") == single


def test_ray(soundscape, bucket, single, tmp_path):
    (tmp_path / "ray.py").write_text(RAY)
    environment = dict(os.environ, PYTHONPATH=str(tmp_path), SOUNDSCAPE=soundscape.path)
    command = [sys.executable, EXAMPLES / "ray_render.py", bucket, "--count", "40", "--shards", "3"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0 and done.stdout.startswith("part-1-of-3: made\n"), done.stdout + done.stderr
    assert tree(bucket / "data") == single
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert "is there" in again.stdout and tree(bucket / "data") == single


@pytest.mark.parametrize("script", sorted([*EXAMPLES.glob("*.sh"), *(REPOSITORY / "Tests" / "Cluster").iterdir()]))
def test_scripts_can_be_read(script):
    shell = "bash" if "bash" in script.read_text().partition("\n")[0] else "sh"
    subprocess.run([shell, "-n", script], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", "--severity=warning", script], check=True)
