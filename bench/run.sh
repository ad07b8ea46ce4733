#!/usr/bin/env bash
# Times every contender in interleaved repetitions, prints ratios to stage 1, writes
# build/bench.json.
#
#   bench/run.sh BUILD_DIR [--quick] [--task TASK]... [--update]
#
# --update: also writes the check's table and the figures to reach into docs/performance.md.
# --quick: the task check alone, short; under a minute once the peers are installed.
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,9p "$0" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$(cd "$1" && pwd)
shift
repetitions=15 seconds=0.1 tasks= update=()
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) repetitions=7 seconds=0.01 tasks=check; shift ;;
    --update) update=(--update); shift ;;
    --task) tasks=${tasks:+$tasks,}${2:?}; shift 2 ;;
    *) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
  esac
done
out=$build/runs
rm -rf "$out"
mkdir -p "$root/build" "$out"
wants() { [ -z "$tasks" ] || [[ ",$tasks," == *",$1,"* ]]; }
if wants check || wants value || wants model; then "$root/bench/peers/install"; fi  # botocore's models too
"$build/bench/assay_bench" ${tasks:+"--tasks=$tasks"} --admissions="$out/admissions.json" \
  --benchmark_enable_random_interleaving=true --benchmark_repetitions=$repetitions \
  --benchmark_min_time=$seconds --benchmark_out="$out/bench.json" \
  --benchmark_out_format=json >"$build/bench.log" 2>"$build/bench.err" ||
  { tail -n 20 "$build/bench.err" >&2; exit 1; }

# Contenders in processes of their own, over the same bytes; the ratios need the rows above.
if wants check || wants value; then
  inputs=$build/inputs.json
  "$build/bench/assay_bench" --inputs="$inputs"
  if [ -f "$root/build/peers/ajv/stamp" ]; then
    node "$root/bench/peers/ajv/peer.mjs" "$root/build/peers/ajv" "$inputs" "$out/ajv.json" $seconds
  fi
  if [ -f "$root/build/peers/python/stamp" ]; then
    "$root/build/peers/python/bin/python" -I "$root/bench/peers/python/peer.py" "$inputs" \
      "$out/python.json" $seconds
  fi
fi
/usr/bin/python3 "$root/bench/report.py" "$root/build/bench.json" ${update[@]+"${update[@]}"} \
  "$out"/*.json
/usr/bin/python3 "$root/tools/validate_json.py" "$root/spec/schemas/bench.json" \
  "$root/build/bench.json" >/dev/null
