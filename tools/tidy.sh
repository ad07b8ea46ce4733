#!/usr/bin/env bash
# clang-tidy over the library and the command, from the compile commands of a build (build/dev);
# tests are covered by the warnings of two compilers. Usage: tools/tidy.sh [BUILD_DIR [FILE...]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:-build/dev}
[ $# -gt 0 ] && shift
files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(
  git ls-files 'spec/*.cc' 'parsers/*.cc' 'corpus/*.cc' 'conformance/*.cc' 'fuzz/supervisor/*.cc' \
    'cli/*.cc' | grep -vE '_test(_util)?\.cc$|reference/|neon'
)
printf '%s\n' "${files[@]}" |
  xargs -P "${ASSAY_JOBS:-$(nproc)}" -n 4 clang-tidy-19 -p "$build" --quiet
echo "clang-tidy: ${#files[@]} files, no findings"
