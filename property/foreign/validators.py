"""The validators of both languages under one roof.

`run(texts)` gives for each module and fault the verdicts over the texts; `told(expected, given)`
says whether a verdict shows that the validator is wrong.
"""
import json
import pathlib
import shutil
import subprocess

import arn
import epochs
import http_dates
import run_id
import statuses
import timestamps

MODULES = {"run_id": run_id, "timestamps": timestamps, "http_dates": http_dates, "epochs": epochs, "arn": arn,
           "statuses": statuses}
HERE = pathlib.Path(__file__).resolve().parent


def in_python(asked):
    answer = {}
    for name, texts in asked.items():
        module = MODULES[name]
        verdicts = {"": [module.right(text) for text in texts]}
        for fault, (validate, _) in module.FAULTS.items():
            verdicts[fault] = [validate(text) for text in texts]
        witnesses = {fault: witness for fault, (_, witness) in module.FAULTS.items()}
        answer[name] = {"witnesses": witnesses, "verdicts": verdicts}
    return answer


def in_javascript(asked):
    done = subprocess.run(["node", str(HERE / "foreign.mjs")], input=json.dumps(asked), text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def languages():
    """What can be run here: Python always, JavaScript where node is."""
    return {"python": in_python, **({"javascript": in_javascript} if shutil.which("node") else {})}


def told(expected, given):
    """Whether `given` is not what a right validator says. Both are booleans, or pairs of class and
    instant (None where none is compared); "yes" takes a text without saying how well."""
    if isinstance(expected, bool):
        return bool(given) != expected
    (right_class, right_instant), (given_class, given_instant) = expected, given
    if right_class == "reject" or given_class == "reject":
        return right_class != given_class
    if given_class not in ("yes", right_class):
        return True
    return None not in (right_instant, given_instant) and right_instant != given_instant
