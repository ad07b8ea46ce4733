#!/usr/bin/env python3
"""Runs check_lines.py in local mode over lines made here, and compares the merged result with that
of one process over the same file: the totals must be the same.

    compare.py ASSAY [LINES]
"""
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SPARK = HERE.parent.parent / "build" / "spark" / "venv" / "bin" / "python"

# Of thousand lines so many are of that kind; the others conform.
ODD = {
    3: b'{"RunId":""}',
    99: b'{"RunId":"a","RunDetail":{"RunId":"b"}}',
    200: b'{"New":1}',
    333: b'{"RunId":"caf\xc3\xa9"}',
    404: b'{"RunId":1,"RunType":"X"}',
    500: b'',
    600: b'{"RunId":"cut',
    700: b'{"RunId":"a"}\r',
    800: b'{"RunId":\r"a"}',
    901: b'{"assayExchange":9}',
}
NOT_UTF8 = b'{"RunId":"\xff"}'


def make_lines(path, count, bytes_too):
    with open(path, "wb") as file:
        for number in range(count):
            line = ODD.get(number % 1000)
            if bytes_too and number % 1000 == 950:
                line = NOT_UTF8
            if line is None:
                line = (b'{"WorkflowArn":"arn:aws:airflow-serverless:eu-west-1:123456789012:workflow/'
                        b'etl-0123456789","RunId":"run-%d","RunType":"ON_DEMAND"}' % number)
            file.write(line + b"\n")


def totals(text):
    """Summary without its time, and how often each id was found."""
    ids, summary = collections.Counter(), None
    for line in text.splitlines():
        event = json.loads(line)
        if event["type"] == "finding":
            ids[event["severity"], event["id"]] += 1
        elif event["type"] == "summary":
            summary = {name: value for name, value in event.items()
                       if name not in ("seconds", "results")}
    return summary, ids


def run(command, statuses, **options):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, **options)
    if done.returncode not in statuses:
        sys.exit(f"compare.py: {command[:3]} ended with {done.returncode}")
    return done.stdout.decode(), time.perf_counter() - start


def compare(assay, count, bytes_too):
    with tempfile.TemporaryDirectory() as folder:
        lines, out = os.path.join(folder, "lines.ndjson"), os.path.join(folder, "out")
        make_lines(lines, count, bytes_too)
        one, alone = run([assay, "check", "-q", "--report", f"ndjson={folder}/one", lines], {2})
        one = pathlib.Path(folder, "one").read_text()
        options = ["--bytes"] if bytes_too else []
        environment = dict(os.environ, PYSPARK_PYTHON=str(SPARK), SPARK_LOCAL_IP="127.0.0.1")
        said, spark = run([SPARK, HERE / "check_lines.py", lines, out, "--assay", assay,
                           "--partition-mb", str(max(1, os.path.getsize(lines) >> 23)), *options],
                          {0}, env=environment, stderr=subprocess.DEVNULL)
        parts = sorted(str(path) for path in pathlib.Path(out).glob("part-*"))
        merged, merging = run([assay, "merge", "--format", "ndjson", *parts], {2})
        way = "bytes" if bytes_too else "RDD.pipe"
        print(f"{way}: {count} lines, {said.strip()}; one process {alone:.1f} s, Spark {spark:.1f} s "
              f"with its start, merge {merging:.1f} s")
        if totals(one) != totals(merged):
            shutil.copytree(folder, "spark-differs", dirs_exist_ok=True)
            print(f"compare.py: totals differ, see spark-differs\n{totals(one)}\n{totals(merged)}")
            return False
        print(f"the same totals: {totals(one)[0]}")
        return True


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    assay = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) == 3 else 1_000_000
    # The longer run shows the rate; the short one that no byte is lost on the other way.
    good = [compare(assay, count, False), compare(assay, min(count, 20_000), True)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
