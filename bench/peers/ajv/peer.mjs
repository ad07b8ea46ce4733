// ajv with JSON.parse, timed in this process.
//
// Usage: node peer.mjs INSTALLED INPUTS OUT SECONDS
// INPUTS is what `assay_bench --inputs=FILE` writes; OUT gets rows as bench/report.py reads them.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [installed, inputsPath, out, seconds] = process.argv.slice(2);
const require = createRequire(`${installed}/package.json`);
const Ajv = require('ajv');
const name = 'ajv + JSON.parse, verdict only';
const inputs = JSON.parse(readFileSync(inputsPath, 'utf8'));
const validators = Object.fromEntries(Object.entries(inputs.schemas).map(
  ([body, schema]) => [body, new Ajv({ strict: false, unicodeRegExp: true }).compile(schema)]));
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function valid(body, bytes) {
  try {
    return validators[body](JSON.parse(decoder.decode(bytes)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

// What JSON.parse lets pass or drops, and a schema cannot see.
const cannot = [...inputs.beyond_schema, 'awsJson1_0/body@surrogate',
  'awsJson1_0/body@duplicate-member'];
const admission = { task: 'check', contender: name, compared: 0, broken: 0, cannot };
for (const item of inputs.bodies) {
  if (!(item.body in validators) || item.ids.some((id) => cannot.includes(id))) continue;
  const bytes = Buffer.from(item.base64, 'base64');
  if (bytes.length > 0 && valid(item.body, bytes) !== item.valid) {
    admission.refused = `says ${!item.valid} of ${bytes.toString().slice(0, 300)}`;
    break;
  }
  admission.compared += 1;
  admission.broken += item.ids.length > 0 ? 1 : 0;
}

const rows = [];
if (!admission.refused) {
  for (const { size, body, text } of inputs.timed) {
    if (!(body in validators)) continue;
    const bytes = Buffer.from(text);
    let count = 1;
    const run = () => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < count; i += 1) valid(body, bytes);
      return Number(process.hrtime.bigint() - start) / count;
    };
    const share = Number(seconds) * 1e9;
    while (run() * count < share / 10) count *= 2;  // warms up the compiler as well
    const ns = Array.from({ length: 10 }, run);
    rows.push({ task: 'check', size, contender: name, bytes: bytes.length, ns });
  }
}
writeFileSync(out, JSON.stringify({
  rows,
  admissions: [admission],
  versions: { node: process.versions.node, ajv: require('ajv/package.json').version },
}));
