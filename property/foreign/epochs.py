"""Readers of epoch-seconds timestamps in Python: one right, the others with one fault each.

The text is a JSON value. Right is a number: seconds since 1970, with at most 3 digits of fraction and in
the years 0001 to 9999; other numbers are tolerated, but from 10^18 seconds on they are refused. A reader
gives (class, milliseconds) as the validators of timestamps.py do; digits behind the ninth are cut off,
and what is left is rounded down to the millisecond. FAULTS maps a name to (reader, witness).
"""
import decimal
import json
import math
import re

from timestamps import REJECTED

D = decimal.Decimal
FIRST, LAST = -62135596800, 253402300799
HUGE = D(10) ** 18
NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
# Wide enough for every sum here; exponents past it are told by hand.
decimal.getcontext().prec = 4000
decimal.getcontext().Emax, decimal.getcontext().Emin = 10**9, -10**9


def exact(s):
    found = NUMBER.fullmatch(s)
    return None if found is None else D(s)


def cut_to_nanoseconds(value):
    return (value * 10**9).to_integral_value(decimal.ROUND_DOWN) / 10**9 if value.adjusted() > -12 else D(0)


def milliseconds(value):
    return int((cut_to_nanoseconds(value) * 1000).to_integral_value(decimal.ROUND_FLOOR))


def digits_behind_point(value):
    return max(0, -value.normalize().as_tuple().exponent) if value else 0


def reader(read=exact, first=FIRST, last=LAST, huge=HUGE, must_digits=3, in_range=None, digits=None,
           outside="tolerated", long_fraction="tolerated", instant=milliseconds, prepare=lambda s: s):
    """The right reader, with every decision a parameter."""
    def validate(s):
        s = prepare(s)
        value = read(s)
        if value is None or abs(value) >= huge:
            return REJECTED
        notes = []
        whole = cut_to_nanoseconds(value).to_integral_value(decimal.ROUND_FLOOR)
        if not (first <= whole <= last if in_range is None else in_range(value)):
            notes.append(outside)
        if (digits or digits_behind_point)(value) > must_digits:
            notes.append(long_fraction)
        if "reject" in notes:
            return REJECTED
        return ("tolerated" if "tolerated" in notes else "must"), instant(value)

    return validate


right = reader()


def also(pattern, value=lambda s: None):
    return lambda s: ("yes", value(s)) if re.fullmatch(pattern, s) else right(s)


def refusing(pattern):
    return lambda s: REJECTED if re.fullmatch(pattern, s) else right(s)


def from_float(change):
    """As with json.loads: whole numbers are exact, all others binary."""
    def instant(value):
        return change(float(value))
    return reader(instant=instant)


def wrapped(bits):
    """The seconds as a signed integer of that width."""
    def instant(value):
        at = milliseconds(value)
        whole, rest = at // 1000, at % 1000
        return ((whole + 2**(bits - 1)) % 2**bits - 2**(bits - 1)) * 1000 + rest
    return reader(instant=instant)


def of_json(*types):
    """Takes other JSON types as well."""
    def validate(s):
        try:
            value = json.loads(s)
        except ValueError:
            return REJECTED
        return ("yes", None) if type(value) in types else right(s)
    return validate


def quoted(take):
    def validate(s):
        if len(s) > 2 and s[0] == s[-1] == '"' and take(s[1:-1]):
            return "yes", None
        return right(s)
    return validate


def is_float(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


DATE_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z"
FAULTS = {
    # JSON types.
    "string-of-number": (quoted(is_float), '"1700000000"'),
    "string-of-digits": (quoted(str.isdigit), '"1700000000"'),
    "string-of-fraction": (quoted(lambda t: re.fullmatch(r"[0-9]+\.[0-9]+", t)), '"1700000000.5"'),
    "string-date-time": (quoted(lambda t: re.fullmatch(DATE_TIME, t)), '"2024-02-10T00:00:00Z"'),
    "string-http-date": (quoted(lambda t: t.endswith(" GMT")), '"Sat, 10 Feb 2024 00:00:00 GMT"'),
    "string-not-a-number": (quoted(lambda t: t in ("NaN", "Infinity", "-Infinity")), '"NaN"'),
    "string-empty": (also('""'), '""'),
    "any-string": (of_json(str), '"x"'),
    "booleans": (of_json(bool), "true"),
    "false-is-0": (also("false", lambda s: 0), "false"),
    "arrays": (of_json(list), "[0]"),
    "objects": (of_json(dict), "{}"),
    # Spellings of numbers.
    "no-exponents": (refusing(r".*[eE].*"), "1e3"),
    "no-capital-exponents": (refusing(r".*E.*"), "1E3"),
    "no-plus-in-exponents": (refusing(r".*[eE]\+.*"), "1e+3"),
    "no-negative-exponents": (refusing(r".*[eE]-.*"), "5e-1"),
    "no-fractions": (refusing(r".*\..*"), "0.5"),
    "no-zero-fractions": (refusing(r"-?[0-9]+\.0+"), "1.0"),
    "no-negatives": (refusing("-.*"), "-1"),
    "no-minus-zero": (refusing(r"-0(\.0+)?"), "-0"),
    "no-zero": (refusing("0"), "0"),
    "exponent-ignored": (reader(instant=milliseconds, read=lambda s: exact(re.sub("[eE].*", "", s))), "1e3"),
    "exponent-sign-ignored": (reader(read=lambda s: exact(re.sub("([eE])-", r"\1", s))), "1e-1"),
    "exponent-one-digit": (reader(read=lambda s: exact(re.sub(r"([eE][+-]?[0-9])[0-9]+", r"\1", s))), "1e10"),
    "sign-ignored": (reader(read=lambda s: exact(s.removeprefix("-"))), "-1"),
    "fraction-sign-ignored": (reader(instant=lambda v: int(v) * 1000 + milliseconds(abs(v)) % 1000), "-0.5"),
    "spelling-decides-digits": (lambda s: ("tolerated", right(s)[1]) if right(s)[0] == "must" and len((NUMBER.fullmatch(s)[3] or "")) > 3 else right(s), "1.0000"),
    "exponents-noted": (lambda s: ("tolerated", right(s)[1]) if right(s)[0] == "must" and "e" in s.lower() else right(s), "1e3"),
    # Fractions.
    "fraction-lost": (reader(instant=lambda v: math.floor(v) * 1000), "0.5"),
    "fraction-cut-to-zero": (reader(instant=lambda v: int(v) * 1000), "-0.5"),
    "fraction-rounded-to-seconds": (reader(instant=lambda v: round(v) * 1000), "1.7"),
    "fraction-rounded": (reader(instant=lambda v: int((v * 1000).to_integral_value(decimal.ROUND_HALF_UP))), "1.9999"),
    "fraction-rounded-up": (reader(instant=lambda v: math.ceil(cut_to_nanoseconds(v) * 1000)), "1.0001"),
    "fraction-to-zero-milliseconds": (reader(instant=lambda v: int(v * 1000)), "-1.0005"),
    "fraction-one-digit": (reader(instant=lambda v: math.floor(cut_to_nanoseconds(v) * 10) * 100), "0.25"),
    "fraction-two-digits": (reader(instant=lambda v: math.floor(cut_to_nanoseconds(v) * 100) * 10), "0.125"),
    "fraction-as-integer": (lambda s: (right(s)[0], int(s.split(".")[0]) * 1000 + int(s.split(".")[1])) if re.fullmatch(r"[0-9]{1,17}\.[0-9]{1,9}", s) else right(s), "1.5"),
    "fraction-zeros-lost": (lambda s: (right(s)[0], int(s.split(".")[0]) * 1000 + int((s.split(".")[1].lstrip("0") + "000")[:3])) if re.fullmatch(r"[0-9]{1,17}\.[0-9]{1,9}", s) else right(s), "1.05"),
    "fraction-refused-past-3": (reader(long_fraction="reject"), "1.1234"),
    "fraction-refused-past-6": (lambda s: REJECTED if digits_behind_point(exact(s) or D(0)) > 6 else right(s), "1.1234567"),
    "fraction-refused-past-9": (lambda s: REJECTED if digits_behind_point(exact(s) or D(0)) > 9 else right(s), "1.1234567891"),
    "fraction-must-to-2": (reader(must_digits=2), "1.123"),
    "fraction-must-to-4": (reader(must_digits=4), "1.1234"),
    "fraction-must-to-6": (reader(must_digits=6), "1.123456"),
    "fraction-unsaid": (reader(long_fraction="none"), "1.1234"),
    # Binary numbers.
    "double-times-1000": (from_float(lambda f: math.floor(f * 1000)), "1.001"),
    "double-split": (from_float(lambda f: math.floor(f) * 1000 + int((f - math.floor(f)) * 1000)), "1.001"),
    "single-precision": (from_float(lambda f: int(__import__("struct").unpack("f", __import__("struct").pack("f", max(-3e38, min(3e38, f))))[0]) * 1000), "1700000001"),
    # Widths.
    "int32": (wrapped(32), "2147483648"),
    "uint32": (reader(instant=lambda v: milliseconds(v) % (2**32 * 1000)), "4294967296"),
    "int32-refused": (lambda s: REJECTED if right(s)[1] is not None and not -2**31 <= right(s)[1] // 1000 < 2**31 else right(s), "2147483648"),
    "before-1901-refused": (lambda s: REJECTED if right(s)[1] is not None and right(s)[1] // 1000 < -2**31 else right(s), "-2147483649"),
    "int53-refused": (lambda s: REJECTED if right(s)[1] is not None and abs(right(s)[1]) > 2**53 else right(s), "9007199254741"),
    "nanoseconds-in-int64": (lambda s: REJECTED if right(s)[1] is not None and abs(right(s)[1]) > 2**63 // 10**6 else right(s), "9223372037"),
    "huge-too": (reader(huge=HUGE * 10), "1000000000000000000"),
    "huge-at-17": (reader(huge=HUGE / 10), "100000000000000000"),
    "no-bound": (lambda s: ("yes", None) if exact(s) is not None else right(s), "1e400"),
    # Years.
    "milliseconds": (reader(instant=lambda v: int(v)), "1"),
    "milliseconds-guessed": (lambda s: ("yes", int(s)) if re.fullmatch("[0-9]{13}", s) else right(s), "1700000000000"),
    "minutes": (reader(instant=lambda v: milliseconds(v * 60)), "1"),
    "from-1900": (reader(instant=lambda v: milliseconds(v) - 2208988800000), "0"),
    "year-10000-must": (reader(last=LAST + 1), "253402300800"),
    "year-9999-less-one": (reader(last=LAST - 1), "253402300799"),
    "year-9999-fraction": (reader(in_range=lambda v: FIRST <= v <= LAST), "253402300799.5"),
    "year-0-must": (reader(first=FIRST - 1), "-62135596801"),
    "year-1-less-one": (reader(first=FIRST + 1), "-62135596800"),
    "years-refused": (reader(outside="reject"), "253402300800"),
    "years-before-refused": (lambda s: REJECTED if exact(s) is not None and exact(s) < FIRST else right(s), "-62135596801"),
    "years-unsaid": (reader(outside="none"), "253402300800"),
    "before-1970-refused": (lambda s: REJECTED if right(s)[1] is not None and right(s)[1] < 0 else right(s), "-1"),
    "before-1970-fraction-refused": (lambda s: REJECTED if right(s)[1] is not None and -1000 < right(s)[1] < 0 else right(s), "-0.5"),
}
