#!/usr/bin/env python3
"""Reads a vector file, and runs a validator of IdString against it.

    read_vectors.py corpus/vectors/mwaa-serverless/small/values/IdString.json
"""
import base64
import hashlib
import json
import pathlib
import re
import sys


def bytes_of(case):
    """What a case feeds in: plain, in run-length form, or as base64."""
    if "base64" in case:
        return base64.b64decode(case["base64"])
    text = case["text"] if "text" in case else "".join(p * n for p, n in case["runs"])
    return text.encode("utf-8")


def cases(path):
    """Yields (id, verdict, flags, bytes) of every case."""
    data = pathlib.Path(path).read_bytes()
    file = json.loads(data)
    content = re.split(rb'\n  "content": .*\n', data, maxsplit=1)[1]
    if hashlib.sha256(content).hexdigest() != file["content"]["sha256"]:
        sys.exit(f"{path} is not as it was derived")
    for group in file["groups"]:
        for each in group["sets"]:
            for case in each["cases"]:
                yield f"{group['id']}#{case['id']}", each["verdict"], each["flags"], bytes_of(case)


def validate(data):
    """The validator on trial."""
    text = data.decode("utf-8")
    return len(text) <= 255 and re.fullmatch(r"[a-zA-Z0-9]+[a-zA-Z0-9.\-_]*", text) is not None


if __name__ == "__main__":
    count = wrong = 0
    for name, verdict, flags, data in cases(sys.argv[1]):
        count += 1
        if verdict != "tolerated" and validate(data) != (verdict == "valid"):
            wrong += 1
            print(f"{name}: {verdict}, but the validator says otherwise ({', '.join(flags)})")
    print(f"{count} cases, {wrong} wrong")
    sys.exit(1 if wrong or not count else 0)
