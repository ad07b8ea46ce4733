#!/usr/bin/env python3
"""Switches the planted faults on, one at a time, and tells which groups of tests notice each.

Needs the preset `faults`; `./dev mutants` builds it. A fault is planted where planted("its-name")
stands in the sources; the tables spec/fault_table_*.h say what it does and, where no test can tell
the difference, why. Groups: the evidence of the ledgers, the checked-in vectors, the properties at
their fixed seed, all other tests (unit); with --fuzz also the fuzz targets. Writes the result to
build/mutants.json (spec/schemas/mutants.json); --update writes docs/mutants.md as well.

Exit code 1: a fault that no group notices and that has no reason, or one that has a reason and is
noticed all the same. 2: the tests fail without any fault, a name is unknown, something is missing.
"""
import argparse
import collections
import concurrent.futures
import difflib
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

import mutants_fuzz
import mutants_report

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLOW = ("*Exhaustive*:*Models*:DataSchemaTest.*:ReferenceCheckerTest.*:SegmentProgram.Agrees*:"
        "Timestamp.EveryDay*:Input.ManyBrackets:PatternRefusal.*:PublishedForm.*:Lint*")
# By group: steps of (program, --gtest_filter), what is quick first. A group ends with its first
# failure.
GROUPS = {
    "evidence": [("parsers", "EvidenceTest.*")],
    "vectors": [("property", "VectorFilesTest.SmallTier"),
                ("property", "VectorFilesTest.MediumTier")],
    "properties": [("property", "-Vector*:*Models*:Failure.*:Coverage.*:Recorded.*")],
    "unit": [("parsers", f"-EvidenceTest.*:{SLOW}"), ("property", "Recorded.*"),
             ("parsers", SLOW.replace("*Models*:", "") + ":SegmentProgram.*Models*")],
}
# Tests of the floor below: a fault that is planted above them cannot reach them.
SPEC = {"unit": [("spec", f"-{SLOW}"), ("spec", "*Exhaustive*:PatternRefusal.*")]}
# One of each large kind: the gate of CI.
SAMPLE = [
    "length-max-off-by-one", "enum-open-in-check", "required-not-counted", "int32-max-unchecked",
    "leap-every-fourth-year", "offset-with-wrong-sign", "trailing-content-ignored",
    "lone-surrogate-ignored", "error-type-hash-first", "status-of-model-documented",
    "rule-order-strict", "positions-shifted", "plus-as-star",
]
TIMEOUT_FACTOR, TIMEOUT_FLOOR = 10, 60  # of what the group takes without a fault; seconds


def die(message):
    print(f"mutants: {message}", file=sys.stderr)
    sys.exit(2)


class Faults:
    """The tables, as the build prints them, and where each fault is planted."""

    def __init__(self, build):
        program = build / "spec" / "assay_faults"
        if not program.exists():
            die(f"{program} is not there; ./dev mutants builds it")
        lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout
        self.all = [json.loads(line) for line in lines.splitlines()]
        hooks, families = collections.defaultdict(set), collections.defaultdict(set)
        for path in sorted([*ROOT.glob("spec/*"), *ROOT.glob("parsers/*")]):
            if path.suffix not in (".cc", ".h") or path.name.startswith("fault"):
                continue
            text = path.read_text()
            for name in re.findall(r'planted\("([^"]+)"\)', text):
                hooks[name].add(str(path.relative_to(ROOT)))
            for family in re.findall(r'planted_of\("([^"]+)"', text):
                families[family].add(str(path.relative_to(ROOT)))
        for fault in self.all:
            where = set(hooks[fault["name"]])
            for family, files in families.items():
                if fault["name"].startswith(family):
                    where |= files
            if not where:
                die(f"{fault['name']} is in the tables and planted nowhere")
            fault["where"] = sorted(where)

    def choose(self, names):
        known = {fault["name"]: fault for fault in self.all}
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, 3, 0.4)
                die(f"there is no fault {name}" + (f"; near it: {', '.join(near)}" if near else ""))
        return [known[name] for name in names] if names else self.all


class Tests:
    """The groups of one build."""

    def __init__(self, build, groups, limits=None):
        self.build, self.groups, self.limits = build, groups, limits or {}

    def steps(self, group, fault):
        steps = list(GROUPS[group])
        if fault is None or any(path.startswith("spec/") for path in fault["where"]):
            steps = SPEC.get(group, []) + steps
        return steps

    def run(self, group, fault):
        """(the test that fails or None, seconds)."""
        start = time.monotonic()
        for program, pattern in self.steps(group, fault):
            path = self.build / program / f"{program}_tests"
            environment = {**os.environ, "GTEST_FAIL_FAST": "1", "GTEST_BRIEF": "1"}
            environment["RC_PARAMS"] = "noshrink=1"  # whether one fails is all that counts
            environment.pop("ASSAY_REPLAY", None)
            environment["ASSAY_FAULT"] = fault["name"] if fault else ""
            limit = self.limits.get(group)
            with tempfile.TemporaryDirectory(prefix="assay-mutant-") as scratch:
                environment["TEST_TMPDIR"] = scratch
                with open(os.path.join(scratch, "output"), "w+", errors="replace") as output:
                    try:
                        code = subprocess.run([path, f"--gtest_filter={pattern}"], cwd=ROOT,
                                              env=environment, stdout=output, stderr=output,
                                              timeout=limit, check=False).returncode
                    except subprocess.TimeoutExpired:
                        return f"{program}: hangs", time.monotonic() - start
                    output.seek(0)
                    text = output.read()
            if code != 0:
                failed = re.search(r"^\[  FAILED  \] (\S+?)[,\s]", text, re.M)
                name = failed.group(1) if failed else f"{program} ends with {code}"
                return name, time.monotonic() - start
        return None, time.monotonic() - start

    def baseline(self):
        """Seconds of each group without a fault; all must pass."""
        seconds = {}
        for group in self.groups:
            killer, took = self.run(group, None)
            if killer:
                die(f"without any fault the group {group} fails: {killer}")
            seconds[group] = took
            self.limits[group] = max(TIMEOUT_FLOOR, TIMEOUT_FACTOR * took)
            print(f"without a fault: {group} passes in {took:.0f} s", flush=True)
        unknown = subprocess.run([self.build / "spec" / "spec_tests", "--gtest_list_tests"],
                                 env={**os.environ, "ASSAY_FAULT": "no-such-fault"},
                                 capture_output=True, text=True, check=False)
        if unknown.returncode != 2 or "no-such-fault" not in unknown.stderr:
            die("a build with faults accepts a fault that does not exist")
        return seconds


def fingerprint():
    """Of the library and of the files that the tests read."""
    digest = hashlib.sha256()
    for folder in ("include", "spec", "parsers", "corpus"):
        for path in sorted((ROOT / folder).rglob("*")):
            test = re.search(r"_test(_util)?\.(cc|h)$|/seeds/|/regressions/", str(path))
            if path.is_file() and not test and not path.name.startswith("fault_table"):
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def read_kills(log, library):
    """What an earlier run of the same library found: tests are only ever added, so kills stay."""
    kills, spent = {}, 0.0
    for line in log.read_text().splitlines() if log.exists() else []:
        of_library, name, group, killer, took = json.loads(line)
        if of_library == library:
            spent += took
            if killer:
                kills[name, group] = killer
    return kills, spent


def judge(fault, groups):
    """The result of one fault is wrong when a test notices it and it has a reason, or neither."""
    if fault["killed_by"] and fault["survives"]:
        return "noticed, and has a reason why it cannot be"
    if not fault["killed_by"] and not fault["survives"] and "unit" in groups:
        return "SURVIVES"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/faults", help="directory of the preset faults")
    parser.add_argument("--list", action="store_true", help="print the faults and stop")
    parser.add_argument("--sample", action="store_true", help="the fixed sample of CI")
    parser.add_argument("--group", action="append", choices=list(GROUPS), help="only these groups")
    parser.add_argument("--first", action="store_true",
                        help="stop at the first group that notices a fault: survivors soonest")
    parser.add_argument("--resume", action="store_true",
                        help="keep the kills of earlier runs of the same library; try the rest")
    parser.add_argument("--jobs", type=int, default=2, help="faults at a time")
    parser.add_argument("--fuzz", type=float, metavar="SECONDS",
                        help="also fuzz each fault for so long; needs build/fuzz-faults")
    parser.add_argument("--update", action="store_true", help="write docs/mutants.md")
    parser.add_argument("--out", default="build/mutants.json", help="where the result goes")
    parser.add_argument("name", nargs="*", help="faults; all without any")
    arguments = parser.parse_args()
    build = ROOT / arguments.build
    faults = Faults(build)
    if arguments.list:
        for fault in faults.all:
            print(f"{fault['name']:34} {fault['kind']:18} {fault['what']}")
        return 0
    chosen = faults.choose(SAMPLE if arguments.sample else arguments.name)
    groups = arguments.group or list(GROUPS)
    if arguments.update and (len(chosen) != len(faults.all) or groups != list(GROUPS) or
                             arguments.first):
        die("--update needs every fault and every group")
    out = ROOT / arguments.out
    start = time.monotonic()
    tests = Tests(build, groups)
    baseline = tests.baseline()
    fuzzer = mutants_fuzz.Fuzzer(ROOT, arguments.fuzz) if arguments.fuzz else None
    lock, done = threading.Lock(), 0
    library, log = fingerprint(), out.with_suffix(".kills")
    kills, spent = read_kills(log, library) if arguments.resume else ({}, 0.0)
    out.parent.mkdir(parents=True, exist_ok=True)
    if not arguments.resume:
        log.unlink(missing_ok=True)

    def work(fault):
        nonlocal done
        begin, killers = time.monotonic(), {}
        for group in groups:
            if arguments.first and killers:
                break
            killer = kills.get((fault["name"], group))
            if not killer:
                killer, took = tests.run(group, fault)
                with lock, log.open("a") as stream:
                    stream.write(json.dumps([library, fault["name"], group, killer, took]) + "\n")
            if killer:
                killers[group] = killer
        fault["killed_by"] = killers
        if fuzzer:
            fault["fuzz"] = fuzzer.run(fault)
        fault["wrong"] = judge(fault, groups)
        with lock:
            done += 1
            verdict = fault["wrong"] or ("killed" if killers else "survives")
            shown = " ".join(killers)
            if fuzzer and fault["fuzz"]["killed"]:
                shown += f" fuzz after {fault['fuzz']['seconds']:.0f} s"
            print(f"{done:3}/{len(chosen)} {verdict:9} {fault['name']:34} {shown} "
                  f"({time.monotonic() - begin:.0f} s)", flush=True)

    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        list(pool.map(work, chosen))
    seconds = spent / arguments.jobs + time.monotonic() - start
    result = mutants_report.result(chosen, groups, baseline, seconds, arguments.fuzz)
    out.write_text(json.dumps(result, indent=1) + "\n")
    if arguments.update:
        (ROOT / "docs" / "mutants.md").write_text(mutants_report.page(result))
    wrong = [fault for fault in chosen if fault["wrong"]]
    for fault in wrong:
        print(f"{fault['name']}: {fault['wrong']} ({', '.join(fault['where'])}: {fault['what']})")
    killed = sum(1 for fault in chosen if fault["killed_by"])
    print(f"mutants: {killed} of {len(chosen)} killed, "
          f"{sum(1 for fault in chosen if fault['survives'])} survive with a reason, "
          f"{len(wrong)} wrong, {seconds:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
