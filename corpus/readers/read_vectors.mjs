// Reads a vector file, and runs a validator of IdString against it.
//   node read_vectors.mjs corpus/vectors/mwaa-serverless/small/values/IdString.json
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

// What a case feeds in: plain, in run-length form, or as base64.
function bytesOf(one) {
  if ("base64" in one) return Buffer.from(one.base64, "base64");
  const text = one.text ?? one.runs.map(([piece, times]) => piece.repeat(times)).join("");
  return Buffer.from(text, "utf8");
}

function* cases(path) {
  const text = readFileSync(path, "utf8");
  const file = JSON.parse(text);
  const content = text.slice(text.search(/\n  "content": /) + 1).replace(/^.*\n/, "");
  if (createHash("sha256").update(content).digest("hex") !== file.content.sha256) throw new Error(`${path} is not as it was derived`);
  for (const group of file.groups) {
    for (const set of group.sets) {
      for (const one of set.cases) {
        yield { id: `${group.id}#${one.id}`, verdict: set.verdict, flags: set.flags, bytes: bytesOf(one) };
      }
    }
  }
}

// The validator on trial. Length counts characters, not UTF-16 units.
function validate(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  return [...text].length <= 255 && /^[a-zA-Z0-9]+[a-zA-Z0-9.\-_]*$/u.test(text);
}

let count = 0, wrong = 0;
for (const { id, verdict, flags, bytes } of cases(process.argv[2])) {
  count += 1;
  if (verdict === "tolerated" || validate(bytes) === (verdict === "valid")) continue;
  wrong += 1;
  console.log(`${id}: ${verdict}, but the validator says otherwise (${flags.join(", ")})`);
}
console.log(`${count} cases, ${wrong} wrong`);
process.exit(wrong || !count ? 1 : 0);
