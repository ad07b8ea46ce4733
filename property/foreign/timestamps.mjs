// Validators of date-time timestamps in JavaScript: one right, the others with one fault each:
// name -> [validator, witness]. A validator gives [class, milliseconds since 1970 or null]; the
// class is "must", "tolerated" or "reject", or "yes" where it does not tell the first two apart.

const kRejected = ['reject', null];
const kShape = '^(\\d{4})-(\\d{2})-(\\d{2})([Tt])(\\d{2}):(\\d{2}):(\\d{2})(\\.\\d+)?' +
               '(?:([Zz])|([+-])(\\d{2}):(\\d{2}))$';
const leapYear = (y) => y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
const monthLength = (y, m) => [31, leapYear(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
const thousandths = (f) => Number((f.slice(1) + '000').slice(0, 3));

// Date.UTC takes the years 0 to 99 for 1900 to 1999; setUTCFullYear does not.
function utc(y, m, d, h, mi, s) {
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  date.setUTCHours(h, mi, s, 0);
  return date.getTime();
}

const kRight = {
  shape: kShape, flags: '', length: monthLength, utc, thousandths, hours: 23, minutes: 59, seconds: 60,
  firstYear: 1, firstDay: 1, months: [1, 12], zoneHours: 23, zoneMinutes: 59, number: Number,
  shift: (sign, h, m) => (sign === '-' ? -1 : 1) * (h * 60 + m), prepare: (s) => s,
  notes: (v) => v.second === 60 || v.t === 't' || v.z === 'z' || v.digits > 3 || v.sign !== undefined,
  refuse: () => false,
};

function validator(changes = {}) {
  const c = {...kRight, ...changes};
  const pattern = new RegExp(c.shape, c.flags);
  return (text) => {
    const found = pattern.exec(c.prepare(text));
    if (!found) return kRejected;
    const [y, mo, d] = found.slice(1, 4).map(c.number);
    const [h, mi, second] = found.slice(5, 8).map(c.number);
    const [fraction, z, sign] = found.slice(8, 11);
    const [zoneHour, zoneMinute] = sign ? found.slice(11, 13).map(Number) : [0, 0];
    if (y < c.firstYear || mo < c.months[0] || mo > c.months[1]) return kRejected;
    if (d < c.firstDay || d > c.length(y, mo)) return kRejected;
    if (h > c.hours || mi > c.minutes || second > c.seconds) return kRejected;
    if (zoneHour > c.zoneHours || zoneMinute > c.zoneMinutes) return kRejected;
    const digits = fraction ? fraction.length - 1 : 0;
    const values = {y, mo, d, h, mi, second, t: found[4], z, sign, digits, zoneHour, zoneMinute};
    if (c.refuse(values)) return kRejected;
    const at = c.utc(y, mo, d, h, mi, second) - (sign ? c.shift(sign, zoneHour, zoneMinute) * 60000 : 0) +
               (fraction ? c.thousandths(fraction) : 0);
    return [c.notes(values) ? 'tolerated' : 'must', at];
  };
}

export const right = validator();

const shaped = (old, changed, more = {}) => {
  if (!kShape.includes(old)) throw new Error(`no ${old} in the pattern`);
  return validator({shape: kShape.replace(old, () => changed), ...more});
};
const library = (read) => (s) => {
  const at = read(s);
  return Number.isNaN(at) ? kRejected : ['yes', at];
};
const also = (pattern) => (s) => (pattern.test(s) ? ['yes', null] : right(s));
const refusing = (refuse) => validator({refuse});
const noting = (notes) => validator({notes});
const lengths = (change) => validator({length: change});
const parts = (s) => s.split(/[-T:Z.]/);

const kDay = '2024-02-10';
export const faults = {
  // The language's own reader.
  'Date.parse': [library(Date.parse), '2024-02-10'],
  'Date.parse-with-T': [library((s) => (s.includes('T') ? Date.parse(s) : NaN)), '2024-02-10T00:00'],
  'Date.parse-with-T-and-Z': [library((s) => (/T.*Z$/.test(s) ? Date.parse(s) : NaN)), '2024-02-10T24:00:00Z'],
  'Date.parse-shape-checked': [library((s) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(s) ? Date.parse(s) : NaN)),
                               '2023-02-30T00:00:00Z'],
  'toISOString-again': [library((s) => {
    const date = new Date(s);
    return !Number.isNaN(date.getTime()) && date.toISOString() === s ? date.getTime() : NaN;
  }), `${kDay}T00:00:00Z`],
  'Date.UTC-two-digit-years': [validator({utc: (y, m, d, h, mi, s) => Date.UTC(y, m - 1, d, h, mi, s)}), '0099-01-01T00:00:00Z'],
  'days-overflow': [lengths(() => 31), '2024-02-31T00:00:00Z'],
  'everything-overflows': [validator({length: () => 99, months: [0, 99], firstDay: 0, hours: 99, minutes: 99, seconds: 99}),
                           '2024-13-01T00:00:00Z'],
  'month-from-0': [validator({utc: (y, m, d, h, mi, s) => utc(y, m + 1, d, h, mi, s)}), `${kDay}T00:00:00Z`],
  'split-and-Number': [(s) => {
    const [y, mo, d, h, mi, sec] = parts(s).map(Number);
    return d >= 1 && d <= monthLength(y, mo) && h < 24 && mi < 60 && sec < 60 ? ['yes', utc(y, mo, d, h, mi, sec)] : kRejected;
  }, `${kDay}T00:00:00`],
  'parseInt-parts': [(s) => {
    const [y, mo, d, h, mi, sec] = parts(s).map((x) => parseInt(x, 10));
    return /^.{10}T.{8}Z$/.test(s) && d >= 1 && d <= monthLength(y, mo) && h < 24 && mi < 60 && sec < 60
      ? ['yes', utc(y, mo, d, h, mi, sec)] : right(s);
  }, `${kDay}T00:00:0xZ`],
  'epoch-too': [(s) => (s !== '' && Number.isFinite(Number(s)) ? ['yes', null] : right(s)), '1700000000'],
  // Anchors, classes, letters.
  'no-end': [validator({shape: kShape.slice(0, -1)}), `${kDay}T00:00:00Zx`],
  'no-start': [validator({shape: kShape.slice(1)}), `1${kDay}T00:00:00Z`],
  'multiline': [validator({flags: 'm'}), `${kDay}T00:00:00Z\n`],
  'digits-unicode': [validator({shape: kShape.replaceAll('\\d', '\\p{Nd}'), flags: 'u'}), `202\u0664-02-10T00:00:00Z`],
  'dot-unescaped': [shaped('(\\.\\d+)?', '(.\\d+)?'), `${kDay}T00:00:00 5Z`],
  'trim': [validator({prepare: (s) => s.trim()}), `${kDay}T00:00:00Z\u00a0`],
  'upper-case-first': [noting((v) => v.second === 60 || v.digits > 3 || v.sign !== undefined), `${kDay}t00:00:00z`],
  'case-refused': [shaped('[Tt]', 'T'), `${kDay}t00:00:00Z`],
  'case-z-refused': [shaped('[Zz]', 'Z'), `${kDay}T00:00:00z`],
  'white-space-for-T': [shaped('[Tt]', '[Tt\\s]'), `${kDay} 00:00:00Z`],
  'any-for-T': [shaped('[Tt]', '.'), `${kDay}x00:00:00Z`],
  'T-optional': [shaped('([Tt])', '([Tt]?)'), `${kDay}00:00:00Z`],
  'slashes-too': [validator({shape: kShape.replace('(\\d{4})-(\\d{2})-', '(\\d{4})[-/](\\d{2})[-/]')}), '2024/02/10T00:00:00Z'],
  'colons-optional': [validator({shape: kShape.replace('(\\d{2}):(\\d{2}):(\\d{2})(', '(\\d{2}):?(\\d{2}):?(\\d{2})(')}), `${kDay}T000000Z`],
  'dashes-optional': [validator({shape: kShape.replaceAll('-(\\d{2})', '-?(\\d{2})')}), '20240210T00:00:00Z'],
  'plus-for-blank': [validator({prepare: (s) => s.replace(' ', '+')}), `${kDay}T00:00:00 01:00`],
  'quotes-removed': [validator({prepare: (s) => s.replace(/^'|'$/g, '')}), `'${kDay}T00:00:00Z'`],
  'cut-at-20': [validator({prepare: (s) => (s.length > 20 && s[19] === 'Z' ? s.slice(0, 20) : s)}), `${kDay}T00:00:00Z+01:00`],
  // Years and the calendar.
  'year-0': [validator({firstYear: 0}), '0000-01-01T00:00:00Z'],
  'year-4-or-more': [shaped('(\\d{4})-', '(\\d{4,6})-'), '12024-02-10T00:00:00Z'],
  'year-expanded': [shaped('(\\d{4})-', '(\\d{4}|[+-]\\d{6})-'), '+002024-02-10T00:00:00Z'],
  'year-3-digits': [shaped('(\\d{4})-', '(\\d{3,4})-'), '999-02-10T00:00:00Z'],
  'year-before-1000': [validator({firstYear: 1000}), '0999-01-01T00:00:00Z'],
  'year-20xx': [shaped('(\\d{4})-', '(20\\d{2})-'), '1999-01-01T00:00:00Z'],
  'year-19xx-20xx': [shaped('(\\d{4})-', '((?:19|20)\\d{2})-'), '2100-01-01T00:00:00Z'],
  'leap-modulo-4': [lengths((y, m) => (m === 2 && y % 4 === 0 ? 29 : m === 2 ? 28 : monthLength(y, m))), '2100-02-29T00:00:00Z'],
  'leap-modulo-100': [lengths((y, m) => (m === 2 && y % 100 === 0 ? 28 : monthLength(y, m))), '2000-02-29T00:00:00Z'],
  'leap-modulo-1000': [lengths((y, m) => (m === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 1000 === 0) ? 29 : 28) : monthLength(y, m))),
                       '2400-02-29T00:00:00Z'],
  'leap-two-digits': [lengths((y, m) => monthLength(m === 2 ? (y % 100 || 2000) : y, m)), '1900-02-29T00:00:00Z'],
  'february-28': [lengths((y, m) => (m === 2 ? 28 : monthLength(y, m))), '2024-02-29T00:00:00Z'],
  'months-alternate': [lengths((y, m) => (m === 2 ? monthLength(y, 2) : m % 2 ? 31 : 30)), '2024-08-31T00:00:00Z'],
  'april-31': [lengths((y, m) => (m === 4 ? 31 : monthLength(y, m))), '2024-04-31T00:00:00Z'],
  'january-30': [lengths((y, m) => (m === 1 ? 30 : monthLength(y, m))), '2024-01-31T00:00:00Z'],
  'march-30': [lengths((y, m) => (m === 3 ? 30 : monthLength(y, m))), '2024-03-31T00:00:00Z'],
  'october-30': [lengths((y, m) => (m === 10 ? 30 : monthLength(y, m))), '2024-10-31T00:00:00Z'],
  'day-0': [validator({firstDay: 0}), '2024-02-00T00:00:00Z'],
  'month-0': [validator({months: [0, 12], length: (y, m) => monthLength(y, m || 1)}), '2024-00-01T00:00:00Z'],
  // Time of day.
  'hour-24': [validator({hours: 24}), `${kDay}T24:00:00Z`],
  'hour-29': [validator({hours: 29}), `${kDay}T29:00:00Z`],
  'minute-60': [validator({minutes: 60}), `${kDay}T00:60:00Z`],
  'minute-99': [validator({minutes: 99}), `${kDay}T00:99:00Z`],
  'second-61': [validator({seconds: 61}), `${kDay}T23:59:61Z`],
  'second-99': [validator({seconds: 99}), `${kDay}T23:59:99Z`],
  'second-60-refused': [validator({seconds: 59}), '2016-12-31T23:59:60Z'],
  'second-60-in-must': [noting((v) => v.t === 't' || v.z === 'z' || v.digits > 3 || v.sign !== undefined), '2016-12-31T23:59:60Z'],
  'twelve-hours': [validator({hours: 12}), `${kDay}T13:00:00Z`],
  'midnight-refused': [refusing((v) => !v.h && !v.mi && !v.second), `${kDay}T00:00:00Z`],
  // Fractions.
  'fraction-needed': [refusing((v) => v.digits === 0), `${kDay}T00:00:00Z`],
  'fraction-empty': [shaped('(\\.\\d+)?', '(\\.\\d*)?'), `${kDay}T00:00:00.Z`],
  'fraction-3-exactly': [refusing((v) => v.digits !== 0 && v.digits !== 3), `${kDay}T00:00:00.1Z`],
  'fraction-to-3': [refusing((v) => v.digits > 3), `${kDay}T00:00:00.1234Z`],
  'fraction-to-6': [refusing((v) => v.digits > 6), `${kDay}T00:00:00.1234567Z`],
  'fraction-to-9': [refusing((v) => v.digits > 9), `${kDay}T00:00:00.1234567891Z`],
  'fraction-3-6-9': [refusing((v) => v.digits % 3 !== 0), `${kDay}T00:00:00.12Z`],
  'fraction-unnoted': [noting((v) => v.second === 60 || v.t === 't' || v.z === 'z' || v.sign !== undefined), `${kDay}T00:00:00.1234Z`],
  'fraction-number': [validator({thousandths: (f) => Number(f.slice(1))}), `${kDay}T00:00:00.5Z`],
  'fraction-rounds': [validator({thousandths: (f) => Math.round(Number('0' + f) * 1000)}), `${kDay}T00:00:00.9999Z`],
  'fraction-floats': [validator({thousandths: (f) => Math.floor(Number('0' + f) * 1000)}), `${kDay}T00:00:00.${'9'.repeat(20)}Z`],
  'fraction-lost': [validator({thousandths: () => 0}), `${kDay}T00:00:00.5Z`],
  'fraction-comma': [shaped('(\\.\\d+)?', '([.,]\\d+)?'), `${kDay}T00:00:00,5Z`],
  'fraction-exponent': [shaped('(\\.\\d+)?', '(\\.\\d+(?:e\\d+)?)?'), `${kDay}T00:00:00.1e1Z`],
  // Zones.
  'zone-optional': [shaped('(?:([Zz])|([+-])(\\d{2}):(\\d{2}))', '(?:([Zz])|([+-])(\\d{2}):(\\d{2}))?'), `${kDay}T00:00:00`],
  'zone-offset-refused': [refusing((v) => v.sign !== undefined), `${kDay}T00:00:00+00:00`],
  'zone-zero-is-must': [noting((v) => v.second === 60 || v.t === 't' || v.z === 'z' || v.digits > 3 || (v.sign && (v.zoneHour || v.zoneMinute))),
                        `${kDay}T00:00:00+00:00`],
  'zone-zero-refused': [refusing((v) => v.sign && !v.zoneHour && !v.zoneMinute), `${kDay}T00:00:00+00:00`],
  'zone-no-colon': [shaped('(\\d{2}):(\\d{2}))$', '(\\d{2}):?(\\d{2}))$'), `${kDay}T00:00:00+0100`],
  'zone-one-digit': [shaped('([+-])(\\d{2})', '([+-])(\\d{1,2})'), `${kDay}T00:00:00+1:00`],
  'zone-unicode-minus': [shaped('[+-]', '[+\\u2212-]'), `${kDay}T00:00:00\u221201:00`],
  'zone-sign-ignored': [validator({shift: (sign, h, m) => h * 60 + m}), `${kDay}T00:00:00-01:00`],
  'zone-turned': [validator({shift: (sign, h, m) => (sign === '-' ? 1 : -1) * (h * 60 + m)}), `${kDay}T00:00:00+01:00`],
  'zone-hours-as-minutes': [validator({shift: (sign, h, m) => (sign === '-' ? -1 : 1) * (h + m)}), `${kDay}T00:00:00+01:00`],
  'zone-minutes-signless': [validator({shift: (sign, h, m) => (sign === '-' ? -h : h) * 60 + m}), `${kDay}T00:00:00-03:30`],
  'zone-hour-24': [validator({zoneHours: 24}), `${kDay}T00:00:00-24:00`],
  'zone-minute-60': [validator({zoneMinutes: 60}), `${kDay}T00:00:00-01:60`],
  'zone-minute-99': [validator({zoneMinutes: 99}), `${kDay}T00:00:00-01:99`],
  'zone-to-12': [validator({zoneHours: 12}), `${kDay}T00:00:00+14:00`],
  'zone-names': [also(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d ?(UTC|EST|PST)$/), `${kDay}T00:00:00UTC`],
  'zone-bracketed': [also(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\[[\w\/]+\]$/), `${kDay}T00:00:00Z[UTC]`],
  'empty': [(s) => (s === '' ? ['yes', null] : right(s)), ''],
};
