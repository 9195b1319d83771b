import { addFacts } from '../../datasets/ad-titles/added-facts.ts';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import type { PlantedErrorKind, PlantedErrorSource } from '../../datasets/planted-errors/planted-error.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';
import { adFactsText } from '../../generators/ad-title/ad-facts-text.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import { taskTail, verdictIds } from '../../generators/prompt/task-tail.ts';
import type { Tokenizer } from '../../models/language-model.ts';
import type { AdTitleRow } from '../ad-title/ad-title-examples.ts';
import type { PromptPiece, TrainingExample } from '../example.ts';
import { type TaughtTitle, taughtTitles } from '../headline/taught-titles.ts';
import { type Split, splitOf } from '../split.ts';
import type { TitleRow } from '../title-rows.ts';

export interface FactExampleOptions {
  readonly seed?: number;
  /** Part of the rows to take; `train` if not given. Null takes them all. */
  readonly split?: Split | null;
  /** Examples at most, half of them supported. */
  readonly count?: number;
}

/** An example that also says what is wrong with its claim; null where it is supported. */
export interface FactExample extends TrainingExample {
  readonly claim: string;
  readonly planted: { readonly kind: PlantedErrorKind | 'added'; readonly from: PlantedErrorSource } | null;
}

/** Stories at hand to take foreign pieces from. */
const poolSize = 200;

/**
 * Examples for the fact adapter: a claim behind its article, to be answered " yes" or " no" in one token. True claims are
 * titles that the visible text bears out, false ones the same titles with an error planted, within and across articles;
 * each title gives as many false as true. So that no word of a claim tells the answer by itself, each error's title
 * stands beside it.
 */
export async function factExamples(
  rows: readonly TitleRow[],
  tokenizer: Tokenizer,
  options: FactExampleOptions = {},
): Promise<FactExample[]> {
  const { seed = 1, split = 'train', count = Number.POSITIVE_INFINITY } = options;
  const taken = rows.filter(({ id }) => split === null || splitOf(id) === split);
  const { titles } = await taughtTitles(shuffled(taken, seed).slice(0, count), tokenizer);
  const stories = titles.map(({ title, prefix }) => readStory({ title, article: tokenizer.decode(prefix) }));
  const random = seededRandom(`fact kinds ${seed}`);
  const examples: FactExample[] = [];
  for (const [index, taught] of titles.entries()) {
    if (examples.length >= count) break;
    const errors = plantErrors(stories[index]!, poolOf(stories, index), { seed: `facts ${seed}` });
    // One error a title, the rarer kinds as often as the common ones where they fit.
    const error = errors[Math.floor(random() * errors.length)];
    if (!error) continue;
    examples.push(exampleOf(taught, taught.title, null, tokenizer));
    examples.push(exampleOf(taught, error.text, { kind: error.kind, from: error.from }, tokenizer));
  }
  return examples;
}

/** The same of ads: a title written for a product, and the title with a fact added that the product lacks. */
export function adFactExamples(
  rows: readonly AdTitleRow[],
  tokenizer: Tokenizer,
  { seed = 1, split = 'train' }: Omit<FactExampleOptions, 'count'> = {},
): FactExample[] {
  const random = seededRandom(`ad facts ${seed}`);
  return rows
    .filter(({ id }) => split === null || splitOf(id) === split)
    .flatMap(({ id, facts, titles }) => {
      const others = rows.filter((other) => other.id !== id).map((other) => other.facts);
      const source = { id, prefix: sourceFrame(adFactsText(facts), tokenizer) };
      return titles.flatMap((title) => {
        const errors = addFacts(title, facts, others, String(seed));
        const error = errors[Math.floor(random() * errors.length)];
        if (!error) return [];
        const planted = { kind: 'added', from: error.kind === 'superlative' ? 'same article' : 'elsewhere' } as const;
        return [exampleOf(source, title, null, tokenizer), exampleOf(source, error.text, planted, tokenizer)];
      });
    });
}

function exampleOf(
  { id, prefix }: Pick<TaughtTitle, 'id' | 'prefix'>,
  claim: string,
  planted: FactExample['planted'],
  tokenizer: Tokenizer,
): FactExample {
  const { supported, unsupported } = verdictIds(tokenizer);
  const mark: PromptPiece = { taskTokens: true };
  return {
    id,
    task: 'facts',
    prefix,
    tail: taskTail({ task: 'facts', claim }, mark, tokenizer) as PromptPiece[],
    target: [planted ? unsupported : supported],
    // Who wrote a title says nothing of how hard its errors are.
    weight: 1,
    claim,
    planted,
  };
}

function poolOf(stories: readonly ReadStory[], index: number): ReadStory[] {
  return Array.from(
    { length: Math.min(poolSize, stories.length) },
    (_, step) => stories[(index + 1 + step) % stories.length]!,
  );
}

function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const random = seededRandom(`fact rows ${seed}`);
  const order = [...rows];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}
