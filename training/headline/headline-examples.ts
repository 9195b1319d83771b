import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { answerIds, taskTail } from '../../generators/prompt/task-tail.ts';
import type { Tokenizer } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { drawByWeight } from '../draw-by-weight.ts';
import type { PromptPiece, TrainingExample } from '../example.ts';
import { type Split, splitOf } from '../split.ts';
import type { TitleRow } from '../title-rows.ts';
import { focusChoice } from './focus-choice.ts';
import { type TaughtTitle, taughtTitles } from './taught-titles.ts';

export interface HeadlineExampleOptions {
  readonly seed?: number;
  /** Part of the rows to take; `train` if not given. Null takes them all. */
  readonly split?: Split | null;
  /** Examples to draw by weight, each then counting 1; without it every title comes once, with its weight. */
  readonly count?: number;
  /** Share of the examples that are given the sentence nearest to their title, 0..1. */
  readonly focusShare?: number;
  /** Keeps the choice of focus sentences from one run to the next. */
  readonly focusFile?: string;
  /** Is told what was left out. */
  readonly say?: (line: string) => void;
}

/** So that writing with and without a focus are both learnt. */
const defaultFocusShare = 0.6;

/**
 * Examples for the headline adapter, made from publishers' rows: the title in house style behind the article, with or
 * without the sentence nearest to it as focus. The same rows, options and seed give the same examples in the same order.
 */
export async function headlineExamples(
  rows: readonly TitleRow[],
  tokenizer: Tokenizer,
  encoder: SentenceEncoder,
  options: HeadlineExampleOptions = {},
): Promise<TrainingExample[]> {
  const { seed = 1, split = 'train', count, focusShare = defaultFocusShare, focusFile, say } = options;
  const { titles, leftOut } = await taughtTitles(
    rows.filter(({ id }) => split === null || splitOf(id) === split),
    tokenizer,
  );
  say?.(
    `${titles.length} titles to learn from; left out: ${Object.entries(leftOut)
      .map(([why, number]) => `${number} ${why}`)
      .join(', ')}`,
  );
  const drawn =
    count === undefined
      ? titles
      : drawByWeight(titles, ({ weight }) => weight, count, `titles ${seed}`).map((title) => ({ ...title, weight: 1 }));
  const random = seededRandom(`focus ${seed}`);
  const choice = focusChoice(encoder, focusFile);
  const examples: TrainingExample[] = [];
  for (const taught of drawn) {
    const focus = random() < focusShare ? await choice.nearest(taught.title, taught.body) : null;
    examples.push(headlineExample(taught, focus, tokenizer));
  }
  return examples;
}

/** One title behind its article. */
export function headlineExample(
  { id, title, prefix, weight }: TaughtTitle,
  focus: string | null,
  tokenizer: Tokenizer,
): TrainingExample {
  const mark: PromptPiece = { taskTokens: true };
  const tail = taskTail({ task: 'headline', ...(focus && { focus }) }, mark, tokenizer) as PromptPiece[];
  return { id, task: 'headline', prefix, tail, target: answerIds(title, tokenizer), weight };
}
