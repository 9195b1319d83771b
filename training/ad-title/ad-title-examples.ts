import { composeAdTitles, longestAdTitle } from '../../datasets/ad-titles/compose-ad-titles.ts';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { AdFacts } from '../../datasets/item.ts';
import { adFactsText } from '../../generators/ad-title/ad-facts-text.ts';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import { answerIds, taskTail } from '../../generators/prompt/task-tail.ts';
import type { Tokenizer } from '../../models/language-model.ts';
import { drawByWeight } from '../draw-by-weight.ts';
import type { PromptPiece, TrainingExample } from '../example.ts';
import { type Split, splitOf } from '../split.ts';

/** A product, and titles that somebody wrote for it. */
export interface AdTitleRow {
  readonly id: string;
  readonly facts: AdFacts;
  readonly titles: readonly string[];
}

export interface AdTitleExampleOptions {
  readonly seed?: number;
  /** Part of the products to take; `train` if not given. Null takes them all. */
  readonly split?: Split | null;
  /** Examples to draw by weight, each then counting 1. */
  readonly count?: number;
  /** Titles composed from a product's facts beside those written for it. */
  readonly composed?: number;
}

/** Titles from people count so much more than composed ones, which all have a few forms. */
const writtenWeight = 3;

/**
 * Examples for the ad-title adapter: a title behind the product's facts, laid out as ads are served. The facts' points come
 * in another order in each example, so that none is learnt to win by its place. A title that the check refuses is left out.
 */
export async function adTitleExamples(
  rows: readonly AdTitleRow[],
  tokenizer: Tokenizer,
  options: AdTitleExampleOptions = {},
): Promise<TrainingExample[]> {
  const { seed = 1, split = 'train', count, composed = 4 } = options;
  const random = seededRandom(`ad titles ${seed}`);
  const mark: PromptPiece = { taskTokens: true };
  const tail = taskTail({ task: 'ad-title' }, mark, tokenizer) as PromptPiece[];
  const entries: { row: AdTitleRow; title: string; weight: number }[] = [];
  for (const row of rows.filter(({ id }) => split === null || splitOf(id) === split)) {
    const facts = await analyseAdFacts(row.facts);
    const fits = (title: string) => title.length <= longestAdTitle && checkAdTitle(title, facts).label === 'supported';
    for (const title of row.titles.filter(fits)) entries.push({ row, title, weight: writtenWeight });
    for (const title of composeAdTitles(row.facts, composed, String(seed)).filter(fits))
      entries.push({ row, title, weight: 1 });
  }
  const drawn =
    count === undefined
      ? entries
      : drawByWeight(entries, ({ weight }) => weight, count, `ad titles ${seed}`, 6).map((entry) => ({
          ...entry,
          weight: 1,
        }));
  return drawn.map(({ row, title, weight }) => ({
    id: row.id,
    task: 'ad-title',
    prefix: sourceFrame(adFactsText(reordered(row.facts, random)), tokenizer),
    tail,
    target: answerIds(title, tokenizer),
    weight,
  }));
}

function reordered(facts: AdFacts, random: () => number): AdFacts {
  const points = [...facts.sellingPoints];
  for (let index = points.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [points[index], points[other]] = [points[other]!, points[index]!];
  }
  return { ...facts, sellingPoints: points };
}
