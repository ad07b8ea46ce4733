#!/usr/bin/env python3
"""How the cost of a check grows: tables and a plot.

    scaling.py BUILD_DIR [--long] [--update]

Writes build/scaling.json (schema: spec/schemas/scaling.json), build/scaling.md and
build/scaling.svg. Files of lines go up to 200 MB, with --long up to 5 GB: made on the fly and
piped into `assay check -`, and written to build/ and checked from there, as they lie in the page
cache. --update puts table and plot into docs/.
"""
import json
import math
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TITLES = {"bytes": "bytes of a document", "members": "members of one object",
          "ids": "task ids", "depth": "nesting", "operations, check": "operations: one check",
          "operations, load": "operations: load", "lines": "bytes of NDJSON, piped",
          "lines, file": "bytes of NDJSON, a file, one thread",
          "lines, threads": "bytes of NDJSON, a file, a thread a core"}
BEGIN, END = "<!-- scaling: made by ./dev bench --scaling --update -->", "<!-- end of scaling -->"


def run_check(build, arguments, stdin=None):
    """One run of `assay check`: seconds on the wall, seconds of all cores, peak memory."""
    start = time.perf_counter()
    checker = subprocess.Popen([build / "assay", "check", *arguments], stdin=stdin,
                               stdout=subprocess.PIPE)
    if stdin is not None:
        stdin.close()
    said = checker.stdout.read().decode()
    _, status, usage = os.wait4(checker.pid, 0)
    seconds = time.perf_counter() - start
    checker.returncode = os.waitstatus_to_exitcode(status)
    if checker.returncode != 0 or " 0 invalid" not in said:
        sys.exit(f"scaling.py: assay check ended with {checker.returncode}: {said[-500:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def line_row(axis, size, runs):
    walls = sorted(run[0] for run in runs)
    return {"axis": axis, "x": size, "bytes": size, "min_ns": round(walls[0] * 1e9, 1),
            "median_ns": round(walls[len(walls) // 2] * 1e9, 1), "stage1_min_ns": None,
            "cpu_ns": round(min(run[1] for run in runs) * 1e9, 1),
            "max_rss_bytes": max(run[2] for run in runs)}


def check_lines(build, size):
    """`assay check` over `size` bytes of lines, by a pipe and from a file: their rows."""
    def maker(out):
        return subprocess.Popen([build / "bench" / "assay_scaling", "--lines", str(size)],
                                stdout=out)
    piped, one, many = [], [], []
    path = build / "scaling.ndjson"
    try:
        with open(path, "wb") as file:
            if maker(file).wait() != 0:
                sys.exit("scaling.py: no lines were made")
        for _ in range(3):
            source = maker(subprocess.PIPE)
            piped.append(run_check(build, ["-"], source.stdout))
            if source.wait() != 0:
                sys.exit("scaling.py: no lines were made")
            one.append(run_check(build, ["--threads", "1", path]))
            many.append(run_check(build, ["--threads", str(max(2, os.cpu_count())), path]))
        made = os.path.getsize(path)
    finally:
        path.unlink(missing_ok=True)
    return [line_row("lines", made, piped), line_row("lines, file", made, one),
            line_row("lines, threads", made, many)]


def amount(value):
    for unit, size in (("G", 10**9), ("M", 10**6), ("k", 10**3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"


def duration(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def table(axis, rows):
    lines = [f"| {TITLES[axis]} | bytes | least time | GB/s |"]
    if rows[0]["stage1_min_ns"]:
        lines[0] += " times stage 1 |"
    if axis.startswith("lines"):
        lines[0] += " GB/s of processor time | peak memory |"
    lines.append("|---" * (lines[0].count("|") - 1) + "|")
    for row in rows:
        line = (f"| {amount(row['x'])} | {amount(row['bytes'])}B | {duration(row['min_ns'])} "
                f"| {row['bytes'] / row['min_ns']:.2f} |")
        if row["stage1_min_ns"]:
            line += f" {row['min_ns'] / row['stage1_min_ns']:.1f} |"
        if axis.startswith("lines"):
            line += (f" {row['bytes'] / row['cpu_ns']:.2f} "
                     f"| {row['max_rss_bytes'] / 1e6:.0f} MB |")
        lines.append(line)
    return "\n".join(lines)


def plot(groups):
    """One panel an axis, both scales logarithmic; the dashed line grows in proportion."""
    width, height, columns = 300, 210, 3
    panels = []
    for index, (axis, rows) in enumerate(groups.items()):
        left = index % columns * width + 52
        top = index // columns * height + 28
        inner_width, inner_height = width - 72, height - 70
        xs = [math.log10(row["x"]) for row in rows]
        ys = [math.log10(row["min_ns"]) for row in rows]
        x0, x1 = min(xs), max(max(xs), min(xs) + 1)
        y0, y1 = math.floor(min(ys)), max(math.ceil(max(ys)), math.floor(min(ys)) + 1)

        def at(x, y, left=left, top=top, x0=x0, x1=x1, y0=y0, y1=y1, w=inner_width, h=inner_height):
            return f"{left + (x - x0) / (x1 - x0) * w:.1f},{top + h - (y - y0) / (y1 - y0) * h:.1f}"

        points = " ".join(at(x, y) for x, y in zip(xs, ys))
        last = (xs[-1], ys[-1])
        start = (max(x0, last[0] - (last[1] - y0)), max(y0, last[1] - (last[0] - x0)))
        panels.append(f'<text x="{left}" y="{top - 10}" font-weight="bold">{TITLES[axis]}</text>')
        panels.append(f'<rect x="{left}" y="{top}" width="{inner_width}" height="{inner_height}" '
                      'fill="none" stroke="#999"/>')
        for power in range(y0, y1 + 1):
            y = top + inner_height - (power - y0) / (y1 - y0) * inner_height
            panels.append(f'<text x="{left - 4}" y="{y + 4:.1f}" text-anchor="end">'
                          f'{duration(10 ** power)}</text>')
        for x, anchor in ((x0, "start"), (xs[-1], "end")):
            where = left if anchor == "start" else left + inner_width
            panels.append(f'<text x="{where}" y="{top + inner_height + 15}" '
                          f'text-anchor="{anchor}">{amount(10 ** x)}</text>')
        first, end = at(*start).split(","), at(*last).split(",")
        panels.append(f'<line x1="{first[0]}" y1="{first[1]}" x2="{end[0]}" y2="{end[1]}" '
                      'stroke="#bbb" stroke-dasharray="4 3"/>')
        panels.append(f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/>')
        for x, y in zip(xs, ys):
            cx, cy = at(x, y).split(",")
            panels.append(f'<circle cx="{cx}" cy="{cy}" r="2.5" fill="#06c"/>')
    rows = (len(groups) + columns - 1) // columns
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * width}" '
            f'height="{rows * height}" font-family="sans-serif" font-size="11">\n'
            f'<title>Time of a check against what grows</title>\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(panels) + "\n</svg>\n")


def main():
    arguments = sys.argv[1:]
    options = {argument for argument in arguments if argument.startswith("--")}
    paths = [argument for argument in arguments if argument not in options]
    if len(paths) != 1 or options - {"--long", "--update"}:
        print("usage: scaling.py BUILD_DIR [--long] [--update]", file=sys.stderr)
        return 2
    build = pathlib.Path(paths[0]).resolve()
    said = subprocess.run([build / "bench" / "assay_scaling"], stdout=subprocess.PIPE, text=True,
                          check=True).stdout
    rows = [json.loads(line) for line in said.splitlines()]
    sizes = [10**6, 10**7, 5 * 10**7, 2 * 10**8]
    if "--long" in options:
        sizes += [10**9, 5 * 10**9]
    rows += [row for size in sizes for row in check_lines(build, size)]
    groups = {}
    for row in rows:
        groups.setdefault(row["axis"], []).append(row)
    out = ROOT / "build"
    out.mkdir(exist_ok=True)
    text = "\n\n".join(table(axis, entries) for axis, entries in groups.items()) + "\n"
    picture = plot(groups)
    (out / "scaling.json").write_text(json.dumps({"format": 1, "rows": rows}, indent=1) + "\n")
    subprocess.run(["/usr/bin/python3", ROOT / "tools" / "validate_json.py",
                    ROOT / "spec" / "schemas" / "scaling.json", out / "scaling.json"],
                   stdout=subprocess.DEVNULL, check=True)
    (out / "scaling.md").write_text(text)
    (out / "scaling.svg").write_text(picture)
    print(text)
    memory = {axis: (entries[-1]["max_rss_bytes"], entries[1]["max_rss_bytes"])
              for axis, entries in groups.items() if axis.startswith("lines")}
    for axis, (last, second) in memory.items():
        print(f"{TITLES[axis]}: {groups[axis][-1]['x'] / groups[axis][1]['x']:.0f} times the bytes "
              f"take {last / second:.2f} times the memory")
    if "--update" in options:
        page = ROOT / "docs" / "performance.md"
        before, rest = page.read_text().split(BEGIN)
        after = rest.split(END)[1]
        page.write_text(f"{before}{BEGIN}\n\n![Time of a check against what grows](scaling.svg)\n\n"
                        f"{text}\n{END}{after}")
        (ROOT / "docs" / "scaling.svg").write_text(picture)
    # Memory must not grow with the file.
    if any(last > 2 * second for last, second in memory.values()):
        print("scaling.py: memory grows with the file", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
