#!/bin/bash
# A data set by a Slurm cluster: an array of tasks that make a part each, and a job that merges the parts.
#
#   examples/cluster/slurm.sh RECIPE COUNT OUT [TASKS]
#
# Run it where jobs are submitted: it submits itself. OUT, recipe and sounds are on a file system that all nodes share. The
# result has the same bytes as a run on one machine. A task that is stopped or killed goes back into the queue and resumes.
#
# SOUNDSCAPE is the program (default: soundscape). Options of sbatch can be set by its variables: SBATCH_PARTITION=short.

#SBATCH --job-name=soundscape
#SBATCH --cpus-per-task=2
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append

set -euo pipefail
program=${SOUNDSCAPE:-soundscape}
recipe=${1:?the recipe} count=${2:?how many mixtures} out=${3:?the folder of the data set} tasks=${4:-8}

# Where jobs are submitted

if [ -z "${SLURM_JOB_ID:-}" ]; then
  mkdir -p "$out-logs"
  array=$(sbatch --parsable --array="1-$tasks" --output="$out-logs/part-%a.log" "$0" "$@")
  merge=$(sbatch --parsable --dependency="afterok:$array" --output="$out-logs/merge.log" "$0" "$@")
  echo "array job $array, merge job $merge; logs in $out-logs"
  exit
fi

# The merge

if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
  exec srun "$program" merge "$out"
fi

# A part. Two minutes before its time is over, the program is asked to stop (SIGTERM): it finishes the mixtures that it is at.

status=0
srun --cpus-per-task="$SLURM_CPUS_PER_TASK" "$program" generate "$recipe" --count "$count" --out "$out" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --jobs "$SLURM_CPUS_PER_TASK" || status=$?
case $status in
0 | 3) ;; # 3: whole, but without sound files that cannot be used
1) ;; # some mixtures failed: the manifest says which and why, and the others are there
129 | 13[0-9] | 14[0-9]) # ended by a signal: stopped, out of memory, preempted
  [ "${SLURM_RESTART_COUNT:-0}" -lt 5 ] || exit "$status"
  echo "ended with status $status: back into the queue" >&2
  scontrol requeue "$SLURM_JOB_ID"
  ;;
*) exit "$status" ;;
esac
