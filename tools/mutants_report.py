"""The result of mutants.py as JSON (spec/schemas/mutants.json) and as docs/mutants.md."""
import collections

HEAD = """# What the tests notice

Faults planted in the library on purpose, each behind a switch of one test-only build (preset
`faults`), switched on one at a time. `./dev mutants --update` wrote this page; CI runs a fixed
sample and `./dev nightly` all of it. {how}

* **evidence**: the just-holding and just-breaking messages of every line of the ledgers.
* **vectors**: the files in `corpus/vectors/`, read back and given to the checker.
* **properties**: RapidCheck at its fixed seed, on the embedded contract.
* **unit**: every other test of the folders that the fault can reach.{fuzz}

The build has no assertions: a fault is noticed by what a test expects, never by the checks that
debug builds make of themselves (there, the slow tier also runs behind the fast one). `./dev test`
runs all four groups with assertions on.

{summary}

| kind | faults | killed | evidence | vectors | properties | unit |{fuzz_head}
|---|---|---|---|---|---|---|{fuzz_rule}
{kinds}

## Survivors

{survivors}

## Every fault

"where" is the file it is planted in; `ASSAY_FAULT=name` switches it on in the programs of
`build/faults`.

| fault | kind | what it does | where | killed by |
|---|---|---|---|---|
{rows}
"""


def result(faults, groups, baseline, seconds, fuzz):
    entries = []
    for fault in faults:
        entry = {key: fault[key] for key in ("name", "kind", "what", "where", "survives", "wrong")}
        entry["killed_by"] = [{"group": group, "test": test}
                              for group, test in fault["killed_by"].items()]
        if "fuzz" in fault:
            entry["fuzz"] = fault["fuzz"]
        entries.append(entry)
    out = {"format": 1, "groups": groups, "seconds": round(seconds),
           "baseline_seconds": {group: round(took, 1) for group, took in baseline.items()},
           "faults": entries}
    if fuzz:
        out["fuzz_seconds"] = fuzz
    return out


def cell(text):
    return text.replace("|", "\\|")


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def page(result):
    faults, fuzzed = result["faults"], "fuzz_seconds" in result
    by = {fault["name"]: {each["group"] for each in fault["killed_by"]} for fault in faults}
    kinds = collections.OrderedDict()
    for fault in faults:
        kinds.setdefault(fault["kind"], []).append(fault)

    def counts(some):
        cells = [str(len(some)), str(sum(1 for f in some if by[f["name"]]))]
        cells += [str(sum(1 for f in some if group in by[f["name"]])) for group in result["groups"]]
        if fuzzed:
            cells.append(str(sum(1 for f in some if f["fuzz"]["killed"])))
        return cells

    lines = [row(kind, *counts(some)) for kind, some in kinds.items()]
    lines.append(row("**all**", *counts(faults)))
    killed = sum(1 for fault in faults if by[fault["name"]])
    survivors = [fault for fault in faults if not by[fault["name"]]]
    told = "\n".join(f"* `{fault['name']}`: {fault['what']}. {fault['survives'] or 'NO REASON'}."
                     for fault in survivors) or "None."
    rows = []
    for fault in faults:
        found = [group for group in result["groups"] if group in by[fault["name"]]]
        if fuzzed and fault["fuzz"]["killed"]:
            found.append(f"fuzz ({fault['fuzz']['seconds']:.0f} s)")
        rows.append(row(f"`{fault['name']}`", fault["kind"], cell(fault["what"]),
                        ", ".join(f"`{path}`" for path in fault["where"]),
                        ", ".join(found) or "**none**"))
    took = ", ".join(f"{group} {seconds:.0f} s"
                     for group, seconds in result["baseline_seconds"].items())
    how = (f"A run of all takes {result['seconds'] / 60:.0f} minutes on two busy cores; without a "
           f"fault the groups take {took}.")
    fuzz = ("\n* **fuzz**: the fuzz targets from their seeds, {:.0f} s a fault; the table names the "
            "time to the kill.").format(result["fuzz_seconds"]) if fuzzed else ""
    return HEAD.format(
        how=how, fuzz=fuzz, fuzz_head=" fuzz |" if fuzzed else "",
        fuzz_rule="---|" if fuzzed else "", kinds="\n".join(lines), survivors=told,
        summary=f"**{killed} of {len(faults)} faults are killed; {len(survivors)} survive, each "
                "with the reason below.**", rows="\n".join(rows))
