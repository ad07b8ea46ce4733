#!/usr/bin/env python3
"""Ratios to stage 1 from runs of the benchmarks and of the peers that time themselves.

Usage: report.py OUT.json [--update] RUNS... A run is what Google Benchmark writes, or what a peer writes:
{"rows": [{task, size, contender, bytes, ns: [...]}], "admissions": [...], "versions": {...}}, or
the list of admissions alone.

OUT gets rows of {task, size, contender, min_ns, median_ns, bytes, x_stage1} (schema:
spec/schemas/bench.json). x_stage1 compares minima, which noise only ever makes larger; it is null
where no text is indexed. --update writes the table of the check and the figures to reach into
docs/performance.md.
"""
import json
import pathlib
import statistics
import sys
import textwrap

from figures import STAGE1, figures, markdown, print_figures

LIMITS = (STAGE1, "memcpy")
TITLES = {
    "check": "check: every documented constraint of a body",
    "exchange": "exchange: request and response, heads and bodies; ratios to stage 1 of both bodies",
    "value": "value: the members of a response as a client gets them, no constraint checked",
    "ndjson": "ndjson: a file of responses, one a line, checked",
    "pattern": "pattern: one string against one pattern",
    "model": "model: a service model read and compiled",
    "service": "service: conformance machinery, one operation",
}
ORDER = ["tiny", "typical", "large", "params", "error", "request"]
WIDTH = 100
PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN = "<!-- bench: made by ./dev bench --update -->"
END = "<!-- end of bench -->"


class Results:
    def __init__(self):
        self.times = {}       # (task, size, contender) -> [ns]
        self.bytes = {}
        self.admissions = []
        self.environment = {}

    def add(self, task, size, contender, count, ns):
        self.times.setdefault((task, size, contender), []).extend(ns)
        self.bytes[task, size, contender] = int(count)

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
        if isinstance(run, list):
            self.admissions += run
            return
        self.admissions += run.get("admissions", [])
        self.environment.update(run.get("versions", {}))
        for row in run.get("rows", []):
            self.add(row["task"], row["size"], row["contender"], row["bytes"], row["ns"])
        context = run.get("context", {})
        for key in ("compiler", "simdjson", "dispatch"):
            if key in context:
                self.environment[key] = context[key]
        scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
        for row in run.get("benchmarks", []):
            if row.get("run_type") != "iteration":
                continue
            if row.get("error_occurred"):
                sys.exit(f"{row['name']}: {row['error_message']}")
            name = row["run_name"].split("/real_time")[0].split("/iterations:")[0]
            task, size, contender = name.split("/", 2)
            time = row["real_time" if "/real_time" in row["run_name"] else "cpu_time"]
            self.add(task, size, contender, row["bytes"], [time * scale[row["time_unit"]]])

    def keep_tasks_of_ours(self):
        """Peers time all that they can; a task that we did not run says nothing by theirs."""
        tasks = {task for task, _, contender in self.times if contender.startswith("assay")}
        self.times = {key: ns for key, ns in self.times.items() if key[0] in tasks}
        self.admissions = [entry for entry in self.admissions if entry["task"] in tasks]

    def rows(self):
        rows = []
        for (task, size, contender), ns in self.times.items():
            least = min(ns)
            stage1 = self.times.get((task, size, STAGE1))
            rows.append({"task": task, "size": size, "contender": contender,
                         "min_ns": round(least, 2), "median_ns": round(statistics.median(ns), 2),
                         "bytes": self.bytes[task, size, contender],
                         "x_stage1": round(least / min(stage1), 5) if stage1 else None})
        return rows


def time_text(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def ratio_text(ratio):
    return f"{ratio:.1f}" if ratio < 1000 else f"{ratio:,.0f}"


def print_task(task, rows):
    sizes = sorted(dict.fromkeys(row["size"] for row in rows),
                   key=lambda size: ORDER.index(size) if size in ORDER else len(ORDER))
    cells = {(row["contender"], row["size"]): row for row in rows}
    width = max(9, *(len(size) + 2 for size in sizes))
    names = WIDTH - width * len(sizes)
    print(f"\n{TITLES.get(task, task)}")
    print(" " * names + "".join(f"{size:>{width}}" for size in sizes))

    def line(name, text):
        values = (cells.get((name, size)) for size in sizes)
        print(f"{name[:names - 1]:<{names}}" +
              "".join(f"{text(row) if row else '-':>{width}}" for row in values))

    ratios = any(row["x_stage1"] is not None for row in rows)
    contenders = list(dict.fromkeys(row["contender"] for row in rows))

    def rank(name):
        values = [cells[name, size] for size in sizes if (name, size) in cells]
        first = "typical" if (name, "typical") in cells else values[0]["size"]
        return cells[name, first]["min_ns"] / max(1, cells[name, first]["bytes"])

    if STAGE1 in contenders:
        line(STAGE1, lambda row: time_text(row["min_ns"]))
    if ratios:
        print("  times stage 1")
    for name in sorted((c for c in contenders if c != STAGE1), key=rank):
        line(name, lambda row: ratio_text(row["x_stage1"]) if row["x_stage1"] is not None
             else time_text(row["min_ns"]))


def check_table(rows):
    """The check's ratios in Markdown, the fastest on typical first."""
    cells = {(row["contender"], row["size"]): row for row in rows if row["task"] == "check"}
    sizes = [size for size in ORDER if (STAGE1, size) in cells]
    names = dict.fromkeys(name for name, _ in cells if name != STAGE1)
    least = ", ".join(f"{size} {time_text(cells[STAGE1, size]['min_ns'])}" for size in sizes)

    def rank(name):
        row = cells.get((name, "typical"))
        return row["x_stage1"] if row else float("inf")

    lines = [textwrap.fill(f"Stage 1 itself: {least}. Times that, minima of interleaved runs:",
                           WIDTH), "",
             f"| contender | {' | '.join(sizes)} |", "|---" * (len(sizes) + 1) + "|"]
    for name in sorted(names, key=rank):
        values = [cells.get((name, size)) for size in sizes]
        lines.append(f"| {name} | " + " | ".join(ratio_text(row["x_stage1"]) if row else "-"
                                                 for row in values) + " |")
    return "\n".join(lines)


def update_page(environment, rows, found):
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    with_what = textwrap.fill(", ".join(f"{k} {v}" for k, v in environment.items()) + ".", WIDTH)
    PAGE.write_text(f"{before}{BEGIN}\n\n{with_what}\n\n{check_table(rows)}\n\n"
                    f"{markdown(found)}\n\n{END}{after}", encoding="utf-8")


def print_admissions(admissions):
    refused = [entry for entry in admissions if entry.get("refused")]
    limited = [entry for entry in admissions if entry["cannot"] and not entry.get("refused")]
    if limited:
        print("\nnot compared, because the contender cannot say it")
    for entry in limited:
        print(f"  {entry['task']}, {entry['contender']}:")
        for name in entry["cannot"]:
            print(f"    {name}")
    if refused:
        print("\nnot timed, because it disagrees with the reference")
    for entry in refused:
        print(f"  {entry['task']}, {entry['contender']}: {entry['refused'][:300]}")


def main():
    results = Results()
    for path in sys.argv[2:]:
        if path != "--update":
            results.read(path)
    results.keep_tasks_of_ours()
    rows = results.rows()
    if not rows:
        sys.exit("report.py: nothing was timed")
    found = figures(rows)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"format": 1, "environment": results.environment, "rows": rows,
                   "figures": found, "admissions": results.admissions}, file, indent=1)
        file.write("\n")
    print(textwrap.fill(", ".join(f"{k} {v}" for k, v in results.environment.items()), WIDTH))
    print("minima of interleaved repetitions")
    for task in dict.fromkeys(row["task"] for row in rows):
        print_task(task, [row for row in rows if row["task"] == task])
    print_admissions(results.admissions)
    print_figures(found)
    if "--update" in sys.argv:
        update_page(results.environment, rows, found)
    agreed = sum(1 for entry in results.admissions if not entry.get("refused"))
    print(f"\n{len(rows)} rows in {sys.argv[1]}; {agreed} contenders agree with the reference")


if __name__ == "__main__":
    main()
