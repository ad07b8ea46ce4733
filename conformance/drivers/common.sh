# Shared by the install scripts: sourced, never run. Each installs one SDK for `assay conform` from
# a lock file with hashes, everything below build/, and does nothing when that is up to date.
#
#   conformance/drivers/NAME/install [--offline] [--version V | --path DIR] [--into DIR]
#
#   --offline    nothing is downloaded: fails when something would have to be
#   --version V  that release instead of the locked one, into build/subjects/NAME@V
#   --path DIR   a working tree of the SDK, into build/subjects/NAME=tree; built anew each time
#   --into DIR   there instead
#
# A script calls `begin NAME "$@"`, checks its tools, calls `up_to_date FILE...` with everything
# that its result rests upon, installs into $target with `quietly`, and ends with `finish`.
set -euo pipefail

begin() {
  name=$1
  shift
  here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
  root=$(cd "$here/../../.." && pwd)
  offline=no version= tree= target=
  while [ $# -gt 0 ]; do
    case "$1" in
      --offline) offline=yes; shift ;;
      --version) version=${2:?--version needs a release}; shift 2 ;;
      --path) tree=$(cd "${2:?--path needs a folder}" && pwd) || fail "no folder $2"; shift 2 ;;
      --into) target=${2:?--into needs a folder}; shift 2 ;;
      *) echo "$name: no option $1" >&2; exit 2 ;;
    esac
  done
  [ -z "$version" ] || [ -z "$tree" ] || { echo "$name: --version or --path, not both" >&2; exit 2; }
  case "$version" in *[!0-9A-Za-z.+-]*) echo "$name: $version is no release" >&2; exit 2 ;; esac
  if [ -z "$target" ]; then
    target=$root/build/drivers/$name
    [ -z "$version" ] || target=$root/build/subjects/$name@$version
    [ -z "$tree" ] || target=$root/build/subjects/$name=tree
  fi
  cache=$root/build/driver-cache/$name  # what the registry gave; kept between installs
  log=$target/install.log
}

fail() { echo "$name: $*" >&2; exit 3; }

# at_least VERSION LEAST: compares dotted numbers.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# up_to_date TOOLS FILE...: ends the script when the driver was built from just these.
up_to_date() {
  local tools=$1
  shift
  stamp=$({ echo "$tools $version $target"; cat "$@" "$here/install" "$here/../common.sh"; } | sha256sum)
  if [ -z "$tree" ]; then
    [ "$(cat "$target/stamp" 2>/dev/null)" = "$stamp" ] && [ -x "$target/run" ] && exit 0
  fi
  [ "$offline" = no ] || fail "not installed, or out of date: run conformance/drivers/$name/install"
  echo "$name: installing ${tree:-${version:-the locked release}} into ${target#"$root"/}" >&2
  rm -f "$target/stamp" "$target/run"
  mkdir -p "$target" "$cache"
  : >"$log"
}

quietly() {
  "$@" >>"$log" 2>&1 </dev/null || { tail -n 20 "$log" >&2; fail "\"$1\" failed; see $log"; }
}

# runs LINE: the command that starts the driver, for /bin/sh.
runs() {
  printf '#!/bin/sh\nexec %s\n' "$1" >"$target/run"
  chmod +x "$target/run"
}

finish() { printf '%s\n' "$stamp" >"$target/stamp"; }
