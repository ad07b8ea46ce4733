#!/usr/bin/env python3
"""Reads file names from standard input; each must be valid JSON (one a line for .jsonl), UTF-8,
without trailing blanks or tabs, with a newline at its end."""
import json
import sys


def problems(path):
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"not UTF-8: {error}"
        return
    if text and not text.endswith("\n"):
        yield "no newline at its end"
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield f"line {number}: trailing blanks"
        if "\t" in line:
            yield f"line {number}: a tab"
    for number, part in enumerate(text.splitlines() if path.endswith(".jsonl") else [text], 1):
        try:
            json.loads(part)
        except ValueError as error:
            yield f"part {number}: {error}"


def main():
    count = bad = 0
    for path in sys.stdin.read().split():
        if "/seeds/" in path or "/regressions/" in path or "/recorded/" in path:
            continue  # bytes on purpose
        count += 1
        for problem in problems(path):
            print(f"{path}: {problem}")
            bad += 1
    print(f"text: {count} files, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
