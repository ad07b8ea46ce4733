"""The figures that the check has to reach, computed from the rows of one run."""

STAGE1 = "simdjson stage 1"
OURS = "assay"

# Size: the most times stage 1 that must be reached, and the aim.
CHECK = {"tiny": (5.0, 2.5), "typical": (4.8, 3.0), "large": (3.2, 2.3), "error": (6.0, 3.5)}

# Contender, how many times our time it must take on typical, who that is.
PEERS = (
    ("yyjson, checks by hand", 1.2, "yyjson"),
    ("glaze into structures, checks by hand", 1.4, "glaze"),
    ("cJSON, checks by hand", 6, "cJSON"),
    ("RapidJSON schema, {0,254} as *", 10, "a JSON Schema validator in C++"),
    ("ajv + JSON.parse, verdict only", 14, "ajv"),
    ("nlohmann + valijson, verdict only", 40, "valijson"),
)
BEST_PEER = "simdjson DOM, checks by hand"

# A service model of megabytes, read and compiled.
MODEL_SECONDS = 0.5


class Figures:
    def __init__(self, rows):
        self.least = {(row["task"], row["size"], row["contender"]): row["min_ns"] for row in rows}
        self.bytes = {(row["task"], row["size"], row["contender"]): row["bytes"] for row in rows}
        self.found = []

    def time(self, task, size, contender):
        return self.least.get((task, size, contender))

    def at_most(self, name, value, limit, unit="x"):
        self.found.append({"figure": name, "needs": f"at most {limit:g}{unit}", "is": value,
                           "unit": unit, "met": None if value is None else value <= limit})

    def at_least(self, name, value, limit, unit="x"):
        self.found.append({"figure": name, "needs": f"at least {limit:g}{unit}", "is": value,
                           "unit": unit, "met": None if value is None else value >= limit})

    def ratio(self, above, below):
        """Of two rows; None where either is missing."""
        a, b = self.time(*above), self.time(*below)
        return None if a is None or b is None else a / b

    def collect(self):
        for size, (must, aim) in CHECK.items():
            value = self.ratio(("check", size, OURS), ("check", size, STAGE1))
            self.at_most(f"must: {size}, times stage 1", value, must)
            self.at_most(f"aim: {size}, times stage 1", value, aim)
        for contender, limit, name in PEERS:
            value = self.ratio(("check", "typical", contender), ("check", "typical", OURS))
            self.at_least(f"must: typical, faster than {name}", value, limit)
        for size in ("tiny", "typical", "large", "params", "error", "request"):
            value = self.ratio(("check", size, BEST_PEER), ("check", size, OURS))
            self.at_least(f"aim: {size}, faster than simdjson DOM", value, 1)
        self.ndjson()
        self.patterns()
        self.models()
        self.exchanges()
        return self.found

    def ndjson(self):
        sizes = [size for task, size, contender in self.least
                 if task == "ndjson" and contender == OURS]
        size = sizes[0] if sizes else ""
        self.at_most("NDJSON, times stage 1 on one core",
                     self.ratio(("ndjson", size, OURS), ("ndjson", size, STAGE1)), 3.6)
        self.at_least("NDJSON, two threads against one, by the clock on the wall",
                      self.ratio(("ndjson", size, "assay, run"),
                                 ("ndjson", size, "assay, two threads")), 1.7)
        speeds = [self.bytes[key] / ns for key, ns in self.least.items()
                  if key[0] == "ndjson" and key[2].startswith("assay check")]
        self.at_least("NDJSON, `assay check` on a conforming file",
                      max(speeds, default=None), 1, " GB/s")

    def patterns(self):
        for size in ("RunId", "ARN", ".+"):
            self.at_most(f"pattern {size}, times written out by hand",
                         self.ratio(("pattern", size, OURS),
                                    ("pattern", size, "written out by hand")), 2.2)
        for size, limit in (("ARN", 3), ("RunId", 20)):
            self.at_least(f"pattern {size}, faster than PCRE2's compiler",
                          self.ratio(("pattern", size, "PCRE2 JIT"), ("pattern", size, OURS)),
                          limit)

    def models(self):
        for size in ("shared", "sagemaker"):
            time = self.time("model", size, OURS)
            self.at_most(f"model {size}, compiled", None if time is None else time / 1e9,
                         MODEL_SECONDS, " s")

    def exchanges(self):
        for size in ("tiny", "typical", "large"):
            times = [self.time("exchange", size, contender) for contender in
                     (OURS, "assay, the two bodies alone", "memcpy, heads")]
            value = None if None in times else times[0] / (times[1] + times[2])
            self.at_most(f"exchange {size}, times bodies plus heads copied", value, 1.3)


def figures(rows):
    """[{figure, needs, is, unit, met}]; `is` and `met` are None where a row is missing."""
    return Figures(rows).collect()


def value_text(entry):
    if entry["is"] is None:
        return "not measured"
    return f"{entry['is']:.3g}{entry['unit']}"


def state_text(entry):
    return {True: "met", False: "MISSED", None: "-"}[entry["met"]]


def print_figures(found):
    print("\nfigures to reach")
    for entry in found:
        if entry["met"] is None:
            continue
        print(f"  {state_text(entry):<8}{entry['figure']:<62}{value_text(entry):>14}"
              f"   {entry['needs']}")
    counts = [sum(entry["met"] is state for entry in found) for state in (True, False, None)]
    print(f"  {counts[0]} met, {counts[1]} missed, {counts[2]} not measured here")


def markdown(found):
    lines = ["| figure | needed | is | |", "|---|---|---|---|"]
    lines += [f"| {entry['figure']} | {entry['needs']} | {value_text(entry)} | {state_text(entry)} |"
              for entry in found]
    return "\n".join(lines)
