#!/usr/bin/env bash
# Installs a build into a scratch prefix and builds the consumer project against it, once through
# CMake and once through pkg-config; both must run.
# Usage: tools/check_install.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix
cmake --install "$build" --prefix "$prefix" >/dev/null

cmake -S "$root/cmake/consumer" -B "$scratch/consumer" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER=clang++-19 >/dev/null
cmake --build "$scratch/consumer" >/dev/null
"$scratch/consumer/consumer"

pc=$(find "$prefix" -name assay.pc -printf '%h')
sed -i "s|^prefix=.*|prefix=$prefix|" "$pc/assay.pc"
export PKG_CONFIG_PATH=$pc
# shellcheck disable=SC2046
clang++-19 -std=c++23 "$root/cmake/consumer/main.cc" -o "$scratch/with_pkg_config" \
  $(pkg-config --cflags --libs --static assay)
"$scratch/with_pkg_config"

"$prefix/bin/assay" --version
for header in "$prefix"/include/assay/*.h; do  # every public header stands alone
  clang++-19 -std=c++23 -fsyntax-only -Wall -Wextra -I"$prefix/include" -x c++ "$header"
done
echo "install: consumer built through CMake and pkg-config"
