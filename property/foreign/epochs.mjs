// Readers of epoch-seconds timestamps in JavaScript (see epochs.py for what is right): one right, the
// others with one fault each: name -> [reader, witness]. The text is a JSON value; whole numbers past
// 2^53 milliseconds are compared by class alone.

const kRejected = ['reject', null];
const kNumber = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const kFirst = -62135596800n;
const kLast = 253402300799n;
const kThousand = 1000n;

// Sign, digits and the power of ten of the last one, without zeros at either end.
function exact(s) {
  const found = kNumber.exec(s);
  if (!found) return null;
  const [, sign, whole, fraction = '', exponent = '0'] = found;
  let digits = (whole + fraction).replace(/^0+/, '');
  let scale = Number(exponent) - fraction.length;
  const kept = digits.replace(/0+$/, '');
  scale += digits.length - kept.length;
  digits = kept;
  return digits === '' ? {negative: false, digits: '', scale: 0} : {negative: sign === '-', digits, scale};
}

// Nanoseconds, cut towards zero.
function nanoseconds({negative, digits, scale}) {
  const places = scale + 9;
  let count = 0n;
  if (places >= 0) count = BigInt(digits || '0') * 10n ** BigInt(digits ? places : 0);
  else if (digits.length + places > 0) count = BigInt(digits.slice(0, digits.length + places));
  return negative ? -count : count;
}
const floorDiv = (a, b) => (a >= 0n ? a / b : -((-a + b - 1n) / b));
const milliseconds = (ns) => floorDiv(ns, 1000000n);
const comparable = (ms) => (ms > -(2n ** 53n) && ms < 2n ** 53n ? Number(ms) : null);

const kRight = {
  first: kFirst, last: kLast, wholeDigits: 18, mustDigits: 3, outside: 'tolerated', longFraction: 'tolerated',
  instant: milliseconds, digits: (v) => Math.max(0, -v.scale), prepare: (s) => s, change: (v) => v,
};

function reader(changes = {}) {
  const c = {...kRight, ...changes};
  return (text) => {
    let value = exact(c.prepare(text));
    if (value === null) return kRejected;
    value = c.change(value);
    if (value.digits.length + value.scale > c.wholeDigits) return kRejected;
    const ns = nanoseconds(value);
    const whole = floorDiv(ns, 10n ** 9n);
    const notes = [];
    if (whole < c.first || whole > c.last) notes.push(c.outside);
    if (c.digits(value) > c.mustDigits) notes.push(c.longFraction);
    if (notes.includes('reject')) return kRejected;
    return [notes.includes('tolerated') ? 'tolerated' : 'must', comparable(c.instant(ns))];
  };
}

export const right = reader();

const also = (pattern) => (s) => (pattern.test(s) ? ['yes', null] : right(s));
const refusing = (pattern) => (s) => (pattern.test(s) ? kRejected : right(s));
const quoted = (take) => (s) => (/^".*"$/s.test(s) && take(s.slice(1, -1)) ? ['yes', null] : right(s));
// As read by JSON.parse, or by Number: what is no number is right().
const binary = (change) => (s) => {
  const [verdict] = right(s);
  if (verdict === 'reject') return kRejected;
  const at = change(Number(s));
  return [verdict, Math.abs(at) < 2 ** 53 ? at : null];
};
const coerced = (s) => {
  let value;
  try {
    value = JSON.parse(s);
  } catch {
    return kRejected;
  }
  const at = new Date(Number(value) * 1000).getTime();
  return Number.isNaN(at) ? kRejected : ['yes', null];
};

export const faults = {
  // The language's own readers.
  'Date-of-anything': [coerced, '"1"'],
  'Date-of-number': [(s) => (right(s)[0] === 'reject' || Number.isNaN(new Date(Number(s) * 1000).getTime()) ? kRejected : right(s)), '8640000000001'],
  'times-1000': [binary((n) => Math.floor(n * 1000)), '1.001'],
  'times-1000-to-zero': [binary((n) => Math.trunc(n * 1000)), '-0.0005'],
  'round-to-seconds': [binary((n) => Math.round(n) * 1000), '1.5'],
  'bit-or-0': [binary((n) => (n | 0) * 1000), '2147483648'],
  'shift-0': [binary((n) => (n >>> 0) * 1000), '-1'],
  'parseInt': [(s) => (right(s)[0] === 'reject' ? kRejected : [right(s)[0], comparable(BigInt(Number.parseInt(s, 10)) * kThousand)]), '1e3'],
  'parseFloat-prefix': [(s) => (Number.isNaN(Number.parseFloat(s)) ? kRejected : [right(s)[0] === 'reject' ? 'yes' : right(s)[0], right(s)[1]]), '1e400'],
  'truthy': [(s) => (Number(s) ? right(s) : kRejected), '0'],
  'isInteger': [(s) => (Number.isInteger(Number(s)) ? right(s) : kRejected), '0.5'],
  'isSafeInteger-milliseconds': [(s) => (right(s)[0] !== 'reject' && right(s)[1] === null ? kRejected : right(s)), '9007199254741'],
  'isFinite': [(s) => (kNumber.test(s) && Number.isFinite(Number(s)) ? (right(s)[0] === 'reject' ? ['yes', null] : right(s)) : kRejected), '1e20'],
  // JSON types.
  'number-in-string': [quoted((t) => t.trim() !== '' && Number.isFinite(Number(t))), '"0.5"'],
  'digits-in-string': [quoted((t) => /^\d+$/.test(t)), '"1700000000"'],
  'date-in-string': [quoted((t) => !Number.isNaN(Date.parse(t))), '"2024-02-10T00:00:00Z"'],
  'http-date-in-string': [quoted((t) => /GMT$/.test(t)), '"Sat, 10 Feb 2024 00:00:00 GMT"'],
  'NaN-in-string': [quoted((t) => t === 'NaN'), '"NaN"'],
  'infinity-in-string': [quoted((t) => /^-?Infinity$/.test(t)), '"Infinity"'],
  'true-too': [also(/^true$/), 'true'],
  'false-too': [also(/^false$/), 'false'],
  'array-of-number': [also(/^\[\d+\]$/), '[0]'],
  'object-too': [also(/^\{/), '{}'],
  // Spellings.
  'no-exponent': [refusing(/[eE]/), '1e3'],
  'no-large-E': [refusing(/E/), '1E3'],
  'no-plus': [refusing(/\+/), '1e+3'],
  'no-minus': [refusing(/^-/), '-1'],
  'no-minus-zero': [refusing(/^-0$/), '-0'],
  'no-fraction': [refusing(/\./), '0.5'],
  'no-fraction-with-exponent': [refusing(/\..*[eE]/), '1.5e3'],
  'exponent-dropped': [reader({prepare: (s) => s.replace(/[eE].*/, '')}), '1e3'],
  'minus-in-exponent-dropped': [reader({prepare: (s) => s.replace(/([eE])-/, '$1')}), '1e-1'],
  'minus-dropped': [reader({prepare: (s) => s.replace(/^-/, '')}), '-1'],
  'length-limit-16': [(s) => (s.length > 16 ? kRejected : right(s)), '1700000000.123456'],
  'length-limit-32': [(s) => (s.length > 32 ? kRejected : right(s)), `0.${'1'.repeat(40)}`],
  // Fractions.
  'fraction-dropped': [reader({instant: (ns) => floorDiv(ns, 10n ** 9n) * kThousand}), '0.5'],
  'fraction-dropped-to-zero': [reader({instant: (ns) => ns / 10n ** 9n * kThousand}), '-0.5'],
  'milliseconds-to-zero': [reader({instant: (ns) => ns / 1000000n}), '-1.0005'],
  'milliseconds-rounded': [reader({instant: (ns) => floorDiv(ns + 500000n, 1000000n)}), '1.9999'],
  'fraction-3-must': [reader({mustDigits: 2}), '1.123'],
  'fraction-6-must': [reader({mustDigits: 6}), '1.1234'],
  'fraction-9-must': [reader({mustDigits: 9}), '1.123456789'],
  'fraction-past-3-refused': [reader({longFraction: 'reject'}), '1.1234'],
  'fraction-past-9-refused': [(s) => (exact(s) && exact(s).scale < -9 ? kRejected : right(s)), '1.1234567891'],
  'fraction-noted-by-spelling': [(s) => (right(s)[0] === 'must' && /\.\d{4}/.test(s) ? ['tolerated', right(s)[1]] : right(s)), '1.5000'],
  // Bounds.
  'milliseconds': [reader({instant: (ns) => floorDiv(ns, 10n ** 9n)}), '1000'],
  'whole-digits-17': [reader({wholeDigits: 17}), '100000000000000000'],
  'whole-digits-19': [reader({wholeDigits: 19}), '1000000000000000000'],
  'year-9999-less': [reader({last: kLast - 1n}), '253402300799'],
  'year-10000': [reader({last: kLast + 1n}), '253402300800'],
  'year-1-less': [reader({first: kFirst + 1n}), '-62135596800'],
  'year-0': [reader({first: kFirst - 1n}), '-62135596801'],
  'years-refused': [reader({outside: 'reject'}), '253402300800'],
  'years-unsaid': [reader({outside: 'none'}), '253402300800'],
  'before-1970-tolerated': [reader({first: 0n}), '-1'],
  'signed-32': [reader({instant: (ns) => BigInt.asIntN(32, floorDiv(ns, 10n ** 9n)) * kThousand + milliseconds(((ns % 10n ** 9n) + 10n ** 9n) % 10n ** 9n)}), '2147483648'],
  'unsigned-32': [reader({instant: (ns) => BigInt.asUintN(32, floorDiv(ns, 10n ** 9n)) * kThousand + milliseconds(((ns % 10n ** 9n) + 10n ** 9n) % 10n ** 9n)}), '4294967296'],
  'nanoseconds-64': [reader({instant: (ns) => milliseconds(BigInt.asIntN(64, ns))}), '9223372037'],
};
