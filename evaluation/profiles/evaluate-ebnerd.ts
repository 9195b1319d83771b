import type { Item } from '../../datasets/item.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { itemText } from '../../profiles/interests/item-text.ts';
import { type EbnerdFolder, readEbnerdFolder } from './ebnerd-folder.ts';
import { hashedItemVectors } from './hashed-item-vectors.ts';
import { nextClickArms } from './next-click-arms.ts';
import { type NextClickScores, scoreNextClick } from './score-next-click.ts';

export interface EbnerdScores extends NextClickScores {
  readonly itemVectors: string;
  /** The same with item vectors that need no model; absent where they are all there is. */
  readonly beside?: NextClickScores & { readonly itemVectors: string };
  readonly notes: readonly string[];
}

export type EvaluationProgress = (step: string, done: number, of?: number) => void;

/** Items encoded between two reports of progress. */
const encodedAtOnce = 256;

/**
 * Next-click AUC and correlation with the next read time on a folder shaped like EB-NeRD's (see `readEbnerdFolder`).
 * Histories are those of the data set; clicks among the impressions are not added to them.
 * @param encoder without it, hashed character n-grams alone
 */
export async function evaluateEbnerd(
  folder: string,
  encoder?: SentenceEncoder,
  progress: EvaluationProgress = () => undefined,
): Promise<EbnerdScores> {
  const data = readEbnerdFolder(folder);
  const items = itemsThatMatter(data);
  const scored = (vectors: ReadonlyMap<string, Float32Array>, step: string) => {
    const known = new Map([...vectors].map(([id, vector]) => [id, { vector }]));
    const arms = nextClickArms(data.history, known);
    return scoreNextClick(
      data.impressions,
      arms,
      (itemId) => known.has(itemId),
      (done) => progress(step, done, arms.length),
    );
  };
  const hashed = {
    itemVectors: 'hashed character n-grams with section',
    ...scored(hashedItemVectors(items), 'scoring with hashed n-grams'),
  };
  const notes = [
    `${data.impressions.length} impressions, of which ${hashed.n.impressions} have an opened and a passed-over item with a title`,
    'lengths of items are unknown, so dwell is judged by fixed thresholds',
  ];
  if (!encoder) return { ...hashed, notes: [...notes, 'no sentence encoder was given'] };
  const vectors = new Map<string, Float32Array>();
  for (let start = 0; start < items.length; start += encodedAtOnce) {
    const group = items.slice(start, start + encodedAtOnce);
    const encoded = await encoder.encode(group.map(itemText), { lane: 'bulk' });
    for (const [index, item] of group.entries()) vectors.set(item.id, encoded[index]!);
    progress('encoding titles', vectors.size, items.length);
  }
  return { itemVectors: encoder.identity.name, ...scored(vectors, 'scoring'), beside: hashed, notes };
}

/** Items with a title that a reader opened or saw; the others are not worth a vector. */
function itemsThatMatter({ items, history, impressions }: EbnerdFolder): Item[] {
  const ids = new Set(history.map(({ itemId }) => itemId));
  for (const { shown, clicked } of impressions) for (const id of [...shown, ...clicked]) ids.add(id);
  return [...ids].sort().flatMap((id) => items.get(id) ?? []);
}
