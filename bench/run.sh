#!/usr/bin/env bash
# Times every contender in interleaved repetitions, prints ratios to stage 1, writes
# build/bench.json. Usage: bench/run.sh BUILD_DIR [--quick]
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$(cd "$1" && pwd)
repetitions=15 seconds=0.2
[ "${2:-}" = --quick ] && repetitions=5 seconds=0.05
mkdir -p "$root/build"
"$build/bench/assay_bench" --benchmark_enable_random_interleaving=true \
  --benchmark_repetitions=$repetitions --benchmark_min_time=$seconds \
  --benchmark_out="$build/bench-runs.json" --benchmark_out_format=json >"$build/bench.log"
exec /usr/bin/env python3 "$root/bench/report.py" "$build/bench-runs.json" "$root/build/bench.json"
