#!/usr/bin/env bash
# Builds the library and the tests of spec, parsers and corpus for aarch64, and runs them under
# QEMU's user mode, those of the parsers on every level of SIMD.
# Usage: tools/cross_aarch64.sh [GTEST_FILTER]
# Debian's arm64 packages are unpacked into build/aarch64-root: the system is left as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD/build/aarch64-root
build=$PWD/build/aarch64
jobs=${ASSAY_JOBS:-$(nproc)}
filter=${1:-*}

mapfile -t packages < <(awk '($1 == "build" || $1 == "test") && $2 ~ /-dev$/ {print $2}' \
  tools/packages.txt | grep -v libclang-rt | sort -u)
stamp=$(printf '%s\n' "${packages[@]}" | sha256sum)
if [ "$(cat "$root/stamp" 2>/dev/null)" != "$stamp" ]; then
  rm -rf "$root"
  mkdir -p "$root/apt/lists/partial" "$root/apt/archives/partial"
  : >"$root/apt/status"
  cat >"$root/apt/conf" <<C
APT::Architecture "arm64";
APT::Architectures {"arm64";};
Dir::State "$root/apt";
Dir::State::status "$root/apt/status";
Dir::Cache "$root/apt";
C
  (
    cd "$root"
    export APT_CONFIG=$root/apt/conf
    apt-get update
    apt-get install -y --no-install-recommends --download-only "${packages[@]}"
  ) >"$root/apt/log" 2>&1 || { tail -n 20 "$root/apt/log" >&2; exit 1; }
  for package in "$root"/apt/archives/*.deb; do dpkg -x "$package" "$root"; done
  rm -rf "$root/apt/archives" "$root/apt/lists"
  # Links to /lib/... mean the root's own.
  find "$root/lib" "$root/usr" -type l -lname '/*' | while read -r link; do
    ln -sfn "$root$(readlink "$link")" "$link"
  done
  echo "$stamp" >"$root/stamp"
fi

cmake -S . -B "$build" -G Ninja -DCMAKE_TOOLCHAIN_FILE=cmake/aarch64.cmake \
  -DASSAY_AARCH64_ROOT="$root" -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_FLAGS="-O1 -g1" \
  -DASSAY_TOOLS=OFF -DASSAY_WERROR=ON >/dev/null
cmake --build "$build" -j "$jobs" --target spec_tests parsers_tests corpus_tests

run() { qemu-aarch64 -L "$root" "$build/$1/$1_tests" --gtest_brief=1 --gtest_filter="$filter"; }
run spec
run corpus
for level in plain neon; do
  echo "parsers on $level"
  ASSAY_SIMD=$level run parsers
done
