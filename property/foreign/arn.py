"""Validators of WorkflowArn in Python: one right, the others with one fault each.

1 to 2048 code points, the pattern of the model from end to end. FAULTS maps a name to
(validator, witness).
"""
import re

PATTERN = (r"arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1}):"
           r"([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\.\-_]{0,254}-[a-zA-Z0-9]{10})")


def validator(pattern=PATTERN, flags=0, call=re.fullmatch, high=2048, prepare=lambda s: s):
    compiled = re.compile(pattern, flags)

    def validate(s):
        s = prepare(s)
        return 1 <= len(s) <= high and call(compiled, s) is not None

    return validate


right = validator()


def changed(old, new, **rest):
    assert old in PATTERN, old
    return validator(PATTERN.replace(old, new), **rest)


def fields(s):
    """By fields: cuts at every colon, and the name at its last dash."""
    parts = s.split(":")
    if len(parts) != 6 or parts[0] != "arn" or parts[2] != "airflow-serverless" or len(s) > 2048:
        return None
    return parts


def by_fields(partition=lambda p: re.fullmatch("aws(-(cn|us-gov|iso|iso-b|iso-e|iso-f))?", p),
              region=lambda r: re.fullmatch("[a-z]{2}-[a-z]+-[0-9]", r),
              account=lambda a: re.fullmatch("[0-9]{12}", a),
              name=lambda n: re.fullmatch("[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}-[a-zA-Z0-9]{10}", n), cut=fields):
    def validate(s):
        parts = cut(s)
        if parts is None or not parts[5].startswith("workflow/"):
            return False
        return bool(partition(parts[1]) and region(parts[3]) and account(parts[4]) and name(parts[5][9:]))

    return validate


def known_suffix(n):
    head, dash, tail = n.rpartition("-")
    return dash and len(tail) == 10 and tail.isalnum() and re.fullmatch("[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}", head)


def first_suffix(n):
    head, _, tail = n.partition("-")
    return re.fullmatch("[a-zA-Z0-9][a-zA-Z0-9._]{0,254}", head) and re.fullmatch("[a-zA-Z0-9]{10}", tail)


def sample(partition="aws", region="us-east-1", account="123456789012", name="my-flow", tail="ABCDEF1234"):
    return f"arn:{partition}:airflow-serverless:{region}:{account}:workflow/{name}-{tail}"


LONG_REGION = "us-" + "a" * (2048 - len(sample(region="us--1"))) + "-1"
S = sample()
FAULTS = {
    "match-only": (validator(call=re.match), S + "5"),
    "dollar": (validator("^" + PATTERN + "$", call=re.match), S + "\n"),
    "search": (validator(call=re.search), "x" + S),
    "multiline": (validator("^" + PATTERN + "$", re.M, re.search), "x\n" + S),
    "ignorecase": (validator(flags=re.I), S.upper()),
    "ignorecase-prefix": (changed("arn:aws", "(?i:arn):aws"), "ARN" + S[3:]),
    "strip": (validator(prepare=str.strip), S + " "),
    "lower": (validator(prepare=lambda s: s if right(s) else s.lower()), sample(region="US-east-1")),
    "nul-ends": (validator(prepare=lambda s: s.split("\0")[0]), S + "\0"),
    # Partition.
    "partition-aws-only": (changed("(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?", ""), sample("aws-cn")),
    "partition-any": (changed("(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?", "(?:-[a-z-]+)?"), sample("aws-eusc")),
    "partition-iso-f-missing": (changed("|iso-f", ""), sample("aws-iso-f")),
    "partition-iso-missing": (changed("|iso|", "|"), sample("aws-iso")),
    "partition-us-gov-missing": (changed("|us-gov", ""), sample("aws-us-gov")),
    "partition-iso-letter": (changed("iso|iso-b|iso-e|iso-f", "iso(?:-[a-z])?"), sample("aws-iso-a")),
    "partition-iso-b-to-f": (changed("iso|iso-b|iso-e|iso-f", "iso(?:-[b-f])?"), sample("aws-iso-c")),
    "partition-needed": (changed("iso-f))?", "iso-f))"), S),
    "partition-dash-optional": (changed("(?:-(?:cn", "(?:-?(?:cn"), sample("awscn")),
    "partition-twice": (changed("iso-f))?", "iso-f))*"), sample("aws-cn-iso")),
    # Region.
    "region-real": (changed("[a-z]{2}-[a-z]+-[0-9]{1}", "(?:us|eu|ap|sa|ca|me|af)(?:-gov)?-[a-z]+-[0-9]"), sample(region="zz-east-1")),
    "region-with-gov": (changed("[a-z]{2}-[a-z]+-", "[a-z]{2}(?:-gov)?-[a-z]+-"), sample(region="us-gov-west-1")),
    "region-words": (changed("-[a-z]+-[0-9]{1}", "-[a-z-]+-[0-9]{1}"), sample(region="us-a-b-1")),
    "region-many-digits": (changed("[0-9]{1}", "[0-9]+"), sample(region="us-east-12")),
    "region-digit-optional": (changed("[0-9]{1}", "[0-9]?"), sample(region="us-east-")),
    "region-digit-1-9": (changed("[0-9]{1}", "[1-9]"), sample(region="us-east-0")),
    "region-two-or-more": (changed("[a-z]{2}", "[a-z]{2,}"), sample(region="use-east-1")),
    "region-1-or-2": (changed("[a-z]{2}", "[a-z]{1,2}"), sample(region="u-east-1")),
    "region-middle-empty": (changed("-[a-z]+-", "-[a-z]*-"), sample(region="us--1")),
    "region-middle-2": (changed("-[a-z]+-", "-[a-z]{2,}-"), sample(region="us-e-1")),
    "region-middle-16": (changed("-[a-z]+-", "-[a-z]{1,16}-"), sample(region="us-" + "a" * 17 + "-1")),
    "region-without-z": (changed("-[a-z]+-", "-[a-y]+-"), sample(region="us-z-1")),
    "region-unicode-digit": (changed("[0-9]{1}", r"\d"), sample(region="us-east-\u0661")),
    # Account.
    "account-11": (changed("{12}", "{11,12}"), sample(account="1" * 11)),
    "account-13": (changed("{12}", "{12,13}"), sample(account="1" * 13)),
    "account-12-or-more": (changed("{12}", "{12,}"), sample(account="1" * 30)),
    "account-unicode": (changed("[0-9]{12}", r"\d{12}"), sample(account="12345678901\u0662")),
    "account-not-0": (changed("[0-9]{12}", "[1-9][0-9]{11}"), sample(account="0" * 12)),
    "account-empty": (changed("([0-9]{12})", "([0-9]{12})?"), sample(account="")),
    "account-aws": (changed("([0-9]{12})", "([0-9]{12}|aws)"), sample(account="aws")),
    "account-isdigit": (by_fields(account=lambda a: len(a) == 12 and a.isdigit()), sample(account="12345678901\u00b2")),
    "account-number": (by_fields(account=lambda a: len(a) == 12 and re.fullmatch(r"[ +-]?[0-9]+", a)), sample(account="+12345678901")),
    # Service and kind of resource.
    "service-any": (changed("airflow-serverless", "[a-z-]+"), S.replace("airflow-serverless", "airflow")),
    "service-prefix": (changed("airflow-serverless", "airflow(?:-serverless)?"), S.replace("airflow-serverless", "airflow")),
    "kind-colon": (changed("workflow/", "workflow[/:]"), S.replace("workflow/", "workflow:")),
    "kind-plural": (changed("workflow/", "workflows?/"), S.replace("workflow/", "workflows/")),
    "kind-slash-optional": (changed("workflow/", "workflow/?"), S.replace("workflow/", "workflow")),
    # Name.
    "name-first-any": (changed("[a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}", "[a-zA-Z0-9\\.\\-_]{1,255}"), sample(name="-a")),
    "name-dash-range": (changed("[a-zA-Z0-9\\.\\-_]", "[a-zA-Z0-9.-_]"), sample(name="a/")),
    "name-no-dot": (changed("[a-zA-Z0-9\\.\\-_]", "[a-zA-Z0-9\\-_]"), sample(name="a.b")),
    "name-no-underscore": (changed("[a-zA-Z0-9\\.\\-_]", "[a-zA-Z0-9\\.\\-]"), sample(name="a_b")),
    "name-no-dash": (changed("[a-zA-Z0-9\\.\\-_]", "[a-zA-Z0-9\\._]"), sample(name="a-b")),
    "name-word": (changed("[a-zA-Z0-9\\.\\-_]", "[\\w.\\-]"), sample(name="a\u00e9")),
    "name-slash": (changed("[a-zA-Z0-9\\.\\-_]", "[a-zA-Z0-9/\\.\\-_]"), sample(name="a/b")),
    "name-253": (changed("{0,254}", "{0,253}"), sample(name="a" * 255)),
    "name-255": (changed("{0,254}", "{0,255}"), sample(name="a" * 256)),
    "name-unbounded": (changed("{0,254}", "*"), sample(name="a" * 256)),
    "name-two-at-least": (changed("{0,254}", "{1,254}"), sample(name="a")),
    "name-with-suffix-255": (by_fields(name=lambda n: len(n) <= 255 and known_suffix(n)), sample(name="a" * 255)),
    "suffix-9": (changed("{10}", "{9,10}"), sample(name="a", tail="A" * 9)),
    "suffix-11": (changed("{10}", "{10,11}"), sample(name="a", tail="A" * 11)),
    "suffix-any-length": (changed("{10}", "+"), sample(name="a", tail="A")),
    "suffix-dash-too": (changed("-[a-zA-Z0-9]{10}", "-[a-zA-Z0-9-]{10}"), sample(name="a", tail="A" * 9 + "-")),
    "suffix-dash-optional": (changed("-[a-zA-Z0-9]{10}", "-?[a-zA-Z0-9]{10}"), sample(name="a").replace("a-", "a")),
    "suffix-optional": (changed("-[a-zA-Z0-9]{10}", "(?:-[a-zA-Z0-9]{10})?"), S[:-11]),
    "suffix-letters-upper": (changed("-[a-zA-Z0-9]{10}", "-[A-Z0-9]{10}"), sample(tail="a" * 10)),
    "suffix-isalnum": (by_fields(name=known_suffix), sample(tail="A" * 9 + "\u00e9")),
    "suffix-after-first-dash": (by_fields(name=first_suffix), sample(name="my-flow")),
    # Length and cutting.
    "longest-2047": (validator(high=2047), sample(region=LONG_REGION)),
    "longest-2049": (validator(high=2049), sample(region=LONG_REGION.replace("-1", "a-1"))),
    "no-longest": (validator(high=10**9), sample(region=LONG_REGION.replace("-1", "a-1"))),
    "longest-1011": (validator(high=1011), sample(region=LONG_REGION)),
    "longest-256": (validator(high=256), sample(name="a" * 200)),
    "cut-in-six": (by_fields(name=lambda n: n, cut=lambda s: fields(s) and s.split(":", 5)), sample(name="a b")),
    "cut-drops-more": (by_fields(cut=lambda s: s.split(":") if len(s.split(":")) >= 6 and len(s) <= 2048 and s.startswith("arn:") and s.split(":")[2] == "airflow-serverless" else None), S + ":x"),
    "prefix-only": (lambda s: s.startswith("arn:aws") and s.count(":") == 5 and len(s) <= 2048, "arn:aws::::"),
}
