#!/usr/bin/env python3
"""The floors: an #include only ever points down, and leaves never use each other.

Also: libraries stay in the places that may use them, nothing but its data and its typed view
knows one service, source files keep to 400 lines. Prints what breaks that; exit 1 if anything.
"""
import re
import subprocess
import sys

FLOOR = {"include/assay": 0, "spec": 1, "parsers": 2, "corpus": 2, "conformance": 3,
         "property": 4, "fuzz": 4, "bench": 4, "cli": 5}
# Libraries and the only places that may include them.
ONLY_IN = {
    "simdjson.h": ("parsers/structural_index", "parsers/reference/", "bench/"),
    "rapidjson/": ("spec/json_tree.cc", "bench/"),
    "nlohmann/": ("_test", "parsers/reference/", "property/", "bench/"),
    "re2/": ("_test", "parsers/reference/", "property/foreign/", "bench/"),
    "rapidcheck": ("property/",),
    "benchmark/": ("bench/",),
    "CLI/": ("cli/",),
}
ONE_SERVICE = re.compile(r"GetWorkflowRun|AmazonMWAA|mwaa-serverless|airflow-serverless")
ONE_SERVICE_ALLOWED = re.compile(
    r"_test|_test_util|get_workflow_run|fuzz_bind_view|embedded|^bench/|^property/|^conformance/suites/")
MOST_LINES = 400


def folder_of(path):
    return next((folder for folder in FLOOR if path.startswith(folder + "/")), None)


def is_test(path):
    return re.search(r"_(test|test_util)\.(cc|h)$", path) is not None


def check_include(path, here, header):
    """What an include breaks, or None."""
    target = "include/assay" if header.startswith("assay/") else folder_of(header)
    if target and target != here:
        if FLOOR[target] > FLOOR[here]:
            return f"floor {FLOOR[here]} includes floor {FLOOR[target]}"
        if FLOOR[target] == FLOOR[here]:
            # Tests of the parsers may feed them what the corpus makes; nothing else crosses.
            if not (is_test(path) and here == "parsers" and target == "corpus"):
                return f"{here} and {target} stand on one floor"
    if here == "include/assay" and target is None and ("/" in header or header.endswith(".h")):
        return "the public API includes the standard library only"
    for library, places in ONLY_IN.items():
        if header.startswith(library) and not any(place in path for place in places):
            return f"belongs in {', '.join(places)} only"
    return None


def main():
    files = subprocess.run(["git", "ls-files", "*.cc", "*.h", "*.c"], capture_output=True,
                           text=True, check=True).stdout.split()
    bad = []
    for path in files:
        here = folder_of(path)
        if here is None:
            continue
        lines = open(path, encoding="utf-8").read().splitlines()
        if len(lines) > MOST_LINES:
            bad.append(f"{path}: {len(lines)} lines; the most is {MOST_LINES}")
        for number, line in enumerate(lines, 1):
            match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if match:
                problem = check_include(path, here, match.group(1))
                if problem:
                    bad.append(f"{path}:{number}: {match.group(1)}: {problem}")
            elif ONE_SERVICE.search(line.split("//")[0]) and not ONE_SERVICE_ALLOWED.search(path):
                bad.append(f"{path}:{number}: knows one service: {line.strip()[:70]}")
    for line in bad:
        print(line)
    print(f"floors: {len(files)} files, {len(bad)} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
