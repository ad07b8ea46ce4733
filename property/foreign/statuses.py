"""Validators of WorkflowRunStatus in Python: one right, the others with one fault each.

FAULTS maps a name to (validator, witness).
"""
import re
import unicodedata

NAMES = ("STARTING", "QUEUED", "RUNNING", "SUCCESS", "FAILED", "TIMEOUT", "STOPPING", "STOPPED")


def right(s):
    return s in NAMES


def among(*names):
    return lambda s: s in names


def without(name):
    return among(*(n for n in NAMES if n != name))


def prepared(change):
    return lambda s: change(s) in NAMES


def squeezed(s):
    return re.sub("[ _-]", "", s)


ONE = "|".join(NAMES)
FAULTS = {
    **{f"without-{name}": (without(name), name) for name in NAMES},
    "cancelled-too": (among(*NAMES, "CANCELLED"), "CANCELLED"),
    "timed-out": (among(*NAMES, "TIMED_OUT"), "TIMED_OUT"),
    "succeeded": (among(*NAMES, "SUCCEEDED"), "SUCCEEDED"),
    "unknown-too": (among(*NAMES, "UNKNOWN"), "UNKNOWN"),
    "pending-too": (among(*NAMES, "PENDING"), "PENDING"),
    "success-misspelt": (among(*(n for n in NAMES if n != "SUCCESS"), "SUCESS"), "SUCCESS"),
    "empty-too": (among(*NAMES, ""), ""),
    "any-text": (lambda s: True, "x"),
    "upper": (prepared(str.upper), "queued"),
    "capitals": (lambda s: s in NAMES or s in [n.capitalize() for n in NAMES], "Queued"),
    "casefold": (lambda s: s.casefold() in [n.casefold() for n in NAMES], "\u017fTARTING"),
    "strip": (prepared(str.strip), " QUEUED"),
    "strip-end": (prepared(str.rstrip), "QUEUED "),
    "nfkc": (prepared(lambda s: unicodedata.normalize("NFKC", s)), "\uff31UEUED"),
    "nul-ends": (prepared(lambda s: s.split("\0")[0]), "QUEUED\0"),
    "squeezed": (prepared(squeezed), "TIME_OUT"),
    "in-text": (lambda s: s in " ".join(NAMES), "QUEUE"),
    "starts-with-name": (lambda s: s.startswith(NAMES), "QUEUEDX"),
    "starts-name": (lambda s: any(n.startswith(s) for n in NAMES), "STOP"),
    "contains-name": (lambda s: any(n in s for n in NAMES), "XQUEUED"),
    "ends-with-name": (lambda s: s.endswith(NAMES), "XQUEUED"),
    "match-without-end": (lambda s: re.match(ONE, s) is not None, "QUEUEDX"),
    "match-dollar": (lambda s: re.match(f"(?:{ONE})$", s) is not None, "QUEUED\n"),
    "alternatives-ungrouped": (lambda s: re.search(f"^{ONE}$", s) is not None, "STARTINGX"),
    "stop-optional": (lambda s: s in NAMES or s == "STOP", "STOP"),
    "list-of-names": (lambda s: all(p in NAMES for p in s.split(",")), "QUEUED,FAILED"),
    "listed-with-bar": (lambda s: all(p in NAMES for p in s.split("|")), "QUEUED|FAILED"),
    "first-7-letters": (lambda s: s[:7] in [n[:7] for n in NAMES], "STARTINX"),
    "first-4-letters": (lambda s: s[:4] in [n[:4] for n in NAMES], "STAR"),
    "letters-as-set": (lambda s: sorted(s) in [sorted(n) for n in NAMES], "DEUEUQ"),
    "length-and-ends": (lambda s: any(len(s) == len(n) and s[:1] == n[0] and s[-1:] == n[-1] for n in NAMES), "QXXXXD"),
    "first-letter-unchecked": (lambda s: s[1:] in [n[1:] for n in NAMES], "XUEUED"),
    "last-letter-unchecked": (lambda s: s[:-1] in [n[:-1] for n in NAMES], "QUEUEX"),
}
