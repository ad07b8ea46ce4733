// Standard input: [{pattern, min, max, texts}]. Standard output: [{idiom: "0110..."}], a digit a text.
import {readFileSync} from 'node:fs';

const idioms = {
  '`new RegExp("^(?:P)$", "u")`, `[...s].length`': (p) => [new RegExp(`^(?:${p})$`, 'u'), (s) => [...s].length],
  '`new RegExp("^(?:P)$")`, `s.length`': (p) => [new RegExp(`^(?:${p})$`), (s) => s.length],
  '`new RegExp("^(?:P)$", "u")`, `s.length`': (p) => [new RegExp(`^(?:${p})$`, 'u'), (s) => s.length],
  '`new RegExp("^(?:P)$", "m")`, `s.length`': (p) => [new RegExp(`^(?:${p})$`, 'm'), (s) => s.length],
  '`new RegExp("P")`, `s.length`': (p) => [new RegExp(p), (s) => s.length],
};
const answer = JSON.parse(readFileSync(0, 'utf8')).map(({pattern, min, max, texts}) => {
  const judged = {};
  for (const [name, make] of Object.entries(idioms)) {
    const [compiled, length] = make(pattern);
    judged[name] = texts.map((s) => Number(length(s) >= min && length(s) <= max && compiled.test(s))).join('');
  }
  return judged;
});
process.stdout.write(JSON.stringify(answer));
