// Validators of RunId in JavaScript: one right, the others with one fault each: name ->
// [validator, witness].

const kFull = /^[a-zA-Z0-9][a-zA-Z0-9.\-_]*$/u;
const fits = (s, low = 1, high = 255) => [...s].length >= low && [...s].length <= high;

export const right = (s) => fits(s) && kFull.test(s);

// The usual shape of such a validator, with the language's own length.
const byPattern = (pattern, low = 1, high = 255) => (s) =>
  s.length >= low && s.length <= high && pattern.test(s);
const prepared = (change) => (s) => right(change(s));
const isAlnum = (c) => /^[a-zA-Z0-9]$/u.test(c);
const isAllowed = (c) => /^[a-zA-Z0-9._-]$/u.test(c);

// A loop by hand over UTF-16 units; `skip` says which places it misses.
const byUnits = (code = (c) => c, skip = () => false) => (s) => {
  if (s.length < 1 || s.length > 255) return false;
  for (let i = 0; i < s.length; ++i) {
    if (skip(i, s.length)) continue;
    const c = String.fromCharCode(code(s.charCodeAt(i)));
    if (!(i === 0 ? isAlnum(c) : isAllowed(c))) return false;
  }
  return true;
};

const byCharacter = (first, rest) => (s) =>
  fits(s) && [...s].every((c, i) => (i === 0 ? first(c) : rest(c)));

const between = (c, low, high) => c >= low && c <= high;
const sorted = (c, low, high) => c.localeCompare(low, 'en') >= 0 && c.localeCompare(high, 'en') <= 0;
const a = (n) => 'a'.repeat(n);

function stateful() {
  const pattern = /^[a-zA-Z0-9][a-zA-Z0-9.\-_]*$/g;  // keeps lastIndex from call to call
  return byPattern(pattern);
}

export const faults = {
  // Engine idioms.
  'no-anchors': [byPattern(/[a-zA-Z0-9][a-zA-Z0-9.\-_]*/), '!a'],
  'no-end': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.\-_]*/), 'a!'],
  'no-start': [byPattern(/[a-zA-Z0-9][a-zA-Z0-9.\-_]*$/), '!a'],
  'multiline': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.\-_]*$/m), 'a\n!'],
  'global-keeps-state': [stateful(), 'a'],
  'sticky-no-end': [(s) => fits(s) && /[a-zA-Z0-9][a-zA-Z0-9.\-_]*/y.test(s), 'a!'],
  'ignore-case-unicode': [byPattern(/^[a-z0-9][a-z0-9.\-_]*$/iu), '\u212a'],
  'word-class-first': [byPattern(/^\w[\w.\-]*$/), '_'],
  'word-class-unicode': [byPattern(/^[\p{L}\p{N}][\p{L}\p{N}.\-_]*$/u), '\u00e9'],
  'letters-unicode-rest': [byPattern(/^[a-zA-Z0-9][\p{L}0-9.\-_]*$/u), 'a\u00e9'],
  'digits-unicode-rest': [byPattern(/^[a-zA-Z0-9][a-zA-Z\p{Nd}.\-_]*$/u), 'a\u0663'],
  'string-loses-backslashes': [byPattern(new RegExp('^[a-zA-Z0-9][a-zA-Z0-9\.\-_]*$')), 'a-'],
  'alternatives-ungrouped': [byPattern(/^[a-zA-Z0-9]|[a-zA-Z0-9.\-_]*$/), 'a!'],
  'word-boundary': [byPattern(/^\b[a-zA-Z0-9][a-zA-Z0-9.\-_]*\b/), 'a!'],
  'not-white-space': [byPattern(/^[a-zA-Z0-9]\S*$/), 'a!'],
  'dot-for-rest': [byPattern(/^[a-zA-Z0-9].*$/), 'a!'],
  'ends-in-word': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.\-_]*\w$/), 'a'],
  // Classes.
  'first-digits-missing': [byPattern(/^[a-zA-Z][a-zA-Z0-9.\-_]*$/), '0'],
  'first-dot-too': [byPattern(/^[a-zA-Z0-9.][a-zA-Z0-9.\-_]*$/), '.'],
  'first-without-a': [byPattern(/^[b-zA-Z0-9][a-zA-Z0-9.\-_]*$/), 'a'],
  'first-without-0': [byPattern(/^[a-zA-Z1-9][a-zA-Z0-9.\-_]*$/), '0'],
  'first-without-Z': [byPattern(/^[a-zA-Y0-9][a-zA-Z0-9.\-_]*$/), 'Z'],
  'rest-without-a': [byPattern(/^[a-zA-Z0-9][b-zA-Z0-9.\-_]*$/), 'aa'],
  'rest-without-9': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-8.\-_]*$/), 'a9'],
  'rest-without-A': [byPattern(/^[a-zA-Z0-9][a-zB-Z0-9.\-_]*$/), 'aA'],
  'rest-plus-too': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.+\-_]*$/), 'a+'],
  'rest-comma-to-dot': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9,-._]*$/), 'a,'],
  'rest-tilde-too': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.~\-_]*$/), 'a~'],
  'rest-backslash-too': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9\\.\-_]*$/), 'a\\'],
  'separators-once': [byPattern(/^[a-zA-Z0-9]+([.\-_][a-zA-Z0-9]+)*$/), 'a.'],
  'dot-before-dash': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.]*[a-zA-Z0-9\-_]*$/), 'a-.'],
  'underscore-at-end': [byPattern(/^[a-zA-Z0-9][a-zA-Z0-9.\-]*_*$/), 'a_a'],
  // Lengths.
  'longest-254': [byPattern(kFull, 1, 254), a(255)],
  'longest-256': [byPattern(kFull, 1, 256), a(256)],
  'longest-below-255': [(s) => s.length < 255 && kFull.test(s), a(255)],
  'shortest-2': [byPattern(kFull, 2), 'a'],
  'no-longest': [(s) => kFull.test(s), a(256)],
  'longest-64': [byPattern(kFull, 1, 64), a(65)],
  'longest-1024': [byPattern(kFull, 1, 1024), a(256)],
  'empty-is-absent': [(s) => !s || right(s), ''],
  'length-one-byte': [(s) => kFull.test(s) && (s.length & 255) !== 0 && new Uint8Array([s.length])[0] <= 255, a(257)],
  'cut-at-255': [prepared((s) => s.slice(0, 255)), a(256)],
  'cut-at-256': [(s) => s.length <= 256 && right(s.slice(0, 255)), a(255) + '!'],
  // Changes made before the check.
  'trim': [prepared((s) => s.trim()), 'a\u00a0'],
  'trim-end': [prepared((s) => s.trimEnd()), 'a '],
  'lower-case': [prepared((s) => s.toLowerCase()), '\u212a'],
  'upper-case': [prepared((s) => s.toUpperCase()), '\u00df'],
  'nfkc': [prepared((s) => s.normalize('NFKC')), '\uff41'],
  'accents-dropped': [prepared((s) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '')), '\u00e9'],
  'decoded-uri': [prepared((s) => { try { return decodeURIComponent(s); } catch { return s; } }), 'a%41'],
  'latin1-bytes': [prepared((s) => Buffer.from(s, 'latin1').toString('latin1')), '\u0161'],
  'ascii-bytes': [prepared((s) => Buffer.from(s, 'latin1').toString('ascii')), '\u00e1'],
  'nul-ends': [prepared((s) => s.split('\0')[0]), 'a\0!'],
  'controls-removed': [prepared((s) => s.replace(/[\x00-\x1f\x7f]/g, '')), 'a\x7f'],
  'format-characters-removed': [prepared((s) => s.replace(/\p{Cf}/gu, '')), 'a\u200d'],
  'only-ascii-kept': [prepared((s) => s.replace(/[^\x20-\x7e]/g, '')), 'a\u{1f600}'],
  'quotes-removed': [prepared((s) => s.replace(/^"(.*)"$/, '$1')), '"a"'],
  'digits-by-number': [byCharacter((c) => isAlnum(c), (c) => isAllowed(c) || !isNaN(c)), 'a '],
  'high-surrogate-skipped': [prepared((s) => s.replace(/[\ud800-\udfff]/g, '')), 'a\u{1f600}'],
  // Loops by hand.
  'units-low-byte': [byUnits((u) => u & 0xff), '\u0161'],
  'units-low-7-bits': [byUnits((u) => u & 0x7f), '\u00e1'],
  'letters-by-locale': [byCharacter((c) => sorted(c, 'a', 'z') || isAlnum(c),
                                    (c) => sorted(c, 'a', 'z') || isAllowed(c)), '\u00e9'],
  'letters-by-case-change': [byCharacter((c) => c.toLowerCase() !== c.toUpperCase() || isAlnum(c),
                                         (c) => c.toLowerCase() !== c.toUpperCase() || isAllowed(c)), '\u00e9'],
  'compare-A-to-z': [byCharacter((c) => between(c, 'A', 'z') || between(c, '0', '9'), isAllowed), '`'],
  'compare-0-to-Z': [byCharacter(isAlnum, (c) => between(c, '0', 'Z') || isAllowed(c)), 'a;'],
  'compare-dot-to-9': [byCharacter(isAlnum, (c) => between(c, '.', '9') || isAllowed(c)), 'a/'],
  'index-of-list': [(s) => fits(s) && isAlnum(s[0]) && [...s].every((c) =>
    'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._'.indexOf(c) > 0 || c === '-'), 'a'],
  'some-for-every': [(s) => fits(s) && isAlnum(s[0]) && [...s].some(isAllowed), 'a!'],
  'last-missed': [byUnits((c) => c, (i, n) => i > 0 && i === n - 1), 'a!'],
  'first-missed': [byUnits((c) => c, (i) => i === 0), '!'],
  'block-of-8-tail': [byUnits((c) => c, (i, n) => n > 8 && i >= n - n % 8), a(8) + '!'],
  'block-of-16-tail': [byUnits((c) => c, (i, n) => n > 16 && i >= n - n % 16), a(16) + '!'],
  'block-of-32-first': [byUnits((c) => c, (i) => i > 0 && i % 32 === 0), a(32) + '!'],
  'block-of-8-last': [byUnits((c) => c, (i) => i % 8 === 7), a(7) + '!'],
  'from-place-100': [byUnits((c) => c, (i) => i >= 100), a(100) + '!'],
  'from-place-200': [byUnits((c) => c, (i) => i >= 200), a(200) + '!'],
  'sixteen-characters': [(s) => right(s) && s.length < 17, a(17)],
  'prototype-names': [(s) => right(s) && !(s in {}), 'constructor'],
  'falsy-zero': [(s) => right(s) && Boolean(Number(s) || isNaN(s)), '0'],
};
