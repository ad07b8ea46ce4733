// Validators of http-date timestamps in JavaScript (see http_dates.py for what is right): one right,
// the others with one fault each: name -> [validator, witness]. Classes as in timestamps.mjs.

const kRejected = ['reject', null];
const kDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const kShape = '^(\\w{3}), (\\d{2}) (\\w{3}) (\\d{4}) (\\d{2}):(\\d{2}):(\\d{2}) GMT$';
const leapYear = (y) => y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
const monthLength = (y, m) => [31, leapYear(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];

function utc(y, m, d, h, mi, s) {
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  date.setUTCHours(h, mi, s, 0);
  return date;
}

const kRight = {
  shape: kShape, flags: '', length: monthLength, utc, hours: 23, minutes: 59, seconds: 60, firstYear: 1, lastYear: 9999,
  firstDay: 1, days: kDays, months: kMonths, find: (names, text) => names.indexOf(text), year: Number, prepare: (s) => s,
  anyDay: false, shift: 0, notes: (v) => v.second === 60 || v.week !== v.wanted, refuse: () => false,
};

function validator(changes = {}) {
  const c = {...kRight, ...changes};
  const pattern = new RegExp(c.shape, c.flags);
  return (text) => {
    const found = pattern.exec(c.prepare(text));
    if (!found) return kRejected;
    const week = c.find(c.days, found[1]);
    const month = c.find(c.months, found[3]) + 1;
    const [d, h, mi, second] = [found[2], found[5], found[6], found[7]].map(Number);
    const y = c.year(found[4]);
    if ((week < 0 && !c.anyDay) || month < 1 || y < c.firstYear || y > c.lastYear) return kRejected;
    if (d < c.firstDay || d > c.length(y, month) || h > c.hours || mi > c.minutes || second > c.seconds) return kRejected;
    const wanted = (utc(y, month, d, 0, 0, 0).getUTCDay() + c.shift) % 7;
    const values = {y, month, d, h, mi, second, week, wanted};
    if (c.refuse(values)) return kRejected;
    return [c.notes(values) ? 'tolerated' : 'must', c.utc(y, month, d, h, mi, second).getTime()];
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
const lengths = (length) => validator({length});
const ignoringCase = (names, text) => names.findIndex((n) => n.toLowerCase() === text.toLowerCase());
const startsName = (names, text) => names.findIndex((n) => text.startsWith(n));

const kSample = 'Sun, 06 Nov 1994 08:49:37 GMT';
export const faults = {
  // The language's own reader.
  'Date.parse': [library(Date.parse), '1994-11-06'],
  'Date.parse-ends-in-GMT': [library((s) => (s.endsWith(' GMT') ? Date.parse(s) : NaN)), '6 Nov 1994 GMT'],
  'Date.parse-length-checked': [library((s) => (s.length === 29 ? Date.parse(s) : NaN)), kSample.replace('GMT', 'EST')],
  'Date.parse-shape-checked': [library((s) => (/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(s) ? Date.parse(s) : NaN)),
                               'Thu, 31 Feb 1994 00:00:00 GMT'],
  'toUTCString-again': [library((s) => {
    const date = new Date(s);
    return !Number.isNaN(date.getTime()) && date.toUTCString() === s ? date.getTime() : NaN;
  }), kSample.replace('Sun', 'Mon')],
  'Date.UTC-two-digit-years': [validator({utc: (y, m, d, h, mi, s) => new Date(Date.UTC(y, m - 1, d, h, mi, s))}), 'Thu, 01 Jan 0099 00:00:00 GMT'],
  'month-from-0': [validator({utc: (y, m, d, h, mi, s) => utc(y, m + 1, d, h, mi, s)}), kSample],
  'local-midnight': [validator({utc: (y, m, d, h, mi, s) => utc(y, m, d, h - 1, mi, s)}), kSample],
  'days-overflow': [lengths(() => 31), 'Wed, 31 Feb 2024 00:00:00 GMT'],
  'everything-overflows': [validator({length: () => 99, firstDay: 0, hours: 99, minutes: 99, seconds: 99}), 'Sun, 32 Nov 1994 08:49:37 GMT'],
  'split-by-blank': [(s) => {
    const [week, d, month, y, time, zone] = s.split(' ');
    const [h, mi, second] = (time ?? '').split(':').map(Number);
    const m = kMonths.indexOf(month) + 1;
    return kDays.includes((week ?? '').slice(0, 3)) && zone === 'GMT' && m && d >= 1 && d <= monthLength(y, m) && h < 24 && mi < 60 && second <= 60
      ? ['yes', utc(Number(y), m, d, h, mi, second).getTime()] : kRejected;
  }, 'Sun, 6 Nov 1994 8:9:7 GMT'],
  // Anchors, classes, letters.
  'no-end': [validator({shape: kShape.slice(0, -1)}), kSample + ' '],
  'no-start': [validator({shape: kShape.slice(1)}), 'x' + kSample],
  'multiline': [validator({flags: 'm'}), kSample + '\n'],
  'ignore-case': [validator({flags: 'i', find: ignoringCase}), kSample.toUpperCase()],
  'ignore-case-names': [validator({find: ignoringCase}), kSample.replace('Nov', 'NOV')],
  'ignore-case-gmt': [validator({flags: 'i'}), kSample.replace('GMT', 'Gmt')],
  'trim': [validator({prepare: (s) => s.trim()}), ' ' + kSample],
  'white-space': [validator({shape: kShape.replaceAll(' ', '\\s')}), kSample.replace(', ', ',\t')],
  'many-blanks': [validator({shape: kShape.replaceAll(' ', ' +')}), kSample.replace(' Nov', '  Nov')],
  'underscores-for-blanks': [validator({prepare: (s) => s.replaceAll('_', ' ')}), kSample.replaceAll(' ', '_')],
  'plus-for-blanks': [validator({prepare: (s) => s.replaceAll('+', ' ')}), kSample.replaceAll(' ', '+')],
  'digits-unicode': [validator({shape: kShape.replaceAll('\\d', '\\p{Nd}'), flags: 'u'}), kSample.replace('08', '0\u0668')],
  'quotes-removed': [validator({prepare: (s) => s.replace(/^"|"$/g, '')}), `"${kSample}"`],
  // Names.
  'days-unchecked': [validator({anyDay: true}), kSample.replace('Sun', 'Abc')],
  'days-long-too': [shaped('(\\w{3}), ', '(\\w{3,}), ', {find: startsName}), kSample.replace('Sun', 'Sunday')],
  'months-long-too': [shaped('(\\w{3}) ', '(\\w{3,}) ', {find: startsName}), kSample.replace('Nov', 'November')],
  'months-by-two-letters': [validator({find: (names, text) => names.findIndex((n) => n.slice(0, 2) === text.slice(0, 2))}), kSample.replace('Nov', 'Nox')],
  'months-by-position': [validator({find: (names, text) => (names.length < 12 ? names.indexOf(text) : Math.floor(names.join('').indexOf(text) / 3))}),
                         kSample.replace('Nov', 'ovD')],
  'saturday-missing': [validator({days: kDays.slice(0, 6)}), 'Sat, 10 Feb 2024 00:00:00 GMT'],
  'august-missing': [validator({months: kMonths.map((m) => (m === 'Aug' ? '' : m))}), 'Sat, 10 Aug 2024 00:00:00 GMT'],
  'january-by-truth': [refusing((v) => !(v.month - 1)), 'Wed, 10 Jan 2024 00:00:00 GMT'],
  'sunday-by-truth': [refusing((v) => !v.week), kSample],
  'wrong-day-refused': [refusing((v) => v.week !== v.wanted), kSample.replace('Sun', 'Sat')],
  'wrong-day-unsaid': [validator({notes: (v) => v.second === 60}), kSample.replace('Sun', 'Sat')],
  'week-from-monday': [validator({shift: 6}), kSample],
  // Separators and zones.
  'comma-optional': [shaped(', ', ',? '), kSample.replace(',', '')],
  'dashes-too': [shaped('(\\d{2}) (\\w{3}) (\\d{4})', '(\\d{2})[- ](\\w{3})[- ](\\d{4})'), kSample.replace('06 Nov 1994', '06-Nov-1994')],
  'zone-optional': [shaped(' GMT', '(?: GMT)?'), kSample.slice(0, -4)],
  'zone-utc-too': [shaped('GMT', '(?:GMT|UTC|UT)'), kSample.replace('GMT', 'UT')],
  'zone-us-too': [shaped('GMT', '(?:GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT)'), kSample.replace('GMT', 'PST')],
  'zone-number-too': [shaped('GMT', '(?:GMT|[+-]\\d{4})'), kSample.replace('GMT', '-0800')],
  'zone-number-behind': [shaped('GMT', 'GMT(?:[+-]\\d{4})?'), kSample + '+0100'],
  'zone-cut': [validator({prepare: (s) => s.slice(0, 29)}), kSample + '+0100'],
  // Digits and bounds.
  'day-one-digit': [shaped('(\\d{2}) ', '(\\d{1,2}) '), kSample.replace('06', '6')],
  'day-three-digits': [shaped('(\\d{2}) ', '(\\d{2,3}) '), kSample.replace('06', '006')],
  'year-two-digits': [shaped('(\\d{4})', '(\\d{2}|\\d{4})', {year: (y) => (y.length === 2 ? 1900 + Number(y) : Number(y))}), kSample.replace('1994', '94')],
  'year-0': [validator({firstYear: 0}), 'Sat, 01 Jan 0000 00:00:00 GMT'],
  'year-1000': [validator({firstYear: 1000}), 'Tue, 01 Jan 0999 00:00:00 GMT'],
  'year-1601': [validator({firstYear: 1601}), 'Fri, 31 Dec 1600 00:00:00 GMT'],
  'year-20xx': [shaped('(\\d{4})', '(20\\d{2})'), kSample],
  'year-2106': [validator({lastYear: 2105}), 'Fri, 01 Jan 2106 00:00:00 GMT'],
  'leap-modulo-4': [lengths((y, m) => (m === 2 ? (y % 4 ? 28 : 29) : monthLength(y, m))), 'Mon, 29 Feb 2100 00:00:00 GMT'],
  'leap-modulo-100': [lengths((y, m) => (m === 2 && y % 100 === 0 ? 28 : monthLength(y, m))), 'Tue, 29 Feb 2000 00:00:00 GMT'],
  'february-29': [lengths((y, m) => (m === 2 ? 29 : monthLength(y, m))), 'Wed, 29 Feb 2023 00:00:00 GMT'],
  'september-31': [lengths((y, m) => (m === 9 ? 31 : monthLength(y, m))), 'Tue, 31 Sep 2024 00:00:00 GMT'],
  'august-30': [lengths((y, m) => (m === 8 ? 30 : monthLength(y, m))), 'Sat, 31 Aug 2024 00:00:00 GMT'],
  'day-0': [validator({firstDay: 0}), 'Sun, 00 Nov 1994 08:49:37 GMT'],
  'hour-24': [validator({hours: 24}), kSample.replace('08:49:37', '24:00:00')],
  'minute-60': [validator({minutes: 60}), kSample.replace(':49:', ':60:')],
  'second-61': [validator({seconds: 61}), kSample.replace(':37', ':61')],
  'second-60-refused': [validator({seconds: 59}), 'Sat, 31 Dec 2016 23:59:60 GMT'],
  'second-60-only-at-midnight': [refusing((v) => v.second === 60 && (v.h !== 23 || v.mi !== 59)), kSample.replace(':37', ':60')],
  'second-60-unsaid': [validator({notes: (v) => v.week !== v.wanted}), 'Sat, 31 Dec 2016 23:59:60 GMT'],
  'midnight-refused': [refusing((v) => !v.h && !v.mi && !v.second), 'Sat, 10 Feb 2024 00:00:00 GMT'],
  'fraction-too': [shaped(' GMT', '(?:\\.\\d+)? GMT'), kSample.replace(' GMT', '.123 GMT')],
  'seconds-optional': [also(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2} GMT$/), kSample.replace(':37', '')],
  // Other forms.
  'rfc-850': [also(/^\w+day, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT$/), 'Sunday, 06-Nov-94 08:49:37 GMT'],
  'asctime': [also(/^\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/), 'Sun Nov  6 08:49:37 1994'],
  'date-time': [also(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/), '1994-11-06T08:49:37Z'],
  'digits': [also(/^\d+$/), '784111777'],
  'toString-form': [also(/^\w{3} \w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4}( \(.*\))?$/), 'Sun Nov 06 1994 08:49:37 GMT+0000'],
  'empty': [(s) => (s === '' ? ['yes', null] : right(s)), ''],
};
