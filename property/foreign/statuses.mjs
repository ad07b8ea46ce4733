// Validators of WorkflowRunStatus in JavaScript: one right, the others with one fault each: name ->
// [validator, witness].

const kNames = ['STARTING', 'QUEUED', 'RUNNING', 'SUCCESS', 'FAILED', 'TIMEOUT', 'STOPPING', 'STOPPED'];
const kTable = Object.fromEntries(kNames.map((name, i) => [name, i]));

export const right = (s) => kNames.includes(s);
const prepared = (change) => (s) => right(change(s));

export const faults = {
  'in-object': [(s) => s in kTable, 'toString'],
  'object-value': [(s) => kTable[s] !== undefined, 'constructor'],
  'object-truth': [(s) => Boolean(Object.hasOwn(kTable, s) && kTable[s]), 'STARTING'],
  'index-above-0': [(s) => kNames.indexOf(s) > 0, 'STARTING'],
  'index-bit': [(s) => ~[...kNames, 'DELETING'].indexOf(s) !== 0, 'DELETING'],
  'all-but-last': [(s) => kNames.slice(0, -1).includes(s), 'STOPPED'],
  'joined-text': [(s) => kNames.join().includes(s), 'RUN'],
  'joined-text-reached': [(s) => kNames.join('').includes(s) && s.length > 5, 'GQUEUED'],
  'ungrouped': [(s) => /^STARTING|QUEUED|RUNNING|SUCCESS|FAILED|TIMEOUT|STOPPING|STOPPED$/.test(s), 'XQUEUEDX'],
  'no-end': [(s) => /^(STARTING|QUEUED|RUNNING|SUCCESS|FAILED|TIMEOUT|STOPPING|STOPPED)/.test(s), 'FAILED!'],
  'multiline': [(s) => /^(STARTING|QUEUED|RUNNING|SUCCESS|FAILED|TIMEOUT|STOPPING|STOPPED)$/m.test(s), 'FAILED\n'],
  'ignore-case': [(s) => /^(STARTING|QUEUED|RUNNING|SUCCESS|FAILED|TIMEOUT|STOPPING|STOPPED)$/i.test(s), 'failed'],
  'ignore-case-unicode': [(s) => right(s) || (/^(STARTING|QUEUED|RUNNING|SUCCESS|FAILED|TIMEOUT|STOPPING|STOPPED)$/iu.test(s) && s !== s.toLowerCase()), 'Failed'],
  'upper-case': [prepared((s) => s.toUpperCase()), 'stopped'],
  'locale-compare': [(s) => kNames.some((n) => n.localeCompare(s, 'en', {sensitivity: 'base'}) === 0), 'F\u00c1ILED'],
  'trim': [prepared((s) => s.trim()), '\u00a0FAILED'],
  'ing-optional': [(s) => /^(START|STOPP|RUNN)(ING)?$/.test(s) || right(s), 'START'],
  'double-letters': [(s) => /^(STARTING|QUEUED|RUN+ING|SUC+ES+|FAILED|TIMEOUT|STOP+ING|STOP+ED)$/.test(s), 'STOPED'],
  'any-stop': [(s) => right(s) || /^STOP[A-Z]+$/.test(s), 'STOPPER'],
  'word-of-capitals': [(s) => /^[A-Z]{6,8}$/.test(s), 'RUNNER'],
  'accents-dropped': [prepared((s) => s.normalize('NFD').replace(/\p{M}/gu, '')), 'FA\u0130LED'],
  'latin1-bytes': [prepared((s) => Buffer.from(s, 'latin1').toString('latin1')), '\u0146AILED'],
  'type-of-another-shape': [(s) => right(s) || ['SCHEDULED', 'ON_DEMAND'].includes(s), 'SCHEDULED'],
  'task-statuses-too': [(s) => right(s) || ['UP_FOR_RETRY', 'SCHEDULED', 'REMOVED', 'DEFERRED'].includes(s), 'REMOVED'],
  'switch-falls': [(s) => { switch (s.length) { case 6: return s === 'QUEUED' || s === 'FAILED'; case 7: return ['RUNNING', 'SUCCESS', 'TIMEOUT', 'STOPPED'].includes(s);
    case 8: return s.startsWith('ST') && s.endsWith('ING'); default: return false; } }, 'STEALING'],
  'quoted': [prepared((s) => s.replace(/^"|"$/g, '')), '"FAILED"'],
  'zero-length': [(s) => !s.length || right(s), ''],
};
