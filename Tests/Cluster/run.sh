#!/bin/bash
# Runs examples/cluster on a real Slurm and a real Ray, both on this machine, and compares what comes of it with one run.
#
#   Tests/Cluster/run.sh [TOOL]
#
# TOOL is the program's path, by default the release build's. Needs root: it installs Debian's Slurm where it is missing,
# and starts one of its own. Ray is installed into an environment under .build/cluster.
set -euo pipefail
here=$(cd -- "$(dirname -- "$0")" && pwd)
checkout=$(cd -- "$here/../.." && pwd)
tool=$(realpath -- "${1:-$checkout/.build/release/SoundscapeTool}")
[ -x "$tool" ] || { echo "error: $tool: there is no such program; build it (make build), or give its path" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || { echo "error: needs root, to start a Slurm" >&2; exit 1; }
missing=""
for program in slurmctld slurmd sbatch munged; do command -v "$program" >/dev/null || missing=$program; done
[ -z "$missing" ] || {
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq slurmctld slurmd slurm-client munge >/dev/null 2>&1 || {
    apt-get update -qq
    apt-get install -y -qq slurmctld slurmd slurm-client munge >/dev/null
  }
}

# Slurm wants paths without spaces, and a checkout's may have some.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$tool" "$work/soundscape"
export SOUNDSCAPE="$work/soundscape"
cp "$checkout/examples/cluster/slurm.sh" "$work"
count=400
material() { # material FOLDER: recipe and sounds, as a bucket has them
  mkdir -p "$1"
  cp -r "$checkout/soundbank/events" "$1/bank"
  cat >"$1/recipe.yaml" <<'RECIPE'
duration: 10
soundbank: {foreground: bank/foreground, background: bank/background}
ref_db: -40
background: [{source_time: [uniform, 0, end]}]
events:
  - {name: event, count: [uniform, 1, 6], event_time: [uniform, 0, 10], event_duration: [uniform, 0.5, 2],
     snr: [uniform, 6, 20], pitch_shift: [uniform, -2, 2]}
output: {splits: {train: 0.8, test: 0.2}}
RECIPE
}
for name in single slurm ray; do material "$work/$name"; done
(cd "$work/single" && "$SOUNDSCAPE" generate recipe.yaml --count $count --out data --quiet)
same() { # same FOLDER: is what one run made
  diff -r "$work/single/data" "$1" >"$work/difference" || {
    head -20 "$work/difference" >&2
    echo "error: $1 is not what one run made" >&2
    exit 1
  }
  "$SOUNDSCAPE" verify "$1"
}

echo "== Slurm: four tasks; one killed, one stopped, one requeued"
"$here/slurm-here" "$work/here" "$here/slurm_job" "$work/slurm" $count
same "$work/slurm/data"

echo "== Ray: two workers, five parts"
ray=$checkout/.build/cluster/ray
[ -e "$ray/installed" ] || {
  rm -rf "$ray"
  python3 -m venv "$ray"
  "$ray/bin/python" -m pip install --quiet --disable-pip-version-check "ray==2.60.0"
  touch "$ray/installed"
}
RAY_TMPDIR=$work "$ray/bin/python" "$checkout/examples/cluster/ray_render.py" "$work/ray" --count $count --shards 5
same "$work/ray/data"
echo "3 passed, 0 failed"
