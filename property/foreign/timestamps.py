"""Validators of date-time timestamps in Python: one right, the others with one fault each.

A validator gives (class, instant): the class is "must", "tolerated" or "reject", or "yes" where it
does not tell the first two apart; the instant is in milliseconds since 1970, further digits cut
off, or None where there is none to compare. FAULTS maps a name to (validator, witness).
"""
import datetime
import re
import unicodedata

SHAPE = (r"([0-9]{4})-([0-9]{2})-([0-9]{2})([Tt])([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
         r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))")
LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
REJECTED = ("reject", None)


def leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def month_length(y, m, leap=leap):
    return 29 if m == 2 and leap(y) else LENGTHS[m - 1]


def epoch_days(y, m, d):
    """Days since 1970-01-01, for any year."""
    y, era_shift = y + 400, 146097
    ordinal = 365 * (y - 1) + (y - 1) // 4 - (y - 1) // 100 + (y - 1) // 400
    ordinal += sum(month_length(y, i) for i in range(1, m)) + d
    return ordinal - era_shift - 719163


def validator(shape=SHAPE, flags=0, call=re.fullmatch, prepare=lambda s: s, number=int,
              years=(1, 9999), months=(1, 12), first_day=1, length=month_length, hours=23, hour_24=None,
              minutes=59, seconds=60, leap_second="tolerated", lower="tolerated", offset="tolerated",
              offset_hours=23, offset_minutes=59, minus_zero=True, digits=(0, 10**6), must_digits=3,
              long_fraction="tolerated", milliseconds=lambda f: int((f[1:] + "000")[:3]),
              shift=lambda sign, h, m: sign * (60 * h + m)):
    """The right validator, with every decision a parameter."""
    compiled = re.compile(shape, flags)

    def validate(s):
        found = call(compiled, prepare(s))
        if found is None:
            return REJECTED
        year, month, day, t, hour, minute, second, fraction, z, sign, zone_h, zone_m = found.groups()
        y, mo, d, h, mi, sec = (number(x) for x in (year, month, day, hour, minute, second))
        if not (years[0] <= y <= years[1] and months[0] <= mo <= months[1]):
            return REJECTED
        if not first_day <= d <= length(y, mo):
            return REJECTED
        if not (h <= hours or (hour_24 and h == 24 and hour_24(mi, sec))) or mi > minutes or sec > seconds:
            return REJECTED
        count = len(fraction) - 1 if fraction else 0
        if not digits[0] <= count <= digits[1]:
            return REJECTED
        notes = []
        if sec == 60:
            notes.append(leap_second)
        if t == "t" or z == "z":
            notes.append(lower)
        if count > must_digits:
            notes.append(long_fraction)
        minutes_east = 0
        if sign:
            notes.append(offset)
            oh, om = number(zone_h), number(zone_m or "0")
            if oh > offset_hours or om > offset_minutes:
                return REJECTED
            if sign == "-" and oh == om == 0 and not minus_zero:
                return REJECTED
            minutes_east = shift(-1 if sign == "-" else 1, oh, om)
        if "reject" in notes:
            return REJECTED
        at = ((epoch_days(y, mo, d) * 24 + h) * 60 + mi - minutes_east) * 60 + sec
        at = at * 1000 + (milliseconds(fraction) if fraction else 0)
        return ("tolerated" if "tolerated" in notes else "must"), at

    return validate


right = validator()


def with_shape(old, new, **rest):
    assert old in SHAPE
    return validator(SHAPE.replace(old, new), **rest)


def from_library(read):
    """What a library's reader takes is right, with the instant it gives."""
    def validate(s):
        try:
            value = read(s)
        except (ValueError, OverflowError):
            return REJECTED
        if value.tzinfo is None:
            value = value.replace(tzinfo=datetime.timezone.utc)
        since = value - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return "yes", since // datetime.timedelta(milliseconds=1)

    return validate


def from_slices(s):
    """Cuts at fixed places and leaves the judgement to int(), which takes signs and blanks."""
    if len(s) != 20 or s[4] != "-" or s[10] != "T" or s[-1] != "Z":
        return REJECTED
    try:
        made = datetime.datetime(int(s[0:4]), int(s[5:7]), int(s[8:10]), int(s[11:13]), int(s[14:16]), int(s[17:19]))
    except ValueError:
        return REJECTED
    return "yes", (made - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def also(text_class, pattern):
    """Takes one more form, as a client does that knows it from elsewhere."""
    return lambda s: (text_class, None) if re.fullmatch(pattern, s) else right(s)


def long_month(which, days):
    return validator(length=lambda y, m: days if m == which else month_length(y, m))


def rounded(fraction):
    return round(float("0" + fraction) * 1000)


ZONE = r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))"
FRACTION = r"(\.[0-9]+)?"
D = "2024-02-10"
FAULTS = {
    # Calendar.
    "leap-every-4": (validator(length=lambda y, m: month_length(y, m, lambda y: y % 4 == 0)), "1900-02-29T00:00:00Z"),
    "leap-not-400": (validator(length=lambda y, m: month_length(y, m, lambda y: y % 4 == 0 and y % 100 != 0)), "2000-02-29T00:00:00Z"),
    "leap-never": (validator(length=lambda y, m: month_length(y, m, lambda y: False)), "2024-02-29T00:00:00Z"),
    "leap-always": (long_month(2, 29), "2023-02-29T00:00:00Z"),
    "leap-odd-hundreds": (validator(length=lambda y, m: month_length(y, m, lambda y: y % 4 == 0 and y % 200 != 100)), "2200-02-29T00:00:00Z"),
    "february-30": (long_month(2, 30), "2024-02-30T00:00:00Z"),
    "31-in-all": (validator(length=lambda y, m: 31), "2024-04-31T00:00:00Z"),
    "30-in-all": (validator(length=lambda y, m: min(30, month_length(y, m))), "2024-01-31T00:00:00Z"),
    "june-31": (long_month(6, 31), "2024-06-31T00:00:00Z"),
    "september-31": (long_month(9, 31), "2024-09-31T00:00:00Z"),
    "november-31": (long_month(11, 31), "2024-11-31T00:00:00Z"),
    "july-30": (long_month(7, 30), "2024-07-31T00:00:00Z"),
    "august-30": (long_month(8, 30), "2024-08-31T00:00:00Z"),
    "december-30": (long_month(12, 30), "2024-12-31T00:00:00Z"),
    "day-0": (validator(first_day=0), "2024-03-00T00:00:00Z"),
    "day-32": (long_month(1, 32), "2024-01-32T00:00:00Z"),
    "month-0": (validator(months=(0, 12), length=lambda y, m: 31 if m == 0 else month_length(y, m)), "2024-00-10T00:00:00Z"),
    "month-13": (validator(months=(1, 13), length=lambda y, m: month_length(y, (m - 1) % 12 + 1)), "2024-13-01T00:00:00Z"),
    "month-12-missing": (validator(months=(1, 11)), "2024-12-01T00:00:00Z"),
    # Years.
    "year-0": (validator(years=(0, 9999)), "0000-01-01T00:00:00Z"),
    "year-1-missing": (validator(years=(2, 9999)), "0001-01-01T00:00:00Z"),
    "year-9999-missing": (validator(years=(1, 9998)), "9999-12-31T23:59:59Z"),
    "years-since-1970": (validator(years=(1970, 9999)), "1969-12-31T23:59:59Z"),
    "years-since-1900": (validator(years=(1900, 9999)), "1899-12-31T23:59:59Z"),
    "years-since-1583": (validator(years=(1583, 9999)), "1582-10-04T00:00:00Z"),
    "years-to-2099": (validator(years=(1, 2099)), "2100-01-01T00:00:00Z"),
    "until-2038": (lambda s: REJECTED if (right(s)[1] or 0) >= 2**31 * 1000 else right(s), "2038-01-19T03:14:08Z"),
    "until-2106": (lambda s: REJECTED if (right(s)[1] or 0) >= 2**32 * 1000 else right(s), "2106-02-07T06:28:16Z"),
    "before-1970-as-0": (lambda s: (right(s)[0], max(0, right(s)[1])) if right(s)[1] is not None else REJECTED, "1969-12-31T23:59:59Z"),
    "two-digit-year": (with_shape("([0-9]{4})-", "([0-9]{2}|[0-9]{4})-"), "24-02-10T00:00:00Z"),
    "five-digit-year": (with_shape("([0-9]{4})-", "([0-9]{4,5})-", years=(1, 99999)), "10000-01-01T00:00:00Z"),
    "signed-year": (with_shape("([0-9]{4})-", "([+-]?[0-9]{4})-"), "+2024-02-10T00:00:00Z"),
    # Time of day.
    "hour-24": (validator(hours=24), D + "T24:30:00Z"),
    "hour-24-midnight": (validator(hour_24=lambda m, s: m == s == 0), D + "T24:00:00Z"),
    "hour-23-missing": (validator(hours=22), D + "T23:00:00Z"),
    "minute-60": (validator(minutes=60), D + "T00:60:00Z"),
    "minute-59-missing": (validator(minutes=58), D + "T00:59:00Z"),
    "second-61": (validator(seconds=61), "2016-12-31T23:59:61Z"),
    "second-59-missing": (validator(seconds=58), D + "T00:00:59Z"),
    "leap-second-refused": (validator(leap_second="reject"), "2016-12-31T23:59:60Z"),
    "leap-second-unnoted": (validator(leap_second="must"), "2016-12-31T23:59:60Z"),
    "seconds-optional": (also("yes", r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z"), D + "T03:04Z"),
    "hours-only": (also("yes", r"\d{4}-\d{2}-\d{2}T\d{2}Z"), D + "T03Z"),
    "date-only": (also("yes", r"\d{4}-\d{2}-\d{2}"), D),
    "date-with-zone": (also("yes", r"\d{4}-\d{2}-\d{2}Z"), D + "Z"),
    "single-digit-hour": (with_shape("([Tt])([0-9]{2})", "([Tt])([0-9]{1,2})"), D + "T3:04:05Z"),
    "single-digit-day": (with_shape("-([0-9]{2})([Tt])", "-([0-9]{1,2})([Tt])"), "2024-02-1T00:00:00Z"),
    # Fraction.
    "fraction-needed": (validator(digits=(1, 99)), D + "T00:00:00Z"),
    "fraction-refused": (validator(digits=(0, 0)), D + "T00:00:00.5Z"),
    "fraction-of-3-only": (with_shape(FRACTION, r"(\.[0-9]{3})?"), D + "T00:00:00.5Z"),
    "fraction-to-2": (validator(digits=(0, 2)), D + "T00:00:00.123Z"),
    "fraction-to-3": (validator(long_fraction="reject"), D + "T00:00:00.1234Z"),
    "fraction-to-6": (validator(digits=(0, 6)), D + "T00:00:00.1234567Z"),
    "fraction-to-9": (validator(digits=(0, 9)), D + "T00:00:00.1234567890Z"),
    "fraction-unnoted": (validator(must_digits=10**6), D + "T00:00:00.1234Z"),
    "fraction-noted-from-3": (validator(must_digits=2), D + "T00:00:00.123Z"),
    "fraction-unnoted-4": (validator(must_digits=4), D + "T00:00:00.1234Z"),
    "fraction-unnoted-6": (validator(must_digits=6), D + "T00:00:00.1234Z"),
    "fraction-empty": (with_shape(FRACTION, r"(\.[0-9]*)?"), D + "T00:00:00.Z"),
    "fraction-comma": (with_shape(FRACTION, r"([.,][0-9]+)?"), D + "T00:00:00,5Z"),
    "fraction-as-count": (validator(milliseconds=lambda f: int(f[1:4])), D + "T00:00:00.5Z"),
    "fraction-dropped": (validator(milliseconds=lambda f: 0), D + "T00:00:00.5Z"),
    "fraction-rounded": (validator(milliseconds=rounded), D + "T00:00:00.9996Z"),
    "fraction-microseconds": (validator(milliseconds=lambda f: int(f[1:]) // 1000), D + "T00:00:00.5Z"),
    # Zone.
    "zone-missing": (with_shape(ZONE, "(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?"), D + "T00:00:00"),
    "zone-Z-only": (validator(offset="reject"), D + "T00:00:00+00:00"),
    "zone-offset-unnoted": (validator(offset="must"), D + "T00:00:00+01:00"),
    "zone-offset-only": (with_shape("(?:([Zz])|", "(?:((?!))|"), D + "T00:00:00Z"),
    "zone-plus-only": (with_shape("([+-])", "([+])"), D + "T00:00:00-01:00"),
    "zone-minus-zero-refused": (validator(minus_zero=False), D + "T00:00:00-00:00"),
    "zone-hours-only": (validator(SHAPE.replace(":([0-9]{2}))", "(?::([0-9]{2}))?)")), D + "T00:00:00+01"),
    "zone-no-colon": (validator(SHAPE.replace(":([0-9]{2}))", ":?([0-9]{2}))")), D + "T00:00:00+0100"),
    "zone-hour-24": (validator(offset_hours=24), D + "T00:00:00+24:00"),
    "zone-hour-99": (validator(offset_hours=99), D + "T00:00:00+99:00"),
    "zone-hour-14": (validator(offset_hours=14), D + "T00:00:00+23:59"),
    "zone-minute-60": (validator(offset_minutes=60), D + "T00:00:00+01:60"),
    "zone-minute-59-missing": (validator(offset_minutes=58), D + "T00:00:00+23:59"),
    "zone-sign-turned": (validator(shift=lambda sign, h, m: -sign * (60 * h + m)), D + "T00:00:00+01:00"),
    "zone-ignored": (validator(shift=lambda sign, h, m: 0), D + "T00:00:00+01:00"),
    "zone-minutes-unsigned": (validator(shift=lambda sign, h, m: sign * 60 * h + m), D + "T00:00:00-05:30"),
    "zone-minutes-dropped": (validator(shift=lambda sign, h, m: sign * 60 * h), D + "T00:00:00+05:30"),
    "zone-named": (also("yes", r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(UTC|GMT)"), D + "T00:00:00GMT"),
    "zone-twice": (also("yes", r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\+00:00"), D + "T00:00:00Z+00:00"),
    # Letters, anchors, what surrounds.
    "lower-refused": (validator(lower="reject"), D + "t00:00:00z"),
    "lower-unnoted": (validator(lower="must"), D + "t00:00:00z"),
    "lower-t-refused": (with_shape("[Tt]", "T"), D + "t00:00:00Z"),
    "lower-z-refused": (with_shape("[Zz]", "Z"), D + "T00:00:00z"),
    "blank-for-T": (with_shape("[Tt]", "[Tt ]"), D + " 00:00:00Z"),
    "underscore-for-T": (with_shape("[Tt]", "[Tt_]"), D + "_00:00:00Z"),
    "match-only": (validator(call=re.match), D + "T00:00:00Zx"),
    "dollar": (validator(SHAPE + "$", call=re.match), D + "T00:00:00Z\n"),
    "search": (validator(SHAPE + r"\Z", call=re.search), "x" + D + "T00:00:00Z"),
    "unicode-digits": (validator(SHAPE.replace("[0-9]", r"\d")), "202\u0664-02-10T00:00:00Z"),
    "dot-unescaped": (with_shape(FRACTION, "(.[0-9]+)?"), D + "T00:00:00:5Z"),
    "slash-before-day": (validator(SHAPE.replace("-([0-9]{2})([Tt])", "[-/]([0-9]{2})([Tt])")), "2024-02/10T00:00:00Z"),
    "any-date-separator": (validator(SHAPE.replace("-([0-9]{2})", ".([0-9]{2})")), "2024/02/10T00:00:00Z"),
    "any-time-separator": (validator(SHAPE.replace(":([0-9]{2}):", ".([0-9]{2}).")), D + "T00.00.00Z"),
    "strip": (validator(prepare=str.strip), " " + D + "T00:00:00Z"),
    "nfkc": (validator(prepare=lambda s: unicodedata.normalize("NFKC", s)), "\uff12024-02-10T00:00:00Z"),
    "nul-ends": (validator(prepare=lambda s: s.split("\0")[0]), D + "T00:00:00Z\0"),
    "quotes-removed": (validator(prepare=lambda s: s.strip('"')), '"' + D + 'T00:00:00Z"'),
    # Libraries.
    "fromisoformat": (from_library(datetime.datetime.fromisoformat), "20240210T000000Z"),
    "fromisoformat-with-zone": (lambda s: from_library(datetime.datetime.fromisoformat)(s)
                                if re.search("[Zz]$|[+-][0-9:]+$", s[10:]) else REJECTED, "2024-W06-6T00:00:00Z"),
    "strptime": (from_library(lambda s: datetime.datetime.strptime(s, "%Y-%m-%dT%H:%M:%S%z")), D + "T00:00:00.5Z"),
    "strptime-literal-Z": (from_library(lambda s: datetime.datetime.strptime(s, "%Y-%m-%dT%H:%M:%SZ")), "2024-2-1T0:0:0Z"),
    "slices": (from_slices, D + "T00:00:00.5Z"),
    "slices-int-leniency": (lambda s: right(s) if from_slices(s) == REJECTED else from_slices(s), "2024-02-10T 1:00:00Z"),
    "int-underscores": (lambda s: right(s) if not re.fullmatch(r"\d_\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", s) else ("yes", None), "2_24-02-10T00:00:00Z"),
    "epoch-seconds": (also("yes", r"-?\d{1,12}(\.\d+)?"), "1700000000"),
    "http-date": (also("yes", r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT"), "Sat, 10 Feb 2024 00:00:00 GMT"),
    "basic-format": (also("yes", r"\d{8}T\d{6}Z"), "20240210T000000Z"),
    "ordinal-date": (also("yes", r"\d{4}-\d{3}T\d{2}:\d{2}:\d{2}Z"), "2024-041T00:00:00Z"),
    "week-date": (also("yes", r"\d{4}-W\d{2}-\dT\d{2}:\d{2}:\d{2}Z"), "2024-W06-6T00:00:00Z"),
    "empty": (also("yes", ""), ""),
}
