#!/usr/bin/env python3
"""Feeds vectors to the faulty validators of this folder and counts who is found out: the checked-in
vectors, and those that `assay derive` makes for the formats of timestamps that the contract has not.

    kill.py --assay PROGRAM                  prints the table and the survivors
    kill.py --assay PROGRAM --check PAGE     fails if a rate is below its goal or PAGE is not what would be written
    kill.py --assay PROGRAM --write PAGE     writes PAGE
    kill.py --assay PROGRAM --vectors DIR    of the vectors below DIR instead of the checked-in ones
"""
import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

import validators

VECTORS = validators.HERE.parents[1] / "corpus" / "vectors"
FORMATS = validators.HERE / "formats.json"  # a model of what the embedded contract has no shape for
SERVICES = {"mwaa-serverless": {"run_id": "IdString", "timestamps": "TimestampValue", "arn": "WorkflowArn",
                                "statuses": "WorkflowRunStatus"},
            "formats": {"http_dates": "HttpDate", "epochs": "EpochSeconds"}}
SHAPES = {name: (service, shape) for service, shapes in SERVICES.items() for name, shape in shapes.items()}
TIERS = ("small", "medium")
# Of the faults of both languages together.
GOALS = {"run_id": 0.98, "timestamps": 1.0, "http_dates": 1.0, "epochs": 1.0, "arn": 0.98, "statuses": 0.98}
TIMESTAMPS = ("timestamps", "http_dates", "epochs")


def text_of(case):
    if "base64" in case:
        return base64.b64decode(case["base64"]).decode("utf-8")
    return case["text"] if "text" in case else "".join(piece * times for piece, times in case["runs"])


def cases(name, tier, vectors):
    """(text, verdict as the validators give it) of every case."""
    service, shape = SHAPES[name]
    path = vectors / service / tier / "values" / (shape + ".json")
    for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
        for each in group["sets"]:
            for case in each["cases"]:
                yield text_of(case), verdict(name, each, case)


def verdict(name, each, case):
    if name not in TIMESTAMPS:
        return each["verdict"] == "valid"
    # Forms that a check says nothing of although clients need not take them.
    tolerated = each["verdict"] == "tolerated" or each["client"] == "may-accept"
    word = "reject" if each["verdict"] == "invalid" else "tolerated" if tolerated else "must"
    instant = case.get("instant")
    return word, None if instant is None else instant[0] * 1000 + instant[1] // 1000000


def short(text):
    """A witness for a line of a page: in ASCII, long ones cut."""
    shown = json.dumps(text).replace("|", "\\|")
    return shown if len(shown) <= 90 else f"{shown[:40]}...{shown[-30:]} ({len(text)} characters)"


def measure(vectors, assay):
    """Yields (module, tier, language, faults, survivors with their witnesses)."""
    with tempfile.TemporaryDirectory() as derived:
        subprocess.run([assay, "derive", "-q", "--model", FORMATS, "--out", derived], check=True)
        folders = {"mwaa-serverless": vectors, "formats": pathlib.Path(derived)}
        yield from measure_in(folders)


def measure_in(folders):
    for name in validators.MODULES:
        for tier in TIERS:
            texts, expected = zip(*cases(name, tier, folders[SHAPES[name][0]]))
            for language, run in validators.languages().items():
                found = run({name: texts})[name]
                wrong = [text for text, e, g in zip(texts, expected, found["verdicts"].pop("")) if validators.told(e, g)]
                if wrong:
                    sys.exit(f"the right validator of {name} in {language} and the vectors ({tier}) disagree on "
                             f"{len(wrong)} texts, among them {short(min(wrong, key=len))}")
                survivors = {fault: found["witnesses"][fault] for fault, given in found["verdicts"].items()
                             if not any(map(validators.told, expected, given))}
                yield name, tier, language, len(found["verdicts"]), survivors


def page(rows):
    lines = ["# What the vectors find out", "",
             "Validators in Python and JavaScript, each with one fault that is easily made there: anchors and flags of",
             "engines, classes and bounds off by one, texts changed before the check, loops by hand, calendars, zones,",
             "the languages' own readers. They were written before their author saw a vector, and a test names for each",
             "a text that it judges wrongly; those of epoch seconds by one who knew which spellings of numbers are derived.",
             "A fault is found out when it misjudges one vector of the tier.",
             "Survivors of earlier counts led to vectors of their class (parts between separators that are empty,",
             "missing, doubled or from elsewhere, what is put around a text, invisible characters, usual words and",
             "zones, nines in fractions); the faults stayed as they were.",
             "`property/foreign/kill.py --assay PROGRAM --write docs/kill-rate.md` writes this page, CI repeats the count.", "",
             "| shape | tier | language | faults | found out | |", "|---|---|---|---|---|---|"]
    left = []
    for name, tier, language, count, survivors in rows:
        killed = count - len(survivors)
        lines.append(f"| {SHAPES[name][1]} | {tier} | {language} | {count} | {killed} | {100 * killed / count:.1f} % |")
        left += [f"| {SHAPES[name][1]} | {tier} | {language} | `{fault}` | `{short(text)}` |"
                 for fault, text in survivors.items()]
    lines += ["", "## Not found out", ""]
    if left:
        lines += ["| shape | tier | language | fault | a text it misjudges |", "|---|---|---|---|---|", *left]
    else:
        lines.append("None.")
    return "\n".join(lines) + "\n"


def missed_goals(rows):
    for name, goal in GOALS.items():
        for tier in TIERS:
            of = [(count, len(survivors)) for n, t, _, count, survivors in rows if (n, t) == (name, tier)]
            count, survived = (sum(column) for column in zip(*of))
            if count - survived < goal * count:
                yield f"{SHAPES[name][1]}, {tier}: {survived} of {count} faults are not found out, {1 - goal:.0%} may be"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--assay", type=pathlib.Path, metavar="PROGRAM", required=True)
    parser.add_argument("--vectors", type=pathlib.Path, metavar="DIR", default=VECTORS)
    parser.add_argument("--check", type=pathlib.Path, metavar="PAGE")
    parser.add_argument("--write", type=pathlib.Path, metavar="PAGE")
    options = parser.parse_args()
    rows = list(measure(options.vectors, options.assay.resolve()))
    text = page(rows)
    print(text)
    if "javascript" not in validators.languages():
        print("node is not installed: the validators in JavaScript are not run")
    bad = list(missed_goals(rows))
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    # Without node only half of the table can be made.
    if options.check and len(validators.languages()) == 2 and options.check.read_text(encoding="utf-8") != text:
        bad.append(f"{options.check} is out of date: run property/foreign/kill.py --assay PROGRAM --write {options.check}")
    if bad:
        sys.exit("\n".join(bad))


if __name__ == "__main__":
    main()
