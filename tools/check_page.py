#!/usr/bin/env python3
"""The page of a conformance run in headless Chromium.

    tools/check_page.py PAGE.html [--screenshots DIR]

The page is loaded as it is, then a copy that carries checks: filters, search, keys, a case with its
bytes, both colour schemes, no error, nothing loaded from elsewhere. Exit code 1: a check failed;
without Chromium it says so and passes, or with --required fails.
"""
import argparse
import base64
import hashlib
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WATCH = """
window.problems = [];
addEventListener('error', (event) => window.problems.push('error: ' + event.message));
addEventListener('unhandledrejection', (event) => window.problems.push('rejection: ' + event.reason));
addEventListener('securitypolicyviolation', (event) => window.problems.push('policy: ' + event.violatedDirective));
"""

CHECKS = """
(async () => {
  const wait = () => new Promise((done) => setTimeout(done, 20));
  const key = async (name, target) => {
    (target || document.activeElement).dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true}));
    await wait();
  };
  const set = async (id, value) => {
    document.getElementById(id).value = value;
    document.getElementById(id).dispatchEvent(new Event('input', {bubbles: true}));
    await wait();
  };
  const rows = () => document.querySelectorAll('#cases tbody tr').length;
  const seen = [];
  const expect = (good, what) => { seen.push(what); if (!good) window.problems.push('failed: ' + what); };
  const all = data.cases.length;
  await wait();
  expect(rows() === all && all > 0, 'every case is listed');
  expect(document.querySelectorAll('#matrix tbody tr').length === data.subjects.length, 'a row a subject');
  for (const verdict of ['misses', 'pass']) {
    await set('verdict', verdict);
    const wanted = data.results.filter((row) => row.some((result) => verdictMatches(result, verdict))).length;
    expect(rows() === wanted && wanted > 0, 'the filter ' + verdict);
  }
  await set('verdict', '');
  for (const name of ['family', 'level', 'subject']) {
    await set(name, document.getElementById(name).options[1].value);
    expect(rows() > 0 && (rows() < all || name !== 'family'), 'the filter ' + name);
    expect(location.hash.includes(name + '='), 'the address holds ' + name);
    await set(name, '');
  }
  const wanted = data.cases[Math.floor(all / 2)].id;
  await set('q', wanted.toUpperCase());
  expect(rows() >= 1 && document.querySelector('[data-case="' + CSS.escape(wanted) + '"]'), 'search by id');
  await set('q', 'no such text anywhere');
  expect(rows() === 0, 'search without a match');
  await key('Escape', document.getElementById('q'));
  expect(rows() === all, 'Escape clears the search');
  document.activeElement.blur();
  await key('/', document.body);
  expect(document.activeElement.id === 'q', 'the key / goes to the search');
  document.activeElement.blur();
  await key('ArrowDown', document.body);
  await key('ArrowDown');
  await key('ArrowUp');
  const first = document.activeElement;
  expect(first.dataset.case === data.cases[0].id, 'arrows move through the cases');
  expect(getComputedStyle(first).outlineStyle !== 'none' || first.matches(':focus'), 'focus is visible');
  first.click();
  await wait();
  const page = document.getElementById('case');
  expect(!page.hidden && document.getElementById('list').hidden, 'a case opens');
  expect(page.querySelector('h2').textContent === data.cases[0].id, 'it is that case');
  expect([...page.querySelectorAll('pre')].some((pre) => pre.textContent.startsWith('000000  48 54 54 50')), 'the response in hex');
  expect(page.textContent.includes('HTTP/1.1 '), 'the response as text');
  expect(page.textContent.includes(data.cases[0].want), 'what was expected');
  await key('ArrowRight', document.body);
  expect(page.querySelector('h2').textContent === data.cases[1].id, 'the next case');
  await key('Escape', document.body);
  expect(page.hidden, 'Escape goes back');
  expect(document.activeElement.dataset.case === data.cases[1].id, 'to where it was');
  let signed = 0, masked = 0;
  for (const item of data.cases) {
    showCase(item.id, readState().filters);  // browsers limit how often an address may change
    signed += page.textContent.includes('AWS4-HMAC-SHA256');
    masked += /Authorization: [*]/i.test(page.textContent);
    if (page.querySelector('h2')?.textContent !== item.id) expect(false, 'the page of ' + item.id);
  }
  location.hash = '#/case/no-such-case';
  await wait();
  expect(page.textContent.includes('No case'), 'an unknown case is named');
  location.hash = '#/';
  await wait();
  const unnamed = [...document.querySelectorAll('input, select')].filter((field) => field.labels.length === 0);
  expect(unnamed.length === 0, 'every field has a label');
  expect(performance.getEntriesByType('resource').length === 0, 'nothing is loaded');
  expect(signed === 0 && masked > 0, 'signatures are masked');
  const luminance = (color) => color.match(/[0-9.]+/g).slice(0, 3).map(Number)
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0) / 255;
  const style = getComputedStyle(document.body);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const [ground, text] = [luminance(style.backgroundColor), luminance(style.color)];
  expect(dark ? ground < 0.2 && text > 0.8 : ground > 0.9 && text < 0.2, 'colours of the scheme');
  const report = document.createElement('pre');
  report.id = 'checks';
  report.textContent = JSON.stringify({dark, seen: seen.length, problems: window.problems});
  document.body.append(report);
})().catch((error) => {
  const report = document.createElement('pre');
  report.id = 'checks';
  report.textContent = JSON.stringify({seen: 0, problems: [String(error)]});
  document.body.append(report);
});
"""

SCHEMES = {"dark": "0", "light": "1"}


def script_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def with_checks(page: str) -> str:
    """A copy that may run the two scripts, and nothing else that its policy forbids."""
    extra = f"script-src {script_hash(WATCH)} {script_hash(CHECKS)} "
    page = page.replace("script-src ", extra, 1)
    page = page.replace("<body>", f"<body><script>{WATCH}</script>", 1)
    end = page.rindex("</body>")
    return page[:end] + f"<script>{CHECKS}</script>" + page[end:]


def chromium(browser: str, profile: str, scheme: str, url: str, *arguments: str) -> str:
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}",
               "--virtual-time-budget=60000", f"--blink-settings=preferredColorScheme={scheme}",
               *arguments, url]
    done = subprocess.run(command, capture_output=True, timeout=300, check=True)
    return done.stdout.decode(errors="replace")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--required", action="store_true", help="fail where Chromium is missing")
    arguments = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        print("page: skipped: chromium is not installed")
        return 1 if arguments.required else 0
    page = arguments.page.read_text(encoding="utf-8")
    if re.search(r"(?:src|href)=\"(?!#|data:)", page.split('<script type="application/json"')[0]):
        print("page: it refers to another file")
        return 1
    failures = 0
    with tempfile.TemporaryDirectory(prefix="assay-page-") as scratch:
        url = arguments.page.resolve().as_uri()
        plain = chromium(browser, scratch + "/p", "1", url, "--dump-dom")
        if 'data-case="' not in plain:
            print("page: its own policy keeps its script from running")
            return 1
        copy = pathlib.Path(scratch, "checked.html")
        copy.write_text(with_checks(page), encoding="utf-8")
        for name, scheme in SCHEMES.items():
            dom = chromium(browser, scratch + "/p", scheme, copy.as_uri(), "--dump-dom")
            found = re.search(r'<pre id="checks">(.*?)</pre>', dom, re.S)
            result = json.loads(html.unescape(found.group(1))) if found else None
            problems = result["problems"] if result else ["the checks did not end"]
            if result and result.get("dark") != (name == "dark"):
                problems.append(f"the scheme is not {name}")
            for problem in problems[:20]:
                print(f"page: {name}: {problem}")
            failures += len(problems)
            if result and not problems:
                print(f"page: {name}: {result['seen']} checks hold")
            if arguments.screenshots:
                os.makedirs(arguments.screenshots, exist_ok=True)
                for part, size in {"": "1280,1000", "#/case/awsJson1_0%2Fbody%2Fcut-in-string": "1280,1400"}.items():
                    target = arguments.screenshots / f"{name}-{'case' if part else 'list'}.png"
                    chromium(browser, scratch + "/p", scheme, url + part, f"--window-size={size}",
                             f"--screenshot={target}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
