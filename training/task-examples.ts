import { loadTitledProducts } from '../datasets/ad-titles/ad-titles.ts';
import type { AdapterTask } from '../models/adapter/adapter.ts';
import type { LanguageModel } from '../models/language-model.ts';
import type { SentenceEncoder } from '../models/sentence-encoder.ts';
import { adTitleExamples } from './ad-title/ad-title-examples.ts';
import { readAdTitleRows } from './ad-title/ad-title-rows.ts';
import type { TrainingExample } from './example.ts';
import { adFactExamples, factExamples } from './facts/fact-examples.ts';
import { headlineExamples } from './headline/headline-examples.ts';
import type { Split } from './split.ts';
import { readTitleRows } from './title-rows.ts';

/** Examples to learn from, and others that say when to stop. */
export interface TaskExamples {
  readonly train: readonly TrainingExample[];
  readonly heldOut: readonly TrainingExample[];
}

export interface TaskExamplesOptions {
  /** Files or folders; for ad titles none takes the products that come with the package. */
  readonly data: readonly string[];
  /** Examples to learn from; without it every row comes once, with its weight. */
  readonly count?: number | undefined;
  /** Held-out examples at most. */
  readonly heldOut: number;
  /** Tokens of a prefix that are kept; all if not given. */
  readonly prefixTokens?: number | undefined;
  readonly seed: number;
  /** Keeps what is costly to choose between runs. */
  readonly folder: string;
  /** The served model: its tokenizer, and what writes inventions. */
  readonly model: Pick<LanguageModel, 'generate' | 'tokenizer'>;
  readonly openEncoder: () => Promise<SentenceEncoder>;
  readonly say?: (line: string) => void;
}

/** Reads a task's data for its faults alone. @throws Error that names file, line and field of a bad row */
export async function requireReadableRows(task: AdapterTask, data: readonly string[]): Promise<void> {
  if (task === 'ad-title') readAdTitleRows(data);
  else await readTitleRows(data);
}

/** Lays out a task's examples from its data. @throws Error that names file, line and field of a bad row */
export async function taskExamples(task: AdapterTask, options: TaskExamplesOptions): Promise<TaskExamples> {
  const { train, heldOut } = await makers[task](options);
  const cut = (example: TrainingExample) => ({ ...example, prefix: example.prefix.slice(0, options.prefixTokens) });
  return { train: train.map(cut), heldOut: heldOut.map(cut) };
}

const makers: Readonly<Record<AdapterTask, (options: TaskExamplesOptions) => Promise<TaskExamples>>> = {
  headline: headlines,
  'ad-title': adTitles,
  facts,
};

async function headlines(options: TaskExamplesOptions): Promise<TaskExamples> {
  const { data, count, heldOut, seed, folder, model, openEncoder, say } = options;
  const { tokenizer } = model;
  const rows = await readTitleRows(data);
  const encoder = await openEncoder();
  try {
    const shared = { seed, focusFile: `${folder}/focus.jsonl`, ...(say && { say }) };
    return {
      train: await headlineExamples(rows, tokenizer, encoder, { ...shared, split: 'train', ...(count && { count }) }),
      heldOut: await headlineExamples(rows, tokenizer, encoder, { ...shared, split: 'held-in', count: heldOut }),
    };
  } finally {
    await encoder.close();
  }
}

async function adTitles({ data, count, heldOut, seed, model }: TaskExamplesOptions): Promise<TaskExamples> {
  const { tokenizer } = model;
  const rows = data.length > 0 ? readAdTitleRows(data) : loadTitledProducts();
  const train = await adTitleExamples(rows, tokenizer, { seed, split: 'train', ...(count && { count }) });
  // Composed titles say how well forms are learnt that need no learning: held-out ones are people's alone.
  const others = await adTitleExamples(rows, tokenizer, { seed, split: 'held-in', composed: 0 });
  return { train, heldOut: others.slice(0, heldOut) };
}

async function facts({ data, count, heldOut, prefixTokens, seed, model }: TaskExamplesOptions): Promise<TaskExamples> {
  const rows = await readTitleRows(data);
  const products = loadTitledProducts();
  const of = (split: Split, most: number | undefined) =>
    factExamples(rows, model, { seed, split, ...(most && { count: most }), ...(prefixTokens && { prefixTokens }) });
  return {
    train: [...(await of('train', count)), ...adFactExamples(products, model.tokenizer, { seed, split: 'train' })],
    heldOut: await of('held-in', heldOut),
  };
}
