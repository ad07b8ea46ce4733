"""Validators of RunId in Python: one right, the others with one fault each.

RunId holds 1 to 255 code points and is `[a-zA-Z0-9]+[a-zA-Z0-9\\.\\-_]*` from end to end.
FAULTS maps a name to (validator, witness); a witness is a text that the fault judges wrongly.
"""
import re
import string
import unicodedata
import urllib.parse

ALNUM = frozenset(string.ascii_letters + string.digits)
ALLOWED = ALNUM | frozenset(".-_")


def right(s):
    return 1 <= len(s) <= 255 and re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9.\-_]*", s) is not None


def by_pattern(pattern, flags=0, call=re.fullmatch, low=1, high=255, prepare=lambda s: s):
    """The usual shape of such a validator: prepare, measure, match."""
    compiled = re.compile(pattern, flags)

    def validate(s):
        s = prepare(s)
        return low <= len(s) <= high and call(compiled, s) is not None

    return validate


def by_loop(first=ALNUM, rest=ALLOWED, low=1, high=255, places=lambda n: range(1, n), code=lambda c: c):
    """A loop by hand: the first character, then those at `places`."""
    def validate(s):
        if not low <= len(s) <= high:
            return False
        return code(s[0]) in first and all(code(s[i]) in rest for i in places(len(s)) if i < len(s))

    return validate


def wrapped_length(bits):
    return lambda s: 1 <= (len(s) & ((1 << bits) - 1)) <= 255 and right(s[:1]) and set(s) <= ALLOWED


def prepared(change):
    return by_pattern(FULL, prepare=change)


def by_character(is_first, is_rest):
    return lambda s: 1 <= len(s) <= 255 and is_first(s[0]) and all(map(is_rest, s[1:]))


def split_on(separators):
    """Cuts at separators and asks each part to be alphanumeric, so none may be empty."""
    return lambda s: 1 <= len(s) <= 255 and all(
        part and set(part) <= ALLOWED - set(separators) for part in re.split("[" + separators + "]", s)) and s[0] in ALNUM


def ignoring_ascii_errors(s):
    return s.encode("ascii", "ignore").decode()


# The `+` of the contract is not repeated here: the language is the same, and texts of 65,536
# characters that do not match are refused in linear time.
FULL = r"[a-zA-Z0-9][a-zA-Z0-9.\-_]*"
X = "a" * 7
FAULTS = {
    # Engine idioms.
    "match-without-end": (by_pattern(FULL, call=re.match), "a!"),
    "match-dollar": (by_pattern("^" + FULL + "$", call=re.match), "a\n"),
    "search": (by_pattern(FULL, call=re.search), "!a"),
    "search-end-only": (by_pattern(FULL + r"\Z", call=re.search), "!a"),
    "multiline": (by_pattern("^" + FULL + "$", re.M, re.search), "a\n!"),
    "ignorecase-unicode": (by_pattern(r"[a-z0-9][a-z0-9.\-_]*", re.I), "\u212a"),
    "ignorecase-rest": (by_pattern(r"[a-zA-Z0-9](?i:[a-z0-9.\-_])*"), "a\u017f"),
    "word-class-first": (by_pattern(r"\w[a-zA-Z0-9.\-_]*"), "_"),
    "word-class-rest": (by_pattern(r"[a-zA-Z0-9][\w.\-]*"), "a\u00e9"),
    "word-class-rest-ascii-first": (by_pattern(r"(?a:\w)[a-zA-Z0-9.\-_]*"), "_a"),
    "digit-class": (by_pattern(r"[a-zA-Z\d][a-zA-Z\d.\-_]*"), "\u0663"),
    "digit-class-rest": (by_pattern(r"[a-zA-Z0-9][a-zA-Z\d.\-_]*"), "a\uff13"),
    # Classes.
    "range-A-z": (by_pattern(r"[A-z0-9][A-z0-9.\-_]*"), "["),
    "range-A-z-rest": (by_pattern(r"[a-zA-Z0-9][A-z0-9.\-_]*"), "a^"),
    "dash-unescaped": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.-_]*"), "a-"),
    "dot-unescaped": (by_pattern(r"[a-zA-Z0-9].*"), "a!"),
    "no-dash": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9._]*"), "a-"),
    "no-dot": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9_\-]*"), "a."),
    "no-underscore": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.\-]*"), "a_"),
    "slash-too": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9./\-_]*"), "a/"),
    "colon-too": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.:\-_]*"), "a:"),
    "space-too": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9. \-_]*"), "a "),
    "whitespace-too": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.\s\-_]*"), "a\t"),
    "at-too": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.@\-_]*"), "a@"),
    "first-letters-only": (by_pattern(r"[a-zA-Z][a-zA-Z0-9.\-_]*"), "0"),
    "first-any": (by_pattern(r"[a-zA-Z0-9.\-_]+"), ".a"),
    "first-underscore-too": (by_pattern(r"[a-zA-Z0-9_][a-zA-Z0-9.\-_]*"), "_"),
    "first-dash-too": (by_pattern(r"[a-zA-Z0-9\-][a-zA-Z0-9.\-_]*"), "-"),
    "first-without-z": (by_pattern(r"[a-yA-Z0-9][a-zA-Z0-9.\-_]*"), "z"),
    "first-without-9": (by_pattern(r"[a-zA-Z0-8][a-zA-Z0-9.\-_]*"), "9"),
    "first-without-A": (by_pattern(r"[a-zB-Z0-9][a-zA-Z0-9.\-_]*"), "A"),
    "rest-without-z": (by_pattern(r"[a-zA-Z0-9][a-yA-Z0-9.\-_]*"), "az"),
    "rest-without-0": (by_pattern(r"[a-zA-Z0-9][a-zA-Z1-9.\-_]*"), "a0"),
    "rest-without-Z": (by_pattern(r"[a-zA-Z0-9][a-zA-Y0-9.\-_]*"), "aZ"),
    "lower-case-only": (by_pattern(r"[a-z0-9][a-z0-9.\-_]*"), "A"),
    # Quantifiers and lengths.
    "two-at-least": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.\-_]+"), "a"),
    "one-separator-only": (by_pattern(r"[a-zA-Z0-9]+[.\-_]?[a-zA-Z0-9]*"), "a.."),
    "alnum-at-end": (by_pattern(r"[a-zA-Z0-9]([a-zA-Z0-9.\-_]*[a-zA-Z0-9])?"), "a."),
    "rest-253": (by_pattern(r"[a-zA-Z0-9][a-zA-Z0-9.\-_]{0,253}"), "a" * 255),
    "empty-too": (lambda s: s == "" or right(s), ""),
    "longest-254": (by_pattern(FULL, high=254), "a" * 255),
    "longest-256": (by_pattern(FULL, high=256), "a" * 256),
    "longest-128": (by_pattern(FULL, high=128), "a" * 129),
    "no-longest": (by_pattern(FULL, high=10**9), "a" * 256),
    "length-8-bits": (wrapped_length(8), "a" * 257),
    "length-16-bits": (wrapped_length(16), "a" * 65537),
    # Changes made before the check.
    "strip": (prepared(str.strip), " a"),
    "strip-newline": (prepared(lambda s: s.rstrip("\r\n")), "a\n"),
    "strip-spaces-only-front": (prepared(lambda s: s.lstrip(" ")), " a"),
    "lower": (prepared(str.lower), "\u212a"),
    "casefold": (prepared(str.casefold), "\u00df"),
    "upper": (prepared(str.upper), "\u0131"),
    "nfkc": (prepared(lambda s: unicodedata.normalize("NFKC", s)), "\uff41"),
    "nfkd-ascii": (prepared(lambda s: ignoring_ascii_errors(unicodedata.normalize("NFKD", s))), "a\u0301"),
    "ascii-ignore": (prepared(ignoring_ascii_errors), "a\u00e9"),
    "nul-ends": (prepared(lambda s: s.split("\0")[0]), "a\0!"),
    "first-line": (prepared(lambda s: (s.splitlines() or [""])[0]), "a\n!"),
    "bom-removed": (prepared(lambda s: s.removeprefix("\ufeff")), "\ufeffa"),
    "url-decoded": (prepared(urllib.parse.unquote), "a%2e"),
    "spaces-removed": (prepared(lambda s: s.replace(" ", "")), "a b"),
    "dashes-normalised": (prepared(lambda s: re.sub("[\u2010-\u2015\u2212]", "-", s)), "a\u2013"),
    "zero-width-removed": (prepared(lambda s: re.sub("[\u200b-\u200d\u2060]", "", s)), "a\u200bb"),
    "soft-hyphen-removed": (prepared(lambda s: s.replace("\u00ad", "")), "a\u00adb"),
    # Loops by hand.
    "isalnum": (by_character(str.isalnum, lambda c: c.isalnum() or c in ".-_"), "\u00e9"),
    "isalnum-rest": (by_character(lambda c: c in ALNUM, lambda c: c.isalnum() or c in ".-_"), "a\u00e9"),
    "isdigit": (by_character(lambda c: c in ALNUM or c.isdigit(),
                             lambda c: c in ALLOWED or c.isdigit()), "\u00b2"),
    "compare-0-to-z": (by_character(lambda c: "0" <= c <= "z", lambda c: "0" <= c <= "z" or c in ".-"), ":"),
    "compare-below-z": (by_character(
        lambda c: "a" <= c < "z" or "A" <= c <= "Z" or "0" <= c <= "9", lambda c: c in ALLOWED), "z"),
    "compare-dash-to-9": (by_character(lambda c: c in ALNUM, lambda c: "-" <= c <= "9" or c in ALLOWED), "a/"),
    "codes-to-123": (by_character(lambda c: c in ALNUM, lambda c: 97 <= ord(c) <= 123 or c in ALLOWED), "a{"),
    "codes-from-64": (by_character(lambda c: c in ALNUM, lambda c: 64 <= ord(c) <= 90 or c in ALLOWED), "a@"),
    "low-7-bits": (by_loop(code=lambda c: chr(ord(c) & 0x7F)), "\u00e1"),
    "low-8-bits": (by_loop(code=lambda c: chr(ord(c) & 0xFF)), "\u0161"),
    "low-16-bits": (by_loop(code=lambda c: chr(ord(c) & 0xFFFF)), "\U00010061"),
    "case-bit-cleared": (by_loop(code=lambda c: c if c in ALLOWED else chr(ord(c) | 0x20)), "\x10"),
    "any-for-all": (lambda s: 1 <= len(s) <= 255 and s[0] in ALNUM and any(c in ALLOWED for c in s), "a!"),
    "last-unchecked": (by_loop(places=lambda n: range(1, n - 1)), "a!"),
    "second-unchecked": (by_loop(places=lambda n: range(2, n)), "a!"),
    "first-8-only": (by_loop(places=lambda n: range(1, 8)), X + "a!"),
    "first-16-only": (by_loop(places=lambda n: range(1, 16)), "a" * 16 + "!"),
    "first-32-only": (by_loop(places=lambda n: range(1, 32)), "a" * 32 + "!"),
    "first-64-only": (by_loop(places=lambda n: range(1, 64)), "a" * 64 + "!"),
    "first-128-only": (by_loop(places=lambda n: range(1, 128)), "a" * 128 + "!"),
    "tail-after-blocks-of-8": (by_loop(places=lambda n: range(1, n // 8 * 8 if n >= 8 else n)), X + "a!"),
    "tail-after-blocks-of-16": (by_loop(places=lambda n: range(1, n // 16 * 16 if n >= 16 else n)), "a" * 16 + "!"),
    "tail-after-blocks-of-32": (by_loop(places=lambda n: range(1, n // 32 * 32 if n >= 32 else n)), "a" * 32 + "!"),
    "lane-7-of-8": (by_loop(places=lambda n: (i for i in range(1, n) if i % 8 != 7)), X + "!"),
    "lane-15-of-16": (by_loop(places=lambda n: (i for i in range(1, n) if i % 16 != 15)), "a" * 15 + "!"),
    "place-31": (by_loop(places=lambda n: (i for i in range(1, n) if i != 31)), "a" * 31 + "!"),
    "place-254": (by_loop(places=lambda n: (i for i in range(1, n) if i != 254)), "a" * 254 + "!"),
    "split-on-dot": (split_on("."), "a.."),
    "split-on-dash": (split_on("-"), "a-"),
    "split-on-all": (split_on("._-"), "a._a"),
    "no-parent-folder": (lambda s: right(s) and ".." not in s, "a.."),
    "no-trailing-dot": (lambda s: right(s) and not s.endswith("."), "a."),
    "identifier": (lambda s: right(s) and s.replace("-", "_").replace(".", "_").isidentifier(), "0"),
    "not-a-number": (lambda s: right(s) and not s.isdigit(), "0"),
    "reserved-null": (lambda s: right(s) and s != "0", "0"),
}
