#!/usr/bin/env python3
"""Feeds the checked-in vectors to the faulty validators of this folder and counts who is found out.

    kill.py                  prints the table and the survivors
    kill.py --check PAGE     fails if a rate is below its goal or PAGE is not what would be written
    kill.py --write PAGE     writes PAGE
"""
import argparse
import base64
import json
import pathlib
import sys

import validators

VECTORS = validators.HERE.parents[1] / "corpus" / "vectors" / "mwaa-serverless"
SHAPES = {"run_id": "IdString", "timestamps": "TimestampValue", "arn": "WorkflowArn", "statuses": "WorkflowRunStatus"}
TIERS = ("small", "medium")
GOALS = {"run_id": 0.98, "timestamps": 1.0}  # of the faults of both languages together
CLASSES = {"valid": "must", "tolerated": "tolerated", "invalid": "reject"}


def text_of(case):
    if "base64" in case:
        return base64.b64decode(case["base64"]).decode("utf-8")
    return case["text"] if "text" in case else "".join(piece * times for piece, times in case["runs"])


def cases(name, tier):
    """(text, verdict as the validators give it) of every case."""
    path = VECTORS / tier / "values" / (SHAPES[name] + ".json")
    for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
        for each in group["sets"]:
            for case in each["cases"]:
                yield text_of(case), verdict(name, each["verdict"], case)


def verdict(name, word, case):
    if name != "timestamps":
        return word == "valid"
    instant = case.get("instant")
    return CLASSES[word], None if instant is None else instant[0] * 1000 + instant[1] // 1000000


def short(text):
    """A witness for a line of a page: in ASCII, long ones cut."""
    shown = json.dumps(text).replace("|", "\\|")
    return shown if len(shown) <= 90 else f"{shown[:40]}...{shown[-30:]} ({len(text)} characters)"


def measure():
    """Yields (module, tier, language, faults, survivors with their witnesses)."""
    for name in validators.MODULES:
        for tier in TIERS:
            texts, expected = zip(*cases(name, tier))
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
             "a text that it judges wrongly. A fault is found out when it misjudges one vector of the tier.",
             "Five survivors of earlier counts led to vectors of their class (nines in fractions, a blank for the",
             "sign of an offset, a second zone, names that JavaScript's objects have); the faults stayed as they were.",
             "`property/foreign/kill.py --write docs/kill-rate.md` writes this page, CI repeats the count.", "",
             "| shape | tier | language | faults | found out | |", "|---|---|---|---|---|---|"]
    left = []
    for name, tier, language, count, survivors in rows:
        killed = count - len(survivors)
        lines.append(f"| {SHAPES[name]} | {tier} | {language} | {count} | {killed} | {100 * killed / count:.1f} % |")
        left += [f"| {SHAPES[name]} | {tier} | {language} | `{fault}` | `{short(text)}` |"
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
                yield f"{SHAPES[name]}, {tier}: {survived} of {count} faults are not found out, {1 - goal:.0%} may be"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", type=pathlib.Path, metavar="PAGE")
    parser.add_argument("--write", type=pathlib.Path, metavar="PAGE")
    options = parser.parse_args()
    rows = list(measure())
    text = page(rows)
    print(text)
    if "javascript" not in validators.languages():
        print("node is not installed: the validators in JavaScript are not run")
    bad = list(missed_goals(rows))
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    # Without node only half of the table can be made.
    if options.check and len(validators.languages()) == 2 and options.check.read_text(encoding="utf-8") != text:
        bad.append(f"{options.check} is out of date: run property/foreign/kill.py --write {options.check}")
    if bad:
        sys.exit("\n".join(bad))


if __name__ == "__main__":
    main()
