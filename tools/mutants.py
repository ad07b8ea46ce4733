#!/usr/bin/env python3
"""Breaks the checker on purpose, one rule at a time; a test must notice each.

Reads tools/mutants.json: [{"name", "kind", "file", "find", "replace"}], where `find` stands exactly
once in `file`. Each mutant is built in a scratch copy of HEAD (build/mutants) and the tests of the
library run against it. Prints a table; exit 1 when a mutant survives, 2 when one cannot be planted.

Usage: mutants.py [--list] [NAME...]
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "build" / "mutants"
PROGRAMS = ["spec_tests", "parsers_tests", "property_tests"]


def run(*command, cwd=ROOT, check=True):
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="replace",
                            check=False)
    if check and result.returncode != 0:
        sys.exit(f"mutants: {' '.join(map(str, command))} failed:\n"
                 f"{(result.stdout + result.stderr)[-2000:]}")
    return result


def prepare():
    source = SCRATCH / "source"
    if source.exists():
        run("git", "worktree", "remove", "--force", str(source))
    SCRATCH.mkdir(parents=True, exist_ok=True)
    run("git", "worktree", "prune")
    run("git", "worktree", "add", "--detach", str(source), "HEAD")
    run("cmake", "--preset", "dev", cwd=source)
    build(source)
    killers = failing(source)
    if killers:
        sys.exit(f"mutants: tests fail without any mutant: {', '.join(killers[:5])}")
    return source


def build(source):
    return run("cmake", "--build", "build/dev", "--target", *PROGRAMS, cwd=source, check=False)


def failing(source):
    """Names of the tests that fail, of the first program in which any does."""
    for program in PROGRAMS:
        folder = program.removesuffix("_tests")
        path = source / "build" / "dev" / folder / program
        result = run(path, "--gtest_brief=1", cwd=source, check=False)
        if result.returncode != 0:
            names = re.findall(r"^\[  FAILED  \] (\S+?),? ", result.stdout + "\n", re.M)
            return sorted(set(names)) or [f"{program} ended with {result.returncode}"]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("name", nargs="*")
    arguments = parser.parse_args()
    mutants = json.loads((ROOT / "tools" / "mutants.json").read_text())
    if arguments.name:
        mutants = [mutant for mutant in mutants if mutant["name"] in arguments.name]
    if arguments.list:
        for mutant in mutants:
            print(f"{mutant['name']:34} {mutant['kind']:14} {mutant['file']}")
        return 0
    source = prepare()
    survivors = unplanted = 0
    for number, mutant in enumerate(mutants, 1):
        start = time.monotonic()
        path = source / mutant["file"]
        original = path.read_text()
        if original.count(mutant["find"]) != 1:
            print(f"{mutant['name']}: its text stands {original.count(mutant['find'])} times in "
                  f"{mutant['file']}; it must stand once")
            unplanted += 1
            continue
        path.write_text(original.replace(mutant["find"], mutant["replace"]))
        built = build(source)
        if built.returncode != 0:
            print(f"{mutant['name']}: does not build: {built.stdout[-500:]}")
            unplanted += 1
        else:
            killers = failing(source)
            survivors += not killers
            by = f"{killers[0]} and {len(killers) - 1} more" if killers else ""
            print(f"{number:3}/{len(mutants)} {'killed  ' if killers else 'SURVIVED'} "
                  f"{mutant['name']:34} {mutant['kind']:14} {by} "
                  f"({time.monotonic() - start:.0f} s)", flush=True)
        path.write_text(original)
    run("git", "worktree", "remove", "--force", str(source))
    planted = len(mutants) - unplanted
    print(f"mutants: {planted - survivors} of {planted} killed")
    return 2 if unplanted else 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
