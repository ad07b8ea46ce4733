#!/usr/bin/env python3
"""Runs the small tier of string vectors through regular-expression engines as they are usually
called, and writes how often each disagrees with the contract.

    idioms.py --write docs/regex-idioms.md   needs all engines
    idioms.py --check docs/regex-idioms.md   fails if that page is not what would be written; lines of
                                             engines that are not here in the same version are left out
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
VECTORS = ROOT / "corpus" / "vectors" / "mwaa-serverless" / "small" / "values"


def constraints():
    """Every string shape with a pattern that has a vector file: name, bare pattern, bounds."""
    shapes = json.loads((ROOT / "spec/mwaa-serverless/model.json").read_text(encoding="utf-8"))["shapes"]
    for name, shape in shapes.items():
        pattern = shape.get("traits", {}).get("smithy.api#pattern")
        path = VECTORS / (name.split("#")[1] + ".json")
        if pattern and path.exists():
            bounds = shape["traits"].get("smithy.api#length", {})
            cases = [(text, flags, good) for text, flags, good in read(path)]
            yield {"name": name.split("#")[1], "pattern": pattern.removeprefix("^").removesuffix("$"),
                   "min": bounds.get("min", 0), "max": bounds.get("max", 2**31 - 1), "cases": cases}


def read(path):
    for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
        for each in group["sets"]:
            for case in each["cases"]:
                if "base64" not in case:
                    text = case["text"] if "text" in case else "".join(p * n for p, n in case["runs"])
                    yield text, each["flags"], each["verdict"] == "valid"


def in_python(asked):
    idioms = {"`re.fullmatch(P, s)`": (re.fullmatch, "{}", 0), "`re.match(r'(?:P)\\Z', s)`": (re.match, "(?:{})\\Z", 0),
              "`re.match('^P$', s)`": (re.match, "^(?:{})$", 0), "`re.match(P, s)`": (re.match, "{}", 0),
              "`re.search(P, s)`": (re.search, "{}", 0)}
    for one in asked:
        yield {name: [one["min"] <= len(s) <= one["max"] and call(form.format(one["pattern"]), s, flags) is not None
                      for s, _, _ in one["cases"]] for name, (call, form, flags) in idioms.items()}


def in_javascript(asked):
    sent = [{**{k: one[k] for k in ("pattern", "min", "max")}, "texts": [s for s, _, _ in one["cases"]]} for one in asked]
    done = subprocess.run(["node", str(HERE / "engines.mjs")], input=json.dumps(sent), text=True, stdout=subprocess.PIPE, check=True)
    for judged in json.loads(done.stdout):
        yield {name: [digit == "1" for digit in digits] for name, digits in judged.items()}


def by_lines(*command):
    def run(asked):
        lines = []
        for one in asked:
            lines.append(f"P {one['min']} {one['max']} {one['pattern'].encode().hex()}")
            lines += [s.encode().hex() for s, _, _ in one["cases"]]
        done = subprocess.run([str(c) for c in command], input="\n".join(lines) + "\n", text=True, stdout=subprocess.PIPE, check=True)
        head, *rows = done.stdout.splitlines()
        at = 0
        for one in asked:
            mine = rows[at:at + len(one["cases"])]
            at += len(mine)
            yield {name: [row[i] == "1" for row in mine] for i, name in enumerate(head.split("\t"))}
    return run


def in_cpp(asked):
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "engines")
        subprocess.run(["g++", "-std=c++17", "-O1", "-o", program, HERE / "engines.cc", "-lre2"], check=True)
        yield from by_lines(program)(asked)


def said_by(form, pattern, *commands):
    """What names the version: a form filled with the groups of a pattern over what the commands say."""
    def version():
        said = ""
        for command in commands:
            if not shutil.which(command[0]):
                return None
            done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode != 0:
                return None
            said += done.stdout
        found = re.search(pattern, said)
        return form.format(*found.groups()) if found else None
    return version


ENGINES = [("Python", lambda: "re of CPython {}.{}".format(*sys.version_info), in_python),
           ("JavaScript", said_by("Node {}", r"v([0-9]+)\.", ["node", "--version"]), in_javascript),
           ("Java", said_by("Java {}", r'version "([0-9]+)', ["java", "-version"]), by_lines("java", HERE / "Engines.java")),
           ("Go (RE2 syntax)", said_by("{}", r"(go[0-9]+\.[0-9]+)", ["go", "version"]), by_lines("go", "run", HERE / "engines.go")),
           ("C++", said_by("g++ {}, {}", r"(?s)^([0-9]+).*?(libre2\.so\.[0-9]+)", ["g++", "-dumpversion"], ["/sbin/ldconfig", "-p"]), in_cpp)]

LESSON = """# Regular expressions as they are called

The contract's patterns match whole strings and lengths count code points. Each idiom below was given
the small tier of string vectors (`corpus/vectors/`); a number says on how many it disagrees with the
contract. P is the pattern without anchors. `property/foreign/engines/idioms.py --write
docs/regex-idioms.md` writes this page, CI compares it.

- **Ask for the whole string**: `fullmatch`, `matches()`, `^(?:P)$` in JavaScript and Go. In Python and
  Java `$` also stands before a last line break: `re.match("^P$")` takes `"a\\n"`; `\\Z` (`\\z` in Java) does not.
- **Count code points**, not UTF-16 units or bytes: `[...s].length`, `codePointCount`, `RuneCountInString`;
  `size()` of C++ and `len` of Go are bytes.
- **`.` is not the same everywhere.** ECMA-262, which Smithy prescribes, excludes LF, CR, U+2028 and
  U+2029; Python, Go and RE2 exclude LF only, std::regex over bytes LF and CR, Java also U+0085. JavaScript without `u` takes half of a surrogate pair for a
  character; on these patterns the length alone betrays it.
"""


def shown(text):
    """In ASCII, long ones cut, fit for a cell."""
    quoted = json.dumps(text).replace("|", "\\|").replace("`", "\\u0060")
    return quoted if len(quoted) <= 40 else f"{quoted[:20]}...{quoted[-12:]} ({len(text)})"


def versions():
    """By engine: what is here; engines that are not here have None."""
    return {engine: version() for engine, version, _ in ENGINES}


def table_line(engine, version):
    return f"| {engine} | {version} |"


def page_of(here):
    """The page, with the lines of those engines that have a version."""
    asked = list(constraints())
    lines = [LESSON, "| | " + " | ".join(one["name"] for one in asked) + " |", "|---" * (len(asked) + 1) + "|",
             "| vectors | " + " | ".join(str(len(one["cases"])) for one in asked) + " |"]
    examples = ["", "| idiom | shortest disagreement | idiom takes it | vectors it misjudges, by flag |", "|---|---|---|---|"]
    engines = ["", "| engine | version |", "|---|---|"]
    for engine, _, run in ENGINES:
        if here[engine] is None:
            continue
        engines.append(table_line(engine, here[engine]))
        results = list(run(asked))
        for idiom in results[0]:
            wrong = [[(text, flags, good) for (text, flags, good), said in zip(one["cases"], judged[idiom], strict=True) if said != good]
                     for one, judged in zip(asked, results, strict=True)]
            lines.append(f"| {engine}: {idiom} | " + " | ".join(str(len(w)) if w else "" for w in wrong) + " |")
            together = [each for some in wrong for each in some]
            if together:
                text, _, good = min(together, key=lambda each: (len(each[0]), each[0]))
                counts = {}
                for _, flags, _ in together:
                    for flag in flags:
                        counts[flag] = counts.get(flag, 0) + 1
                top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:4]
                examples.append(f"| {engine}: {idiom} | `{shown(text)}` | {'no' if good else 'yes'} | "
                                + ", ".join(f"{flag} {n}" for flag, n in top) + " |")
    return "\n".join(lines + examples + engines) + "\n"


def check(path, here):
    """What is wrong with the page, or None."""
    lines = path.read_text(encoding="utf-8").splitlines()
    compared = {}
    for engine in here:
        same = here[engine] is not None and table_line(engine, here[engine]) in lines
        compared[engine] = here[engine] if same else None
        if not same:
            print(f"skipped: {engine}, here {here[engine] or 'not installed'}; the page is of another version or of none")
            lines = [line for line in lines if not line.startswith((f"| {engine}: ", f"| {engine} | "))]
    if not any(compared.values()):
        return "no engine could be compared"
    made = page_of(compared).splitlines()
    wrong = [line for line in lines if line not in made] + [line for line in made if line not in lines]
    if not wrong and lines == made:
        print("compared: " + ", ".join(engine for engine in compared if compared[engine]))
        return None
    return "\n".join([f"{path} is not what would be written: run idioms.py --write {path}", *wrong[:6]])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=pathlib.Path, metavar="PAGE")
    parser.add_argument("--check", type=pathlib.Path, metavar="PAGE")
    options = parser.parse_args()
    here = versions()
    if options.check:
        sys.exit(check(options.check, here))
    missing = [engine for engine in here if here[engine] is None]
    if options.write and missing:
        sys.exit(f"{options.write} is of all engines; not installed: {', '.join(missing)}")
    page = page_of(here)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
