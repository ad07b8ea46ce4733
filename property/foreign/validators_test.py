"""The right validators are right on texts judged by hand, and every fault judges its witness wrongly."""
import unittest

import validators

YES = {
    "run_id": ["a", "Z", "0", "a" * 255, "a.-_", "0-", "9..__--"],
    "arn": ["arn:aws:airflow-serverless:us-east-1:123456789012:workflow/a-0123456789",
            "arn:aws-iso-f:airflow-serverless:zz-a-0:000000000000:workflow/A._--ABCDEFGHIJ",
            "arn:aws-cn:airflow-serverless:us-east-1:123456789012:workflow/" + "a" * 255 + "-0123456789"],
    "statuses": ["STARTING", "QUEUED", "RUNNING", "SUCCESS", "FAILED", "TIMEOUT", "STOPPING", "STOPPED"],
}
NO = {
    "run_id": ["", "a" * 256, ".a", "-", "_", "a ", " a", "a\n", "a/", "a\u00e9", "\u212a", "a\0", "\ud800", "\U0001f600"],
    "arn": ["", "arn:aws:airflow-serverless:us-gov-west-1:123456789012:workflow/a-0123456789",
            "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/-a-0123456789",
            "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/a0123456789",
            "arn:aws:airflow-serverless:us-east-1:12345678901:workflow/a-0123456789",
            "arn:aws:airflow-serverless:us-" + "a" * 2048 + "-1:123456789012:workflow/a-0123456789"],
    "statuses": ["", "queued", "QUEUED ", "QUEUE", "QUEUEDD", "QUEUED\n", "toString"],
}
TIMESTAMPS = {
    "1970-01-01T00:00:00Z": ("must", 0),
    "1969-12-31T23:59:59.999Z": ("must", -1),
    "0001-01-01T00:00:00Z": ("must", -62135596800000),
    "9999-12-31T23:59:59.99Z": ("must", 253402300799990),
    "2000-02-29T12:00:00Z": ("must", 951825600000),
    "2024-02-10T00:00:00.1239Z": ("tolerated", 1707523200123),
    "2024-02-10T01:00:00+01:00": ("tolerated", 1707523200000),
    "2024-02-09T18:30:00-05:30": ("tolerated", 1707523200000),
    "2024-02-10t00:00:00z": ("tolerated", 1707523200000),
    "2016-12-31T23:59:60Z": ("tolerated", 1483228800000),
    **{text: ("reject", None) for text in (
        "", "0000-01-01T00:00:00Z", "1900-02-29T00:00:00Z", "2023-02-29T00:00:00Z", "2024-04-31T00:00:00Z",
        "2024-13-01T00:00:00Z", "2024-02-10T24:00:00Z", "2024-02-10T00:60:00Z", "2024-02-10T00:00:61Z",
        "2024-02-10T00:00:00", "2024-02-10 00:00:00Z", "20240210T000000Z", "2024-W06-6T00:00:00Z", "1707523200",
        "2024-02-10T00:00:00Z\n", "2024-02-10T00:00:00.Z", "2024-02-10T00:00:00+24:00", "2024-02-10T00:00:00+0100",
        "\uff12024-02-10T00:00:00Z", "2024-02-10")},
}
HTTP_DATES = {
    "Sun, 06 Nov 1994 08:49:37 GMT": ("must", 784111777000),
    "Thu, 01 Jan 1970 00:00:00 GMT": ("must", 0),
    "Wed, 31 Dec 1969 23:59:59 GMT": ("must", -1000),
    "Mon, 01 Jan 0001 00:00:00 GMT": ("must", -62135596800000),
    "Fri, 31 Dec 9999 23:59:59 GMT": ("must", 253402300799000),
    "Tue, 29 Feb 2000 12:00:00 GMT": ("must", 951825600000),
    "Mon, 06 Nov 1994 08:49:37 GMT": ("tolerated", 784111777000),
    "Sat, 31 Dec 2016 23:59:60 GMT": ("tolerated", 1483228800000),
    **{text: ("reject", None) for text in (
        "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37.5 GMT", "Mon, 29 Feb 1900 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "784111777", "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 GMT\n", "Sun, 31 Apr 1994 08:49:37 GMT", "Xxx, 06 Nov 1994 08:49:37 GMT")},
}
EPOCHS = {
    "0": ("must", 0), "-0": ("must", 0), "1": ("must", 1000), "-1": ("must", -1000), "0.5": ("must", 500),
    "-0.5": ("must", -500), "1e3": ("must", 1000000), "1.5E+3": ("must", 1500000), "5e-1": ("must", 500),
    "1.5000": ("must", 1500), "1795340241.125": ("must", 1795340241125), "2147483648": ("must", 2147483648000),
    "253402300799": ("must", 253402300799000), "-62135596800": ("must", -62135596800000),
    "253402300800": ("tolerated", 253402300800000), "-62135596801": ("tolerated", -62135596801000),
    "1.1234": ("tolerated", 1123), "1.9999999999": ("tolerated", 1999), "1e-9": ("tolerated", 0),
    **{text: ("reject", None) for text in ("1e18", "1e400", '"0"', '""', '"2024-02-10T00:00:00Z"', "true", "[]", "{}")},
}
JUDGED = {"timestamps": TIMESTAMPS, "http_dates": HTTP_DATES, "epochs": EPOCHS}


class Validators(unittest.TestCase):
    def test_right_ones_are_right(self):
        for language, run in validators.languages().items():
            for name in YES:
                texts = YES[name] + NO[name]
                given = run({name: texts})[name]["verdicts"][""]
                for text, verdict in zip(texts, given):
                    self.assertEqual(verdict, text in YES[name], (language, name, text))
            for name, judged in JUDGED.items():
                given = run({name: list(judged)})[name]["verdicts"][""]
                for (text, expected), verdict in zip(judged.items(), given):
                    self.assertEqual(tuple(verdict), expected, (language, text))

    def test_every_fault_is_one(self):
        for language, run in validators.languages().items():
            names = {name: [] for name in validators.MODULES}
            for name, found in run(names).items():
                for fault, witness in found["witnesses"].items():
                    with self.subTest(language=language, module=name, fault=fault):
                        # Twice: one fault remembers the call before.
                        given = run_one(run, name, fault, [witness, witness])
                        self.assertTrue(any(validators.told(e, g) for e, g in given), witness)

    def test_counts(self):
        least = {"run_id": 60, "timestamps": 60, "http_dates": 60, "epochs": 60, "arn": 30, "statuses": 15}
        counts = dict.fromkeys(least, 0)
        for run in validators.languages().values():
            for name, found in run({name: [] for name in least}).items():
                counts[name] += len(found["witnesses"])
        for name, count in counts.items():
            self.assertGreaterEqual(count, least[name], name)


cache = {}


def run_one(run, name, fault, texts):
    """Pairs of right and given verdict; all witnesses of a module run in one call."""
    key = (run, name)
    if key not in cache:
        found = run({name: []})[name]["witnesses"]
        asked = [text for witness in found.values() for text in (witness, witness)]
        cache[key] = (list(found), run({name: asked})[name]["verdicts"])
    order, verdicts = cache[key]
    at = 2 * order.index(fault)
    return list(zip(verdicts[""][at:at + 2], verdicts[fault][at:at + 2]))


if __name__ == "__main__":
    unittest.main()
