#!/usr/bin/env python3
"""The rules that fuzzing services put on a target, checked without their containers.

Usage: check_fuzz_targets.py BUILD_DIR. For each fuzz_* program: its name fits, it holds
LLVMFuzzerTestOneInput, it runs from any working directory with $OUT moved elsewhere, its seeds
run clean, its dictionary is accepted; and `-runs=4` counts as four runs.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Names that switch checks off in the services' own build check.
FORBIDDEN = {"fuzz_dump", "fuzz_keyring", "do_stuff_fuzzer", "checksum_fuzzer", "xmltest"}
ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(program, *arguments, cwd):
    return subprocess.run([str(program), *map(str, arguments)], cwd=cwd, capture_output=True,
                          text=True, errors="replace", timeout=300, check=False)


def check(program, out):
    """Yields what is wrong with one target."""
    name = program.name
    if not re.fullmatch(r"[a-zA-Z0-9_-]+", name):
        yield "the name has characters that are not allowed"
    if name in FORBIDDEN:
        yield "the name switches checks off"
    if b"LLVMFuzzerTestOneInput" not in program.read_bytes():
        yield "no LLVMFuzzerTestOneInput"
    moved = out / name
    shutil.copy2(program, moved)
    result = run(moved, "-runs=4", "-seed=1", cwd=out)
    if result.returncode != 0 or "Done 4 runs" not in result.stderr:
        yield f"-runs=4 ends with {result.returncode}: {result.stderr[-300:]}"
    seeds = ROOT / "corpus" / "seeds" / name
    if not seeds.is_dir() or not any(seeds.iterdir()):
        yield f"no seeds in corpus/seeds/{name}"
    else:
        result = run(moved, "-runs=0", seeds, cwd=out)
        if result.returncode != 0:
            yield f"a seed does not run clean: {result.stderr[-300:]}"
    dictionary = program.parent / f"{name}.dict"
    result = run(moved, f"-dict={dictionary}", "-runs=1", cwd=out)
    if result.returncode != 0 or "Dictionary:" not in result.stderr:
        yield f"the dictionary is not accepted: {result.stderr[-300:]}"


def main():
    build = pathlib.Path(sys.argv[1]).resolve()  # targets run elsewhere
    programs = sorted(path for path in build.glob("fuzz/fuzz_*")
                      if path.is_file() and os.access(path, os.X_OK) and not path.suffix)
    if not programs:
        print(f"no targets in {build}/fuzz")
        return 1
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for program in programs:
            for problem in check(program, pathlib.Path(scratch)):
                print(f"{program.name}: {problem}")
                bad += 1
    print(f"fuzz targets: {len(programs)} checked, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
