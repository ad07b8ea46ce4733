#!/usr/bin/env python3
"""Validates JSON files against a JSON Schema (2020-12).

    validate_json.py [--lines] SCHEMA FILE...

With --lines every line of a file is a document (NDJSON). Schemas beside SCHEMA may be referred to
by their names. Exit 0: all valid; 1: some are not; 2: something cannot be read.
Needs the Debian package python3-jsonschema.
"""

import argparse
import json
import pathlib
import sys

import jsonschema


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def load(text):
    return json.loads(text, parse_constant=refuse_constant)


def validator_of(path):
    schema = load(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    store = {}
    for other in path.parent.glob("*.json"):
        document = load(other.read_text(encoding="utf-8"))
        if isinstance(document, dict) and "$id" in document:
            store[document["$id"]] = document
    try:
        import referencing  # jsonschema from 4.18 on
        import referencing.jsonschema
    except ImportError:
        resolver = jsonschema.RefResolver(schema.get("$id", path.as_uri()), schema, store=store)
        return jsonschema.Draft202012Validator(schema, resolver=resolver)
    draft = referencing.jsonschema.DRAFT202012
    resources = [(key, draft.create_resource(value)) for key, value in store.items()]
    registry = referencing.Registry().with_resources(resources)
    return jsonschema.Draft202012Validator(schema, registry=registry)


def documents(path, lines):
    text = path.read_text(encoding="utf-8")
    if not lines:
        yield f"{path}", text
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            yield f"{path}:{number}", line


def main():
    parser = argparse.ArgumentParser(description="Validate JSON files against a JSON Schema.")
    parser.add_argument("--lines", action="store_true", help="every line is a document")
    parser.add_argument("schema", type=pathlib.Path)
    parser.add_argument("file", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    try:
        validator = validator_of(options.schema.resolve())
    except (OSError, ValueError, jsonschema.SchemaError) as error:
        print(f"{options.schema}: {error}", file=sys.stderr)
        return 2
    bad = count = 0
    for path in options.file:
        try:
            for name, text in documents(path, options.lines):
                count += 1
                try:
                    document = load(text)
                except ValueError as error:
                    print(f"{name}: not JSON: {error}", file=sys.stderr)
                    bad += 1
                    continue
                errors = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.path)))
                for error in errors[:5]:
                    place = "/" + "/".join(map(str, error.absolute_path))
                    print(f"{name}: {place}: {error.message[:400]}", file=sys.stderr)
                bad += bool(errors)
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
    if count == 0:
        print("no document: nothing was validated", file=sys.stderr)
        return 2
    print(f"{count} documents, {bad} invalid")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
