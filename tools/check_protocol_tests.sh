#!/usr/bin/env bash
# Runs Smithy's awsJson 1.0 protocol tests through the command, where their two files lie beside the
# project, and holds the counts and the exceptions to what is known.
# Usage: tools/check_protocol_tests.sh ASSAY
set -euo pipefail
export LC_ALL=C
assay=$(realpath "$1")
cd "$(dirname "$0")/.."
folder=../shared/protocol-tests
input=$folder/input-json_1_0.json
output=$folder/output-json_1_0.json
if [ ! -f "$input" ] || [ ! -f "$output" ]; then
  echo "skipped: no shared data"
  exit 0
fi
report=$("$assay" protocol-tests "$input" "$output")
echo "$report"
expect() {
  if [ "$1" != "$2" ]; then
    printf 'expected\n%s\ngot\n%s\n' "$2" "$1" >&2
    exit 1
  fi
}
expect "$(tail -n 1 <<<"$report")" "53 run, 48 passed, 0 failed, 5 excepted"
expect "$(sed -n 's/.*: excepted: //p' <<<"$report" | sort)" \
  "AwsJson10EndpointTrait request
AwsJson10EndpointTraitWithHostLabel request
AwsJson10HostWithPath request
SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0 request
SDKAppliedContentEncoding_awsJson1_0 request"
