#!/usr/bin/env python3
"""Tests of check_instructions.py's comparison, as its caller sees it."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent / "check_instructions.py"
ENVIRONMENT = {"compiler": "Clang 19.1.7", "simdjson": "3.0.1"}


def run(stored, measured):
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        for name, (environment, counts) in (("stored", stored), ("measured", measured)):
            path = pathlib.Path(scratch) / name
            path.write_text(json.dumps({"environment": environment, "instructions": counts}))
            names.append(str(path))
        result = subprocess.run([sys.executable, str(TOOL), "--compare", *names],
                                capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


class CompareTest(unittest.TestCase):
    def test_three_percent_more_is_the_edge(self):
        stored = (ENVIRONMENT, {"check/tiny": 1000})
        self.assertEqual(run(stored, (ENVIRONMENT, {"check/tiny": 1030}))[0], 0)
        self.assertEqual(run(stored, (ENVIRONMENT, {"check/tiny": 1031}))[0], 1)

    def test_fewer_is_said_and_passes(self):
        code, text = run((ENVIRONMENT, {"check/tiny": 1000}), (ENVIRONMENT, {"check/tiny": 900}))
        self.assertEqual(code, 0)
        self.assertIn("--update", text)

    def test_cases_come_and_go_only_by_update(self):
        one, two = {"a": 10}, {"a": 10, "b": 10}
        self.assertEqual(run((ENVIRONMENT, one), (ENVIRONMENT, two))[0], 1)
        self.assertEqual(run((ENVIRONMENT, two), (ENVIRONMENT, one))[0], 1)

    def test_other_versions_are_not_compared(self):
        other = dict(ENVIRONMENT, compiler="Clang 20.1.0")
        code, text = run((ENVIRONMENT, {"a": 10}), (other, {"a": 99}))
        self.assertEqual(code, 0)
        self.assertIn("not compared", text)


if __name__ == "__main__":
    unittest.main()
