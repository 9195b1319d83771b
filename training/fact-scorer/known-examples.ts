import { existsSync, readFileSync } from 'node:fs';
import { namedFeatures } from '../../generators/facts/score/fact-features.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import { newsroomRows } from '../known-texts/newsroom-rows.ts';
import type { KnownText } from '../known-texts/true-texts.ts';
import type { FitExample } from './fit-logistic.ts';
import { keptFeatures, type ReadText } from './kept-features.ts';
import { KeptReadings } from './kept-readings.ts';

/** A known text about an article of a newsroom set, read. */
export interface KnownExample extends FitExample {
  readonly kind: string;
  readonly set: string;
  readonly article: string;
  readonly text: string;
  readonly verdict: Verdict;
}

/**
 * Of what the false texts are made, by the weight of their kinds together, and the true ones: generators invent first of
 * all, then mix up what an article has, then take a wrong name, number or date (the order of FRANK's error types on
 * abstractive summaries, Pagnoni et al. 2021). How many of a kind can be planted says nothing of how often it is made.
 */
const kindShares: readonly (readonly [RegExp, number])[] = [
  [/^title$/u, 0.4],
  [/^opening$/u, 0.3],
  [/sentence/u, 0.3],
  [/^invented/u, 0.25],
  [/^splice/u, 0.25],
  [/^entity/u, 0.15],
  [/^(?:number|date)/u, 0.15],
  [/^(?:binding|role-swap)/u, 0.06],
  [/^negation/u, 0.05],
  [/^(?:modality|comparative)/u, 0.05],
  [/^quotation/u, 0.04],
];
const shareOf = (kind: string): number => kindShares.findIndex(([pattern]) => pattern.test(kind));

/**
 * The texts that `read-known-texts` made and read, in the order of their articles.
 * @throws when nothing was read yet
 */
export async function knownExamples(newsroom: string, folder: string): Promise<KnownExample[]> {
  const file = `${folder}/known-texts.jsonl`;
  if (!existsSync(file)) throw new Error(`${file} is not there: run read-known-texts first`);
  const kept = new KeptReadings(`${folder}/newsroom.jsonl`);
  const rows = new Map(newsroomRows(newsroom).map((row) => [row.id, row]));
  const examples: KnownExample[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { id, body, texts } = JSON.parse(line) as { id: string; body: string; texts: KnownText[] };
    const { date, set } = rows.get(id)!;
    const read = await keptFeatures(
      { body, ...(date && { publishedAt: date }) },
      texts.map(({ text }) => text),
      kept,
    );
    texts.forEach((known, index) => {
      if (read[index]) examples.push(...exampleOf(known, { id, set }, read[index]));
    });
  }
  return examples;
}

/** A known text of one sentence with its features; nothing for a longer one, of which any sentence may be the false one. */
export function exampleOf(
  { kind, label, text }: KnownText,
  { id, set }: { readonly id: string; readonly set: string },
  { features: [only, ...more], verdict }: ReadText,
): KnownExample[] {
  if (!only || more.length > 0) return [];
  return [{ kind, set, article: id, text, label, weight: 1, verdict, features: namedFeatures(only) }];
}

/** The same examples, kinds weighing as `kindShares` says, true and false ones alike in all; the mean weight is 1. */
export function evenly(examples: readonly KnownExample[]): KnownExample[] {
  const counts = new Map<number, number>();
  for (const { kind } of examples) counts.set(shareOf(kind), (counts.get(shareOf(kind)) ?? 0) + 1);
  const raw = examples.map(({ kind }) => (kindShares[shareOf(kind)]?.[1] ?? 0) / counts.get(shareOf(kind))!);
  const total = [0, 0];
  examples.forEach(({ label }, index) => {
    total[label]! += raw[index]!;
  });
  return examples.map((example, index) => ({
    ...example,
    weight: (raw[index]! * examples.length) / (2 * total[example.label]!),
  }));
}
