// Validators of WorkflowArn in JavaScript: one right, the others with one fault each: name ->
// [validator, witness].

const kPattern = '^arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:' +
  '([a-z]{2}-[a-z]+-[0-9]{1}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9.\\-_]{0,254}-[a-zA-Z0-9]{10})$';

const validator = ({pattern = kPattern, flags = '', high = 2048, prepare = (s) => s} = {}) => {
  const compiled = new RegExp(pattern, flags);
  return (text) => {
    const s = prepare(text);
    return s.length >= 1 && s.length <= high && compiled.test(s);
  };
};

export const right = validator({flags: 'u'});

const changed = (old, now, more = {}) => {
  if (!kPattern.includes(old)) throw new Error(`no ${old} in the pattern`);
  return validator({pattern: kPattern.replace(old, () => now), ...more});
};

const sample = ({partition = 'aws', region = 'us-east-1', account = '123456789012', name = 'my-flow', tail = 'ABCDEF1234'} = {}) =>
  `arn:${partition}:airflow-serverless:${region}:${account}:workflow/${name}-${tail}`;

const kSample = sample();
const kFill = 2048 - sample({region: 'us--1'}).length;

// Cuts at colons, dashes and the slash, and looks at each part.
const byParts = ({region = (r) => r.length === 3, account = (a) => /^\d{12}$/.test(a), name = () => true} = {}) => (s) => {
  const parts = s.split(':');
  if (parts.length !== 6 || parts[0] !== 'arn' || !parts[1].startsWith('aws')) return false;
  const [kind, id] = parts[5].split('/');
  return kind === 'workflow' && id !== undefined && region(parts[3].split('-')) && account(parts[4]) && name(id) && s.length <= 2048;
};

export const faults = {
  'no-anchors': [validator({pattern: kPattern.slice(1, -1)}), 'x' + kSample],
  'no-end': [validator({pattern: kPattern.slice(0, -1)}), kSample + 'x'],
  'multiline': [validator({flags: 'm'}), kSample + '\n'],
  'ignore-case': [validator({flags: 'i'}), kSample.toUpperCase()],
  'ignore-case-unicode': [validator({pattern: kPattern.replaceAll('A-Z', ''), flags: 'iu'}), sample({name: '\u212a'})],
  'trim': [validator({prepare: (s) => s.trim()}), kSample + '\ufeff'],
  'nfkc': [validator({prepare: (s) => s.normalize('NFKC')}), sample({name: '\uff41'})],
  'latin1-bytes': [validator({prepare: (s) => Buffer.from(s, 'latin1').toString('latin1')}), sample({name: '\u0161'})],
  'partition-cn-missing': [changed('cn|', ''), sample({partition: 'aws-cn'})],
  'partition-iso-b-missing': [changed('|iso-b', ''), sample({partition: 'aws-iso-b'})],
  'partition-iso-e-missing': [changed('|iso-e', ''), sample({partition: 'aws-iso-e'})],
  'partition-eusc-too': [changed('cn|', 'cn|eusc|'), sample({partition: 'aws-eusc'})],
  'partition-ungrouped': [changed('aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?', 'aws(?:-cn|us-gov|-iso(?:-[bef])?)?'), sample({partition: 'aws-us-gov'})],
  'partition-anything': [changed('aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?', '[^:]+'), sample({partition: 'aws-x'})],
  'region-anything': [changed('[a-z]{2}-[a-z]+-[0-9]{1}', '[^:]+'), sample({region: 'x'})],
  'region-word': [changed('[a-z]{2}-', '\\w{2}-'), sample({region: 'u1-east-1'})],
  'region-upper-too': [changed('-[a-z]+-', '-[a-zA-Z]+-'), sample({region: 'us-East-1'})],
  'region-digits-in-middle': [changed('-[a-z]+-', '-[a-z0-9]+-'), sample({region: 'us-e1-1'})],
  'region-two-digits': [changed('[0-9]{1}', '[0-9]{1,2}'), sample({region: 'us-east-12'})],
  'region-zone': [changed('[0-9]{1})', '[0-9]{1}[a-z]?)'), sample({region: 'us-east-1a'})],
  'region-without-a': [changed('([a-z]{2}', '([b-z]{2}'), sample({region: 'ap-east-1'})],
  'region-three-letters': [changed('[a-z]{2}', '[a-z]{2,3}'), sample({region: 'use-east-1'})],
  'region-middle-32': [changed('-[a-z]+-', '-[a-z]{1,32}-'), sample({region: `us-${'a'.repeat(33)}-1`})],
  'region-middle-100': [changed('-[a-z]+-', '-[a-z]{1,100}-'), sample({region: `us-${'a'.repeat(101)}-1`})],
  'region-digit-8': [changed('[0-9]{1}', '[0-8]'), sample({region: 'us-east-9'})],
  'account-any-digits': [changed('[0-9]{12}', '[0-9]+'), sample({account: '1'})],
  'account-10-to-12': [changed('[0-9]{12}', '[0-9]{10,12}'), sample({account: '1234567890'})],
  'account-letters': [changed('[0-9]{12}', '\\w{12}'), sample({account: '12345678901a'})],
  'account-dashes': [changed('[0-9]{12}', '(?:[0-9]{12}|[0-9]{4}-[0-9]{4}-[0-9]{4})'), sample({account: '1234-5678-9012'})],
  'account-1-8': [changed('[0-9]{12}', '[0-8]{12}'), sample({account: '999999999999'})],
  'account-by-number': [byParts({region: (r) => /^[a-z]{2}-[a-z]+-\d$/.test(r.join('-')), account: (x) => x.length === 12 && !isNaN(x)}), sample({account: '1e3         '})],
  'account-spaces': [changed('[0-9]{12}', '[0-9 ]{12}'), sample({account: '1234 5678901'})],
  'service-dot': [changed('airflow-serverless', 'airflow.serverless'), kSample.replace('airflow-', 'airflow_')],
  'service-mwaa-too': [changed('airflow-serverless', '(?:airflow|mwaa)-serverless'), kSample.replace('airflow', 'mwaa')],
  'kind-any': [changed('workflow/', '[a-z]+/'), kSample.replace('workflow', 'environment')],
  'kind-run-too': [changed('workflow/', 'workflow(?:-run)?/'), kSample.replace('workflow', 'workflow-run')],
  'name-any': [changed('[a-zA-Z0-9][a-zA-Z0-9.\\-_]{0,254}', '[^-]*.{0,254}'), sample({name: '!'})],
  'name-range-A-z': [changed('[a-zA-Z0-9.\\-_]{0,254}', '[A-z0-9.\\-]{0,254}'), sample({name: 'a^'})],
  'name-first-letter': [changed('/([a-zA-Z0-9]', '/([a-zA-Z]'), sample({name: '0'})],
  'name-first-underscore': [changed('/([a-zA-Z0-9]', '/(\\w'), sample({name: '_'})],
  'name-without-9': [changed('[a-zA-Z0-9.\\-_]', '[a-zA-Z0-8.\\-_]'), sample({name: 'a9'})],
  'name-plus': [changed('{0,254}', '+'), sample({name: 'a'})],
  'name-63': [changed('{0,254}', '{0,63}'), sample({name: 'a'.repeat(65)})],
  'name-255-or-less-in-all': [changed('{0,254}', '{0,243}'), sample({name: 'a'.repeat(255)})],
  'suffix-8': [changed('{10}', '{8}'), kSample],
  'suffix-8-to-12': [changed('{10}', '{8,12}'), sample({name: 'a', tail: 'A'.repeat(12)})],
  'suffix-underscore': [changed('-[a-zA-Z0-9]{10}', '-\\w{10}'), sample({name: 'a', tail: 'A'.repeat(9) + '_'})],
  'suffix-lower': [changed('-[a-zA-Z0-9]{10}', '-[a-z0-9]{10}'), kSample],
  'suffix-hex': [changed('-[a-zA-Z0-9]{10}', '-[a-fA-F0-9]{10}'), sample({tail: 'GGGGGGGGGG'})],
  'suffix-dot-before': [changed('-[a-zA-Z0-9]{10}', '[-.][a-zA-Z0-9]{10}'), sample({name: 'a'}).replace('a-', 'a.')],
  'longest-2047': [validator({high: 2047}), sample({region: `us-${'a'.repeat(kFill)}-1`})],
  'longest-2049': [validator({high: 2049}), sample({region: `us-${'a'.repeat(kFill + 1)}-1`})],
  'longest-4096': [validator({high: 4096}), sample({region: `us-${'a'.repeat(kFill + 1)}-1`})],
  'longest-1024': [validator({high: 1024}), sample({region: `us-${'a'.repeat(kFill)}-1`})],
  'parts-counted': [byParts(), sample({name: ' '})],
  'parts-name-only': [byParts({name: (n) => /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}-[a-zA-Z0-9]{10}$/.test(n)}), sample({region: 'US-EAST-1'})],
  'second-slash-dropped': [(s) => right(s.split('/').slice(0, 2).join('/')), kSample + '/x'],
  'query-dropped': [(s) => right(s.split(/[?#]/)[0]), kSample + '?x'],
  'version-dropped': [(s) => right(s.replace(/:\d+$/, '')), kSample + ':1'],
  'wildcard-allowed': [(s) => right(s.replace(/\*$/, 'A')), kSample.slice(0, -1) + '*'],
};
