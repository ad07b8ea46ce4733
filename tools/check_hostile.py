#!/usr/bin/env python3
"""Hostile files through the command: each must end with a clear message and exit 1, 2 or 3,
within seconds and bounded memory, and never print a byte below a sensitive member.

Usage: check_hostile.py ASSAY. The address sanitizer's own memory is not bounded by us, so under
it only the exit code, the message and the canary are looked at.
"""
import base64
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

CANARY = b"canary-7c1e-secret"
MEGABYTE = 1 << 20
MEMORY = 1500 * MEGABYTE
SECONDS = 120  # a watchdog against hanging, not a measure of speed


def exchange(body, status=200, kind="200"):
    return (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
            b"X-Amz-Target: AmazonMWAAServerless.GetWorkflowRun\r\nContent-Length: 2\r\n\r\n{}"
            b"HTTP/1.1 %d X\r\nContent-Type: application/x-amz-json-1.0\r\n" % status) + body


def har(text):
    entry = {"startedDateTime": "2026-01-01T00:00:00Z", "time": 1,
             "request": {"method": "POST", "url": "http://localhost/", "httpVersion": "HTTP/1.1",
                         "headers": [{"name": "X-Amz-Target",
                                      "value": "AmazonMWAAServerless.GetWorkflowRun"}],
                         "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 2,
                         "postData": {"mimeType": "application/x-amz-json-1.0", "text": "{}"}},
             "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1",
                          "headers": [], "cookies": [], "redirectURL": "", "headersSize": -1,
                          "bodySize": len(text),
                          "content": {"size": len(text), "mimeType": "application/json",
                                      "encoding": "base64",
                                      "text": base64.b64encode(text).decode()}},
             "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0}}
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"},
                               "entries": [entry]}}).encode()


def files(folder):
    """Yields (name of the case, path, extra arguments)."""
    def write(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    for kind in ("json", "ndjson", "jsonl", "har", "http"):
        yield f"empty {kind}", write(f"empty.{kind}", b""), []
        big = folder / f"brackets.{kind}"
        with open(big, "wb") as out:
            for _ in range(1024):
                out.write(b"[" * MEGABYTE)
        yield f"1 GB of [ as {kind}", big, []
        big.unlink()
        for seed in range(4):
            noise = random.Random(seed).randbytes(200_000)
            yield f"random bytes {seed} as {kind}", write(f"random{seed}.{kind}", noise), []
        yield f"NUL bytes as {kind}", write(f"nul.{kind}", b"\0" * 5000), []
        loop = folder / f"loop.{kind}"
        loop.symlink_to(loop)
        yield f"symlink loop {kind}", loop, []
        yield f"missing {kind}", folder / f"missing.{kind}", []
        directory = folder / f"directory.{kind}"
        directory.mkdir()
        yield f"directory {kind}", directory, []
    if os.geteuid() != 0:
        secret = write("unreadable.json", b"{}")
        secret.chmod(0)
        yield "unreadable", secret, []
    else:  # root reads every file; a file of /proc that refuses stands in
        yield "unreadable", pathlib.Path("/proc/self/mem"), ["--input-kind", "json"]

    sensitive = b'{"OverrideParameters":{"k":"' + CANARY + b'"},"RunId":"-"}'
    whole = har(sensitive)
    for cut in range(0, len(whole), 37):
        yield f"HAR cut at {cut}", write("cut.har", whole[:cut]), []
    for cut in range(1, len(sensitive)):
        yield f"body cut at {cut}", write("cut.json", sensitive[:cut]), []

    for name, head in {
            "absurd Content-Length": b"Content-Length: 99999999999999999999999999\r\n\r\n{}",
            "huge Content-Length": b"Content-Length: 18446744073709551615\r\n\r\n{}",
            "negative Content-Length": b"Content-Length: -5\r\n\r\n{}",
            "two Content-Lengths": b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "chunk size beyond 64 bits":
                b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
            "negative chunk size": b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
            "chunks without end": b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
            "NUL in a header": b"X-A: \0\0\r\nContent-Length: 2\r\n\r\n{}",
            "a header of 4 MB": b"X-A: " + b"a" * (4 * MEGABYTE) + b"\r\nContent-Length: 2\r\n\r\n{}",
            "200,000 headers": b"X-A: 1\r\n" * 200_000 + b"Content-Length: 2\r\n\r\n{}",
            "cut in the headers": b"Content-Len"}.items():
        yield name, write("case.http", exchange(head)), []

    deep = b'{"a":' * 200_000 + b"1" + b"}" * 200_000
    for name, member in (("document", b"OverrideParameters"), ("unknown member", b"Unknown")):
        body = b'{"' + member + b'":{"k":' + deep + b"}}"
        yield f"200,000 deep in a {name}", write("deep.json", body), []
        yield f"200,000 deep in a {name}, ndjson", write("deep.ndjson", body + b"\n"), []
        yield f"200,000 deep in a {name}, har", write("deep.har", har(body)), []
    yield "unclosed brackets in a document", write(
        "open.json", b'{"OverrideParameters":{"k":' + b"[" * 200_000), []


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2, MEMORY * 2))


def sanitized(assay):
    return b"__asan_init" in pathlib.Path(assay).read_bytes()


def main():
    assay = os.path.abspath(sys.argv[1])
    bounded = None if sanitized(assay) else limit_memory
    count = bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, path, arguments in files(pathlib.Path(scratch)):
            for output_format in ("text", "json"):
                if output_format == "json" and "1 GB" in name:
                    continue
                if "cut at" in name and output_format == "json" and count % 5:
                    continue
                count += 1
                command = [assay, "check", "--format", output_format, *arguments, str(path)]
                try:
                    result = subprocess.run(command, capture_output=True, timeout=SECONDS,
                                            preexec_fn=bounded, check=False)
                except subprocess.TimeoutExpired:
                    print(f"{name} ({output_format}): still running after {SECONDS} s")
                    bad += 1
                    continue
                printed = result.stdout + result.stderr
                problems = []
                if result.returncode not in (1, 2, 3):
                    problems.append(f"exit {result.returncode}")
                if not printed.strip():
                    problems.append("nothing said")
                if CANARY in printed or CANARY[:11] in printed:
                    problems.append("printed a byte below a sensitive member")
                if b"ERROR: AddressSanitizer" in printed or b"runtime error:" in printed:
                    problems.append("sanitizer finding")
                for problem in problems:
                    print(f"{name} ({output_format}): {problem}: {printed[-300:]!r}")
                bad += len(problems)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if bounded and used > MEMORY // MEGABYTE:
        print(f"{used} MB used; the most is {MEMORY // MEGABYTE}")
        bad += 1
    print(f"hostile files: {count} runs, {bad} problems, at most {used} MB")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
