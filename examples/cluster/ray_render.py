#!/usr/bin/env python3
"""A data set by Ray: workers make a part each, in a folder of their own, and put it into a bucket; then parts are merged.

    pip install ray
    examples/cluster/ray_render.py BUCKET --count 10000 --shards 16

The bucket has `recipe.yaml` and the sounds that it names by relative paths; the data set comes into BUCKET/data, with the
same bytes as one that a single machine makes there. A folder stands for the bucket here: for an object store, put its
client's commands into `fetch`, `is_there` and `upload`. A part that is there whole is not made again, and one whose worker
is lost is made by another: run the same command again to resume.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import ray

PROGRAM = os.environ.get("SOUNDSCAPE", "soundscape")


def fetch(bucket: pathlib.Path, folder: pathlib.Path) -> None:
    """The recipe and the sounds, to a machine: `aws s3 sync BUCKET FOLDER --exclude 'data/*'`."""
    shutil.copytree(bucket, folder, ignore=shutil.ignore_patterns("data"), dirs_exist_ok=True)


def is_there(bucket: pathlib.Path, part: str) -> bool:
    """Whether a part was uploaded whole: the last thing that comes is its manifest."""
    return (bucket / "data" / part / "manifest.jsonl").exists()


def upload(folder: pathlib.Path, bucket: pathlib.Path, part: str) -> None:
    """A part, from a machine: `aws s3 sync FOLDER/data/PART BUCKET/data/PART`, and its manifest after all else."""
    source, target = folder / "data" / part, bucket / "data" / part
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("manifest.jsonl"), dirs_exist_ok=True)
    shutil.copyfile(source / "manifest.jsonl", target / "manifest.jsonl.partial")
    (target / "manifest.jsonl.partial").replace(target / "manifest.jsonl")


@ray.remote(max_retries=3)
def render(bucket: pathlib.Path, count: int, shard: int, shards: int, jobs: int) -> str:
    """Makes part `shard` of `shards`, from 1."""
    part = f"part-{shard}-of-{shards}"
    if is_there(bucket, part):
        return f"{part}: was there"
    with tempfile.TemporaryDirectory() as scratch:
        # The sounds lie to the data set as they do in the bucket: annotations name them by relative paths.
        folder = pathlib.Path(scratch)
        fetch(bucket, folder)
        command = [PROGRAM, "generate", "recipe.yaml", "--out", "data", "--count", str(count), "--jobs", str(jobs)]
        done = subprocess.run([*command, "--shard", f"{shard}/{shards}"], cwd=folder, check=False, capture_output=True)
        # 1: some mixtures failed, and the manifest says which. 3: without sound files that cannot be used.
        if done.returncode not in (0, 1, 3) or not (folder / "data" / part / "manifest.jsonl").exists():
            raise RuntimeError(f"{part}: {done.stderr.decode(errors='replace').strip()}")
        upload(folder, bucket, part)
    return f"{part}: made"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bucket", type=pathlib.Path)
    parser.add_argument("--count", type=int, required=True, help="how many mixtures")
    parser.add_argument("--shards", type=int, default=16, help="how many parts; more than workers, so that none idles")
    parser.add_argument("--jobs", type=int, default=1, help="processors that a worker uses")
    arguments = parser.parse_args()
    bucket = arguments.bucket.resolve()
    if (bucket / "data" / "manifest.jsonl").exists():
        print(f"{bucket / 'data'}: is there")
        return 0
    ray.init()  # on a cluster: ray.init(address="auto")
    work = render.options(num_cpus=arguments.jobs)
    tasks = [
        work.remote(bucket, arguments.count, shard, arguments.shards, arguments.jobs)
        for shard in range(1, arguments.shards + 1)
    ]
    while tasks:
        ready, tasks = ray.wait(tasks)
        print(*ray.get(ready), sep="\n", flush=True)
    # An object store has no renames: merge a copy on a disk, or read the parts one after the other.
    return subprocess.run([PROGRAM, "merge", str(bucket / "data")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
