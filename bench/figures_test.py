"""Tests of figures.py: what is met, missed and not measured."""
import unittest

from figures import figures, markdown


def row(task, size, contender, ns, count=100):
    return {"task": task, "size": size, "contender": contender, "min_ns": ns, "bytes": count}


def named(found, name):
    return next(entry for entry in found if entry["figure"] == name)


class FiguresTest(unittest.TestCase):
    def test_nothing_is_measured(self):
        found = figures([])
        self.assertGreater(len(found), 30)
        self.assertEqual({entry["met"] for entry in found}, {None})
        self.assertIn("not measured", markdown(found))

    def test_the_check(self):
        found = figures([row("check", "typical", "simdjson stage 1", 100),
                         row("check", "typical", "assay", 480),
                         row("check", "typical", "cJSON, checks by hand", 2879)])
        self.assertTrue(named(found, "must: typical, times stage 1")["met"])
        self.assertFalse(named(found, "aim: typical, times stage 1")["met"])
        self.assertFalse(named(found, "must: typical, faster than cJSON")["met"])
        self.assertIsNone(named(found, "must: typical, faster than ajv")["met"])

    def test_lines(self):
        found = figures([row("ndjson", "50 MB", "simdjson stage 1", 10),
                         row("ndjson", "50 MB", "assay", 36),
                         row("ndjson", "50 MB", "assay, run", 40),
                         row("ndjson", "50 MB", "assay, two threads", 20),
                         row("ndjson", "500 MB file", "assay check --threads 1", 200, 100),
                         row("ndjson", "500 MB file", "assay check --threads 2", 90, 100)])
        self.assertTrue(named(found, "NDJSON, times stage 1 on one core")["met"])
        self.assertEqual(
            named(found, "NDJSON, two threads against one, by the clock on the wall")["is"], 2)
        self.assertAlmostEqual(
            named(found, "NDJSON, `assay check` on a conforming file")["is"], 100 / 90)

    def test_heads(self):
        found = figures([row("exchange", "tiny", "assay", 131),
                         row("exchange", "tiny", "assay, the two bodies alone", 90),
                         row("exchange", "tiny", "memcpy, heads", 10)])
        entry = named(found, "exchange tiny, times bodies plus heads copied")
        self.assertAlmostEqual(entry["is"], 1.31)
        self.assertFalse(entry["met"])


if __name__ == "__main__":
    unittest.main()
