import { existsSync, readFileSync } from 'node:fs';
import type { FactFeatures } from '../../generators/facts/score/fact-features.ts';
import { namedFeatures } from '../../generators/facts/score/fact-features.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { FitExample } from './fit-logistic.ts';
import { keptFeatures } from './kept-features.ts';
import { KeptReadings } from './kept-readings.ts';
import { newsroomRows } from './newsroom-rows.ts';
import type { KnownText } from './true-texts.ts';

/** A known text about an article of a newsroom set, read. */
export interface KnownExample extends FitExample {
  readonly kind: string;
  readonly set: string;
  readonly article: string;
  readonly text: string;
  readonly all: FactFeatures;
  readonly verdict: Verdict;
}

/** How much a kind counts: what generators get wrong more often weighs more than what is planted easily. */
const kindWeights: readonly (readonly [RegExp, number])[] = [
  [/^title$/u, 4],
  [/^(?:invented|splice)/u, 1.5],
  [/elsewhere$/u, 0.7],
];

/**
 * The texts that `read-known-texts` made and read, in the order of their articles. True and false texts weigh alike in
 * all.
 * @throws when nothing was read yet
 */
export async function knownExamples(newsroom: string, folder: string): Promise<KnownExample[]> {
  const file = `${folder}/known-texts.jsonl`;
  if (!existsSync(file)) throw new Error(`${file} is not there: run read-known-texts first`);
  const kept = new KeptReadings(`${folder}/newsroom.jsonl`);
  const rows = new Map(newsroomRows(newsroom).map((row) => [row.id, row]));
  const examples: KnownExample[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { id, texts } = JSON.parse(line) as { id: string; texts: KnownText[] };
    const { body, date, set } = rows.get(id)!;
    const read = await keptFeatures(
      { body, ...(date && { publishedAt: date }) },
      texts.map(({ text }) => text),
      kept,
    );
    texts.forEach(({ kind, label, text }, index) => {
      const { features: all, verdict } = read[index] ?? {};
      if (!all || !verdict) return;
      const weight = kindWeights.find(([pattern]) => pattern.test(kind))?.[1] ?? 1;
      examples.push({ kind, set, article: id, text, label, weight, all, verdict, features: namedFeatures(all) });
    });
  }
  return evenly(examples);
}

function evenly(examples: readonly KnownExample[]): KnownExample[] {
  const total = [0, 0];
  for (const { label, weight } of examples) total[label]! += weight;
  return examples.map((example) => ({
    ...example,
    weight: (example.weight * examples.length) / (2 * total[example.label]!),
  }));
}
