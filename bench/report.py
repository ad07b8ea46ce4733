#!/usr/bin/env python3
"""Ratios to stage 1 from a run of assay_bench.

Usage: report.py RUNS.json OUT.json. OUT gets the rows {task, size, contender, min_ns, median_ns,
bytes, x_stage1}; x_stage1 compares minima, which noise only ever makes larger.
"""
import json
import statistics
import sys

TASKS = {"assay": ("check", "assay"), "dom": ("check", "simdjson DOM, checks by hand"),
         "bind": ("bind", "assay"), "stage1": ("index", "simdjson stage 1")}
ORDER = ["stage1", "assay", "dom", "bind"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        runs = json.load(file)
    times = {}
    for run in runs["benchmarks"]:
        if run.get("run_type") != "iteration":
            continue
        if run.get("error_occurred"):
            sys.exit(f"{run['name']}: {run['error_message']}")
        contender, size = run["run_name"].split("/")[:2]
        assert run["time_unit"] == "ns"
        entry = times.setdefault((size, contender), {"bytes": int(run["bytes"]), "ns": []})
        entry["ns"].append(run["cpu_time"])
    rows = []
    for (size, contender), entry in times.items():
        task, name = TASKS[contender]
        least = min(entry["ns"])
        rows.append({"task": task, "size": size, "contender": name, "min_ns": round(least, 1),
                     "median_ns": round(statistics.median(entry["ns"]), 1),
                     "bytes": entry["bytes"],
                     "x_stage1": round(least / min(times[size, "stage1"]["ns"]), 2)})
    order = {TASKS[contender]: i for i, contender in enumerate(ORDER)}
    rows.sort(key=lambda row: (row["bytes"], order[row["task"], row["contender"]]))
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump({"format": 1, "rows": rows}, file, indent=1)
        file.write("\n")
    print(f"{'size':<9} {'bytes':>7} {'task':<6} {'contender':<30} {'min ns':>10} "
          f"{'median ns':>10} {'x stage 1':>9} {'GB/s':>6}")
    for row in rows:
        print(f"{row['size']:<9} {row['bytes']:>7} {row['task']:<6} {row['contender']:<30} "
              f"{row['min_ns']:>10} {row['median_ns']:>10} {row['x_stage1']:>9} "
              f"{row['bytes'] / row['min_ns']:>6.2f}")


if __name__ == "__main__":
    main()
