#!/usr/bin/env bash
# Every file and stream that we write or keep, validated against its schema in spec/schemas/.
# Usage: tools/check_schemas.sh ASSAY
set -euo pipefail
assay=$(realpath "$1")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
validate() { /usr/bin/python3 tools/validate_json.py "$@"; }
schema() { echo "spec/schemas/$1.json"; }

# What is checked in.
validate "$(schema rules)" spec/mwaa-serverless/rules.json
validate --lines "$(schema ledger)" spec/mwaa-serverless/ledger.jsonl spec/protocol/ledger.jsonl
find conformance/suites -name '*.json' ! -name editions.json -print0 |
  xargs -0 /usr/bin/python3 tools/validate_json.py "$(schema suite)"
validate "$(schema suite-editions)" conformance/suites/editions.json
find corpus/vectors -name '*.json' -print0 |
  xargs -0 /usr/bin/python3 tools/validate_json.py "$(schema vectors)"
find corpus/recorded -name '*.ndjson' -print0 |
  xargs -0 -r /usr/bin/python3 tools/validate_json.py --lines "$(schema exchange-record)"

# What the last run with planted faults wrote, where there was one.
[ ! -f build/mutants.json ] || validate "$(schema mutants)" build/mutants.json

# What a check writes: a valid body, a broken one, exchanges, nothing that can be read.
printf '%s\n' '{"RunId":"r"}' '{"RunId":"-r","OverrideParameters":{"k":"v"},"X":1}' '{"RunId":' '' \
  >"$scratch/bodies.ndjson"
cp corpus/recorded/*.ndjson corpus/recorded/*.http "$scratch/" 2>/dev/null || true
for file in "$scratch"/*.ndjson "$scratch"/*.http; do
  [ -f "$file" ] || continue
  for extra in "" --with-payloads; do
    # shellcheck disable=SC2086
    "$assay" check "$file" $extra --format json --fail-on never --report "ndjson=$scratch/stream" \
      --report "sarif=$scratch/sarif" >"$scratch/report" || true
    validate "$(schema report)" "$scratch/report"
    validate --lines "$(schema finding-stream)" "$scratch/stream"
    validate "$(schema report-sarif)" "$scratch/sarif"
  done
done

# What a check takes for known.
printf '%s\n' '{"RunId":"-r"}' | "$assay" check - --input-kind ndjson -q \
  --baseline "$scratch/baseline" --update-baseline 2>/dev/null
validate "$(schema baseline)" "$scratch/baseline"

# What a lint writes: of a model, and of something that is none.
"$assay" lint spec/mwaa-serverless/model.json spec/mwaa-serverless/rules.json --format json \
  --report "ndjson=$scratch/lint-stream" --report "sarif=$scratch/lint-sarif" \
  >"$scratch/lint" 2>/dev/null || true
validate "$(schema lint)" "$scratch/lint"
validate --lines "$(schema finding-stream)" "$scratch/lint-stream"
validate "$(schema report-sarif)" "$scratch/lint-sarif"

# What protocol tests write: of cases of our own that pass, fail, and cannot pass.
"$assay" protocol-tests conformance/testdata/protocol-tests.json --format json \
  --report "json=$scratch/protocol-report" >"$scratch/protocol" || true
validate "$(schema protocol-tests)" "$scratch/protocol" "$scratch/protocol-report"

# What the ledger prints.
"$assay" ledger --format json >"$scratch/ledger"
"$assay" ledger --matrix --format json >"$scratch/matrix"
validate "$(schema ledger-matrix)" "$scratch/ledger" "$scratch/matrix"

# What a conformance run writes.
"$assay" conform --sdk reference --format ndjson --out "$scratch/conform" >"$scratch/conform.ndjson"
validate "$(schema conform-result)" "$scratch/conform"
validate --lines "$(schema conform-result)" "$scratch/conform.ndjson"

# What a comparison of two runs writes: with every kind of change.
sed 's/"verdict":"pass"/"verdict":"leak","reason":"x"/; s,body/cut-in-string,body/other,' \
  "$scratch/conform" >"$scratch/conform-other"
"$assay" diff "$scratch/conform" "$scratch/conform-other" --format json >"$scratch/diff" || true
"$assay" diff "$scratch/conform-other" "$scratch/conform" --format json >"$scratch/diff-back"
validate "$(schema conform-diff)" "$scratch/diff" "$scratch/diff-back"

# What a fuzzing run writes: of a stand-in for a target, and of the state that it leaves.
mkdir "$scratch/programs"
printf '#!/bin/sh\necho "#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 1Mb" >&2\nsleep 1\n' \
  >"$scratch/programs/fuzz_nothing"
chmod +x "$scratch/programs/fuzz_nothing"
"$assay" fuzz run --programs "$scratch/programs" --state "$scratch/state" --for 2s >"$scratch/live"
"$assay" fuzz report --state "$scratch/state" --format json >"$scratch/fuzz"
validate "$(schema fuzz-report)" "$scratch/fuzz" "$scratch/state/report.json"

echo "schemas: all valid"
