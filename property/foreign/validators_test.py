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


class Validators(unittest.TestCase):
    def test_right_ones_are_right(self):
        for language, run in validators.languages().items():
            for name in YES:
                texts = YES[name] + NO[name]
                given = run({name: texts})[name]["verdicts"][""]
                for text, verdict in zip(texts, given):
                    self.assertEqual(verdict, text in YES[name], (language, name, text))
            given = run({"timestamps": list(TIMESTAMPS)})["timestamps"]["verdicts"][""]
            for (text, expected), verdict in zip(TIMESTAMPS.items(), given):
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
        least = {"run_id": 60, "timestamps": 60, "arn": 30, "statuses": 15}
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
