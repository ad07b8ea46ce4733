"""Validators of http-date timestamps in Python: one right, the others with one fault each.

IMF-fixdate of RFC 7231: `Sun, 06 Nov 1994 08:49:37 GMT`, no fraction, years 0001 to 9999. Second 60
and a day of the week that the date does not fall on are tolerated. A validator gives (class, instant)
as those of timestamps.py do; FAULTS maps a name to (validator, witness).
"""
import datetime
import email.utils
import re
import unicodedata

from timestamps import REJECTED, epoch_days, month_length

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December")
SHAPE = r"([A-Z][a-z]{2}), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT"


def validator(shape=SHAPE, flags=0, call=re.fullmatch, prepare=lambda s: s, days=DAYS, months=MONTHS,
              name=lambda names, text: names.index(text) if text in names else None, any_day=False,
              years=(1, 9999), year=int, first_day=1, length=month_length, hours=23, minutes=59, seconds=60,
              leap_second="tolerated", wrong_day="tolerated", week_shift=0, month_shift=0, second_kept=True,
              hour=lambda h: h, zone=lambda found: 0):
    """The right validator, with every decision a parameter."""
    compiled = re.compile(shape, flags)

    def validate(s):
        found = call(compiled, prepare(s))
        if found is None:
            return REJECTED
        week, d, month, y, h, mi, sec = found.groups()[:7]
        week, month = name(days, week), name(months, month)
        if (week is None and not any_day) or month is None:
            return REJECTED
        y, mo, d, h, mi, sec = year(y), month + 1 + month_shift, int(d), hour(int(h)), int(mi), int(sec)
        if not years[0] <= y <= years[1] or not first_day <= d <= length(y, mo):
            return REJECTED
        if h > hours or mi > minutes or sec > seconds:
            return REJECTED
        date = epoch_days(y, mo, d)
        notes = [leap_second] if sec == 60 else []
        if week is not None and (date + 3 + week_shift) % 7 != week:
            notes.append(wrong_day)
        if "reject" in notes:
            return REJECTED
        at = ((date * 24 + h) * 60 + mi) * 60 + (sec if second_kept else min(sec, 59)) - zone(found)
        return ("tolerated" if "tolerated" in notes else "must"), at * 1000

    return validate


right = validator()


def with_shape(old, new, **rest):
    assert old in SHAPE, old
    return validator(SHAPE.replace(old, new), **rest)


def from_library(read):
    def validate(s):
        try:
            value = read(s)
        except (ValueError, OverflowError, TypeError, IndexError):
            return REJECTED
        if value is None:
            return REJECTED
        if value.tzinfo is None:
            value = value.replace(tzinfo=datetime.timezone.utc)
        since = value - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return "yes", since // datetime.timedelta(milliseconds=1)

    return validate


def from_slices(s):
    """Cuts at fixed places and leaves the judgement to int() and to the library's calendar."""
    if len(s) != 29 or s[-3:] != "GMT" or s[8:11] not in MONTHS:
        return REJECTED
    try:
        made = datetime.datetime(int(s[12:16]), MONTHS.index(s[8:11]) + 1, int(s[5:7]), int(s[17:19]), int(s[20:22]), int(s[23:25]))
    except ValueError:
        return REJECTED
    return "yes", (made - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def also(pattern, text_class="yes"):
    return lambda s: (text_class, None) if re.fullmatch(pattern, s) else right(s)


def unlike(names, text):
    """Names compared without case."""
    lower = [n.lower() for n in names]
    return lower.index(text.lower()) if text.lower() in lower else None


def without(names, *left_out):
    return tuple("???" if n in left_out else n for n in names)


def long_month(which, days):
    return validator(length=lambda y, m: days if m == which else month_length(y, m))


DAY, MONTH, YEAR = "([0-9]{2}) ([A-Z]", "([A-Z][a-z]{2}) ([0-9]{4})", "([0-9]{4})"
S = "Sun, 06 Nov 1994 08:49:37 GMT"
FAULTS = {
    # Anchors, flags, changes before the check.
    "match-only": (validator(call=re.match), S + "x"),
    "dollar": (validator("(?:" + SHAPE + ")$", call=re.match), S + "\n"),
    "search": (validator(call=re.search), "x" + S),
    "strip": (validator(prepare=str.strip), S + " "),
    "strip-quotes": (validator(prepare=lambda s: s.strip('"')), '"' + S + '"'),
    "nul-ends": (validator(prepare=lambda s: s.split("\0")[0]), S + "\0"),
    "nfkc": (validator(prepare=lambda s: unicodedata.normalize("NFKC", s)), S.replace("S", "\uff33")),
    "blanks-folded": (validator(prepare=lambda s: re.sub(" +", " ", s)), S.replace(" 08", "  08")),
    "white-space-for-blank": (validator(SHAPE.replace(" ", r"\s")), S.replace(" 08", "\t08")),
    "unicode-digits": (validator(SHAPE.replace("[0-9]", r"\d")), S.replace("7 GMT", "\u0667 GMT")),
    "ignorecase": (validator(flags=re.I, name=unlike), S.lower()),
    "ignorecase-gmt": (validator(SHAPE.replace("GMT", "(?i:gmt)")), S.replace("GMT", "gmt")),
    "ignorecase-names": (validator(SHAPE.replace("[A-Z][a-z]{2}", "[A-Za-z]{3}"), name=unlike), S.replace("Nov", "nov")),
    "empty": (also(""), ""),
    # Names.
    "any-week-day": (validator(any_day=True), S.replace("Sun", "Xxx")),
    "week-day-optional": (with_shape("([A-Z][a-z]{2}), ", "(?:([A-Z][a-z]{2}), )?", any_day=True), S[5:]),
    "week-days-long-too": (also("(?:" + "|".join(LONG_DAYS) + ")" + SHAPE.removeprefix("([A-Z][a-z]{2})")), S.replace("Sun", "Sunday")),
    "months-long-too": (also(SHAPE.replace(MONTH, "(?:" + "|".join(LONG_MONTHS) + ") ([0-9]{4})")), S.replace("Nov", "November")),
    "may-missing": (validator(months=without(MONTHS, "May")), "Mon, 06 May 2024 00:00:00 GMT"),
    "dec-missing": (validator(months=without(MONTHS, "Dec")), "Fri, 06 Dec 2024 00:00:00 GMT"),
    "sept": (validator(SHAPE.replace(MONTH, "([A-Z][a-z]{2,3}) ([0-9]{4})"), months=tuple("Sept" if m == "Sep" else m for m in MONTHS)), "Fri, 06 Sep 2024 00:00:00 GMT"),
    "wednesday-missing": (validator(days=without(DAYS, "Wed")), "Wed, 07 Feb 2024 00:00:00 GMT"),
    "sunday-missing": (validator(days=without(DAYS, "Sun")), S),
    "months-from-0": (validator(month_shift=-1, length=lambda y, m: 31 if m < 1 else month_length(y, m)), S),
    "jun-jul-swapped": (validator(months=MONTHS[:5] + ("Jul", "Jun") + MONTHS[7:]), "Thu, 06 Jun 2024 00:00:00 GMT"),
    "month-in-german": (also(SHAPE.replace(MONTH, "(Mai|Okt|Dez) ([0-9]{4})")), "Tue, 29 Dez 2015 00:00:00 GMT"),
    "month-number": (also(SHAPE.replace(MONTH, "[0-9]{2} ([0-9]{4})")), "Sun, 06 11 1994 08:49:37 GMT"),
    "week-day-wrong-refused": (validator(wrong_day="reject"), S.replace("Sun", "Mon")),
    "week-day-wrong-unsaid": (validator(wrong_day="none"), S.replace("Sun", "Mon")),
    "week-from-sunday": (validator(week_shift=1), S),
    "week-without-leap-days": (validator(week_shift=0, wrong_day="reject", days=("Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon")), S),
    # Separators.
    "comma-optional": (with_shape(", ", ",? "), S.replace(",", "")),
    "blank-after-comma-optional": (with_shape(", ", ", ?"), S.replace(", ", ",")),
    "dashes-too": (validator(SHAPE.replace(DAY, "([0-9]{2})[ -]([A-Z]").replace("{2}) ([0-9]{4}", "{2})[ -]([0-9]{4}")), S.replace("06 Nov 1994", "06-Nov-1994")),
    "dots-in-time": (validator(SHAPE.replace(":", "[:.]")), S.replace(":", ".")),
    "gmt-optional": (with_shape(" GMT", "(?: GMT)?"), S[:-4]),
    "utc-too": (with_shape("GMT", "(?:GMT|UTC)"), S.replace("GMT", "UTC")),
    "z-too": (with_shape(" GMT", "(?: GMT|Z)"), S.replace(" GMT", "Z")),
    "zone-any-letters": (with_shape("GMT", "[A-Z]{3}"), S.replace("GMT", "EST")),
    "zone-offset-too": (with_shape("GMT", r"(?:GMT|\+0000)"), S.replace("GMT", "+0000")),
    "zone-offset-behind": (with_shape("GMT", r"GMT(?:[+-]\d{2}:?\d{2})?"), S + "+01:00"),
    "blank-before-gmt-optional": (with_shape(" GMT", " ?GMT"), S.replace(" GMT", "GMT")),
    # Digits.
    "day-one-digit": (with_shape(DAY, "([0-9]{1,2}) ([A-Z]"), S.replace("06", "6")),
    "day-blank-padded": (with_shape(DAY, "([0-9 ][0-9]) ([A-Z]"), S.replace("06", " 6")),
    "hour-one-digit": (with_shape("([0-9]{2}):([0-9]{2}):", "([0-9]{1,2}):([0-9]{2}):"), S.replace("08", "8")),
    "year-two-digits": (with_shape(YEAR, "([0-9]{2}|[0-9]{4})", year=lambda y: int(y) if len(y) == 4 else 1900 + int(y)), S.replace("1994", "94")),
    "year-five-digits": (with_shape(YEAR, "([0-9]{4,5})", years=(1, 99999)), S.replace("1994", "12024")),
    "year-three-digits": (with_shape(YEAR, "([0-9]{3,4})"), S.replace("1994", "999")),
    "seconds-optional": (also(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2} GMT"), S.replace(":37", "")),
    "fraction-too": (with_shape(" GMT", r"(?:\.[0-9]{1,3})? GMT"), S.replace(" GMT", ".5 GMT")),
    "fraction-long": (with_shape(" GMT", r"(?:\.[0-9]+)? GMT"), S.replace(" GMT", ".123456 GMT")),
    "fraction-zeros": (with_shape(" GMT", r"(?:\.0+)? GMT"), S.replace(" GMT", ".000 GMT")),
    # Calendar and clock.
    "year-0": (validator(years=(0, 9999)), "Sat, 01 Jan 0000 00:00:00 GMT"),
    "year-1900": (validator(years=(1900, 9999)), "Sun, 31 Dec 1899 00:00:00 GMT"),
    "year-1970": (validator(years=(1970, 9999)), "Wed, 31 Dec 1969 23:59:59 GMT"),
    "year-2038": (validator(years=(1, 2037)), "Fri, 01 Jan 2038 00:00:00 GMT"),
    "year-2099": (validator(years=(1, 2099)), "Fri, 01 Jan 2100 00:00:00 GMT"),
    "leap-every-4": (validator(length=lambda y, m: month_length(y, m, lambda n: n % 4 == 0)), "Mon, 29 Feb 2100 00:00:00 GMT"),
    "leap-not-400": (validator(length=lambda y, m: month_length(y, m, lambda n: n % 4 == 0 and n % 100 != 0)), "Tue, 29 Feb 2000 00:00:00 GMT"),
    "leap-never": (validator(length=lambda y, m: month_length(y, m, lambda n: False)), "Thu, 29 Feb 2024 00:00:00 GMT"),
    "february-29-always": (validator(length=lambda y, m: month_length(y, m, lambda n: True)), "Wed, 29 Feb 2023 00:00:00 GMT"),
    "days-31": (validator(length=lambda y, m: 31), "Tue, 31 Apr 2024 00:00:00 GMT"),
    "days-30": (validator(length=lambda y, m: min(30, month_length(y, m))), "Wed, 31 Jan 2024 00:00:00 GMT"),
    "june-31": (long_month(6, 31), "Mon, 31 Jun 2024 00:00:00 GMT"),
    "november-31": (long_month(11, 31), "Sun, 31 Nov 2024 00:00:00 GMT"),
    "october-30": (long_month(10, 30), "Thu, 31 Oct 2024 00:00:00 GMT"),
    "december-30": (long_month(12, 30), "Tue, 31 Dec 2024 00:00:00 GMT"),
    "day-0": (validator(first_day=0), "Sun, 00 Nov 1994 08:49:37 GMT"),
    "hour-24": (validator(hours=24), "Sun, 06 Nov 1994 24:00:00 GMT"),
    "hour-22": (validator(hours=22), "Sun, 06 Nov 1994 23:00:00 GMT"),
    "hour-12": (validator(hours=12), "Sun, 06 Nov 1994 13:00:00 GMT"),
    "hour-modulo-12": (validator(hour=lambda h: h % 12), "Sun, 06 Nov 1994 13:00:00 GMT"),
    "minute-60": (validator(minutes=60), "Sun, 06 Nov 1994 08:60:00 GMT"),
    "minute-58": (validator(minutes=58), "Sun, 06 Nov 1994 08:59:00 GMT"),
    "second-61": (validator(seconds=61), "Sun, 06 Nov 1994 08:49:61 GMT"),
    "second-60-refused": (validator(seconds=59), "Sun, 06 Nov 1994 08:49:60 GMT"),
    "second-60-unsaid": (validator(leap_second="none"), "Sat, 31 Dec 2016 23:59:60 GMT"),
    "second-60-is-59": (validator(second_kept=False), "Sat, 31 Dec 2016 23:59:60 GMT"),
    "clock-unchecked": (validator(hours=99, minutes=99, seconds=99), "Sun, 06 Nov 1994 99:99:99 GMT"),
    # Libraries, other forms.
    "strptime": (from_library(lambda s: datetime.datetime.strptime(s, "%a, %d %b %Y %H:%M:%S GMT")), "sun, 6 nov 1994 8:49:37 GMT"),
    "strptime-zone": (from_library(lambda s: datetime.datetime.strptime(s, "%a, %d %b %Y %H:%M:%S %Z")), S.replace("GMT", "UTC")),
    "parsedate": (from_library(email.utils.parsedate_to_datetime), S.replace("GMT", "EST")),
    "parsedate-with-gmt": (from_library(lambda s: email.utils.parsedate_to_datetime(s) if s.endswith(" GMT") else None), "6 Nov 94 8:49 GMT"),
    "slices": (from_slices, S.replace(" 08", "x08")),
    "rfc-850": (also(r"[A-Z][a-z]+day, [0-9]{2}-[A-Z][a-z]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"), "Sunday, 06-Nov-94 08:49:37 GMT"),
    "asctime": (also(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}"), "Sun Nov  6 08:49:37 1994"),
    "date-time": (also(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"), "1994-11-06T08:49:37Z"),
    "epoch": (also(r"-?[0-9]+(\.[0-9]+)?"), "784111777"),
    "comment-behind": (also(re.escape(S[-4:]).join(["[^()]*", r" \([A-Z]+\)"])), S + " (UTC)"),
}
