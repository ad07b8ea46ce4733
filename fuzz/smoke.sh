#!/usr/bin/env bash
# Runs every fuzz target of a build from the seeds and regressions, two at a time, so that all of
# them together take the time given. Usage: fuzz/smoke.sh BUILD_DIR [SECONDS]
# What a run found stays in BUILD_DIR/fuzz-smoke/<target>/; exit 1 when a target failed.
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,4p "$0" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$(cd "$1" && pwd)
total=${2:-180}
work=$build/fuzz-smoke

run_target() {  # NAME
  local name=$1 here=$work/$1 timeout='' folders=() kind
  timeout=$(sed -n 's/^timeout *= *//p' "$build/fuzz/$name.options" 2>/dev/null || true)
  rm -rf "$here"
  mkdir -p "$here/corpus" "$here/artifacts"
  for kind in seeds regressions; do
    [ ! -d "$root/corpus/$kind/$name" ] || folders+=("$root/corpus/$kind/$name")
  done
  # The engine writes into the first folder that it is given: never the checked-in ones.
  "$build/fuzz/$name" "$here/corpus" "${folders[@]}" -dict="$build/fuzz/$name.dict" \
    -max_total_time="$seconds" -rss_limit_mb=2048 -timeout="${timeout:-5}" \
    -artifact_prefix="$here/artifacts/" -print_final_stats=1 >"$here/log" 2>&1
}

targets=()
for path in "$build"/fuzz/fuzz_*; do
  [ -f "$path" ] && [ -x "$path" ] && [[ $path != *.* ]] && targets+=("$(basename "$path")")
done
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz targets in $build/fuzz" >&2; exit 2; }

seconds=$((total / ((${#targets[@]} + 1) / 2)))
[ "$seconds" -gt 0 ] || seconds=1

failed=0
for ((i = 0; i < ${#targets[@]}; i += 2)); do
  pids=()
  for name in "${targets[@]:i:2}"; do
    run_target "$name" &
    pids+=($!)
  done
  for j in "${!pids[@]}"; do
    name=${targets[i + j]}
    here=$work/$name
    status=0
    wait "${pids[j]}" || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$here/log")
    edges=$(grep -oE 'cov: [0-9]+' "$here/log" | tail -n 1 | cut -d' ' -f2 || true)
    if [ "$status" -ne 0 ] || [ -n "$(ls -A "$here/artifacts")" ]; then
      failed=1
      printf 'FAILED %s (exit %d), see %s\n' "$name" "$status" "$here/log"
      grep -E 'ORACLE:|ERROR:|SUMMARY:|runtime error|artifact_prefix' "$here/log" | head -n 10 || true
    else
      printf 'ok     %-22s %s runs, %s edges, %s kept\n' "$name" "${runs:-0}" "${edges:-0}" \
        "$(find "$here/corpus" -type f | wc -l)"
    fi
  done
done
exit "$failed"
