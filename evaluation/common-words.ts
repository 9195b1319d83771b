import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCapitalised, wordsOf } from '../generators/facts/words.ts';
import { packageRoot } from '../package-root.ts';

// Makes generators/facts/common-words.json: words that openly licensed news bodies write small, nearly always.
// Run: npx tsx evaluation/common-words.ts

const sources = ['doj', 'nasa', 'digitalgov', 'wikinews'];
const fewestArticles = 4;
const smallShare = 0.8;

const small = new Map<string, number>();
const inside = new Map<string, number>();
for (const source of sources) {
  const file = join(packageRoot, '..', 'shared', 'data', 'newsroom', `${source}.jsonl`);
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { body } = JSON.parse(line) as { body: string };
    const seenSmall = new Set<string>();
    const seen = new Set<string>();
    for (const word of wordsOf(body)) {
      // A capital at the start of a sentence says nothing.
      if (word.opens || !/^[\p{Ll}\p{Lu}]\p{Ll}{2,}$/u.test(word.text)) continue;
      seen.add(word.folded);
      if (!isCapitalised(word.text)) seenSmall.add(word.folded);
    }
    for (const word of seen) inside.set(word, (inside.get(word) ?? 0) + 1);
    for (const word of seenSmall) small.set(word, (small.get(word) ?? 0) + 1);
  }
}
const words = [...small]
  .filter(([word, count]) => count >= fewestArticles && count / inside.get(word)! >= smallShare)
  .map(([word]) => word)
  .sort();
writeFileSync(join(packageRoot, 'generators', 'facts', 'common-words.json'), `${JSON.stringify(words)}\n`);
process.stdout.write(`${words.length} words\n`);
