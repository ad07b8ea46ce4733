#!/usr/bin/env python3
"""Guards the cost of a check by counting its instructions.

    check_instructions.py BUILD_DIR [--update]       measures with callgrind, AVX2 dispatch
    check_instructions.py --compare STORED MEASURED  compares two files

Counts depend on the compiler and the libraries, not on the machine or its load. They are compared
with bench/instructions.json where that was measured with the same versions, and the check fails
where a case takes over 3 % more. --update stores what was measured. The measurement is written to
BUILD_DIR/instructions.json.

Exit 0: no case takes over 3 % more, or measured with other versions (said so); 1: one does, or a
case has no stored count; 2: cannot measure.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STORED = ROOT / "bench" / "instructions.json"
TOLERANCE_PERCENT = 3.0


def fail(message):
    print(f"instructions: {message}", file=sys.stderr)
    sys.exit(2)


def measure(program):
    """Counts of one run of every case, with the environment that they hold for."""
    version = subprocess.run(["valgrind", "--version"], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "callgrind.out"
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--collect-atstart=no",
             f"--callgrind-out-file={out}", str(program)],
            capture_output=True, text=True, check=False)
        if run.returncode != 0:
            fail(f"{program} failed under callgrind:\n{run.stderr[-2000:]}")
        said = json.loads(run.stdout)
        counts = {}
        for dump in out.parent.glob("callgrind.out.*"):
            text = dump.read_text(encoding="utf-8")
            name = re.search(r"^desc: Trigger: Client Request: (.+)$", text, re.M)
            count = re.search(r"^(?:totals|summary): (\d+)", text, re.M)
            if name and count:
                counts[name.group(1)] = int(count.group(1)) // said["repetitions"]
    missing = [name for name in said["cases"] if counts.get(name, 0) == 0]
    if missing:
        fail(f"no count of {', '.join(missing)}")
    environment = dict(said["environment"], valgrind=version.stdout.strip())
    return {"environment": environment,
            "instructions": {name: counts[name] for name in said["cases"]}}


def compare(stored, measured):
    """Exit code; prints a line a case."""
    differs = [f"{key} {measured['environment'].get(key)} (stored: {value})"
               for key, value in stored["environment"].items()
               if measured["environment"].get(key) != value]
    if differs:
        print(f"not compared, other versions: {', '.join(differs)}")
        return 0
    worse = fewer = 0
    for name, count in measured["instructions"].items():
        before = stored["instructions"].get(name)
        if before is None:
            print(f"{name:<20} {count:>12,}  no stored count; --update stores it")
            worse += 1
            continue
        percent = 100.0 * (count - before) / before
        verdict = "MORE" if percent > TOLERANCE_PERCENT else ""
        worse += percent > TOLERANCE_PERCENT
        fewer += percent < -TOLERANCE_PERCENT
        print(f"{name:<20} {count:>12,}  {percent:+6.2f} %  {verdict}")
    gone = set(stored["instructions"]) - set(measured["instructions"])
    for name in sorted(gone):
        print(f"{name:<20} not measured any more; --update forgets it")
    worse += len(gone)
    if fewer:
        print(f"{fewer} cases take over {TOLERANCE_PERCENT:g} % fewer: --update holds on to that")
    print(f"instructions: {len(measured['instructions'])} cases, {worse} beyond "
          f"{TOLERANCE_PERCENT:g} % of the stored counts")
    return 1 if worse else 0


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 3 and arguments[0] == "--compare":
        files = [json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
                 for name in arguments[1:]]
        return compare(*files)
    update = "--update" in arguments
    arguments = [argument for argument in arguments if argument != "--update"]
    if len(arguments) != 1:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    build = pathlib.Path(arguments[0])
    program = build / "bench" / "assay_instructions"
    if not program.exists():
        fail(f"no {program}: build the preset bench")
    measured = measure(program)
    text = json.dumps(measured, indent=2) + "\n"
    (build / "instructions.json").write_text(text, encoding="utf-8")
    if update:
        STORED.write_text(text, encoding="utf-8")
        print(f"instructions: {len(measured['instructions'])} counts stored in {STORED}")
        return 0
    if not STORED.exists():
        fail(f"no {STORED}: --update makes it")
    return compare(json.loads(STORED.read_text(encoding="utf-8")), measured)


if __name__ == "__main__":
    sys.exit(main())
