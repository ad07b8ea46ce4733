// Runs the JavaScript validators. Standard input: {"module": [text, ...]}. Standard output:
// {"module": {"witnesses": {fault: text}, "verdicts": {fault or "": [verdict, ...]}}}; the verdicts
// of "" are those of the right validator.
import {readFileSync} from 'node:fs';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const answer = {};
for (const [name, texts] of Object.entries(asked)) {
  const {right, faults} = await import(`./${name}.mjs`);
  const verdicts = {'': texts.map((text) => right(text))};
  const witnesses = {};
  for (const [fault, [validate, witness]] of Object.entries(faults)) {
    verdicts[fault] = texts.map((text) => validate(text));
    witnesses[fault] = witness;
  }
  answer[name] = {witnesses, verdicts};
}
process.stdout.write(JSON.stringify(answer));
