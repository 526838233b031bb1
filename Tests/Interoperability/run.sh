#!/bin/sh
# Checks what Soundscape writes with independent programs: pyloudnorm, soundfile, jams, the real Scaper.
#
#   Tests/Interoperability/run.sh [TOOL [PYTEST OPTION…]]
#
# TOOL is the program's path, by default the release build's. Sets up two Python environments under .build/interop,
# which later runs find again, and installs by apt-get what building Scaper's parts needs. Exit status: pytest's.
# With READERS=full in the environment, a third environment (7 GB) for the readers that need PyTorch: readers_full.py.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
checkout=$(CDPATH= cd -- "$here/../.." && pwd)
work="$checkout/.build/interop"

fail() {
  echo "error: $*" >&2
  exit 1
}

# The program

if [ $# -gt 0 ]; then
  tool=$1
  shift
else
  tool="$(swift build -c release --package-path "$checkout" --show-bin-path)/SoundscapeTool"
fi
[ -x "$tool" ] || fail "$tool: there is no such program; build it (make build), or give its path"
tool="$(CDPATH= cd -- "$(dirname -- "$tool")" && pwd)/$(basename -- "$tool")"

# Packages

as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi

install() {
  command -v apt-get >/dev/null 2>&1 || fail "there is no apt-get here to install what is missing: $*"
  [ -z "$as_root" ] || command -v sudo >/dev/null 2>&1 || fail "neither root nor sudo, to install $*"
  echo "Installing $*" >&2
  export DEBIAN_FRONTEND=noninteractive
  # The lists of a new machine may be missing or old: they are fetched when the first try fails.
  $as_root apt-get install -y -qq "$@" >/dev/null 2>&1 || {
    $as_root apt-get update -qq
    $as_root apt-get install -y -qq "$@" >/dev/null
  } || fail "apt-get could not install $*"
}

# Scaper's SoX bindings are built from source.
missing=""
command -v g++ >/dev/null 2>&1 || missing="$missing g++"
command -v sox >/dev/null 2>&1 || missing="$missing sox"
{ command -v g++ >/dev/null 2>&1 && echo '#include <sox.h>' | g++ -E -x c++ - >/dev/null 2>&1; } ||
  missing="$missing libsox-dev"
command -v python3 >/dev/null 2>&1 || missing="$missing python3"
# musdb reads by ffmpeg and ffprobe.
[ "${READERS:-}" != full ] || { command -v ffprobe >/dev/null 2>&1 || missing="$missing ffmpeg"; }
# shellcheck disable=SC2086  # a list of packages
[ -z "$missing" ] || install $missing

# Python: Scaper 1.6.5 needs a NumPy of before 2, which is there up to Python 3.12.

python=""
for candidate in python3.11 python3.10 python3.12 python3; do
  "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null || continue
  python=$candidate
  break
done
[ -n "$python" ] ||
  fail "needs Python 3.10, 3.11 or 3.12 as python3.11, python3.10, python3.12 or python3" \
    "(python3 is $(python3 --version 2>&1))"
"$python" -c 'import ensurepip, venv' 2>/dev/null || install "$python-venv"
"$python" -c 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null ||
  install "$python-dev"

# environment NAME REQUIREMENTS: made anew where the requirements or the Python are others than last time.
environment() {
  stamp="$("$python" -c 'import sys; print(sys.version, sys.base_prefix)') $(cksum <"$2")"
  [ "$(cat "$work/$1/stamp" 2>/dev/null)" != "$stamp" ] || return 0
  echo "Setting up the Python environment $1" >&2
  rm -rf "$work/$1"
  mkdir -p "$work"
  "$python" -m venv "$work/$1" || fail "$python cannot make an environment in $work/$1"
  # Called as a module: the scripts of an environment do not work at a path with spaces.
  "$work/$1/bin/python" -m pip install --quiet --disable-pip-version-check -r "$2" >"$work/$1/log" 2>&1 || {
    tail -n 30 "$work/$1/log" >&2
    fail "pip could not install $2 (all of it in $work/$1/log)"
  }
  printf '%s\n' "$stamp" >"$work/$1/stamp"
}

environment audio "$here/requirements.txt"
environment scaper "$here/requirements-scaper.txt"
with=audio
if [ "${READERS:-}" = full ]; then
  with=readers
  environment readers "$here/requirements-readers.txt"
fi

# The tests

export SOUNDSCAPE_TOOL="$tool"
export SCAPER_PYTHON="$work/scaper/bin/python"
export PYTHONDONTWRITEBYTECODE=1
# What the readers found, for readers_table.py.
export READERS_RESULTS="${READERS_RESULTS:-$work/found}"
cd "$here"
exec "$work/$with/bin/python" -m pytest -q -r fEs --tb=short -p no:cacheprovider --basetemp "$work/tmp" \
  -o tmp_path_retention_policy=failed -W "ignore:Passing a schema:DeprecationWarning" "$@"
