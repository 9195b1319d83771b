import type { AdapterTask } from '../models/adapter/adapter.ts';
import type { Tokenizer } from '../models/language-model.ts';
import type { SentenceEncoder } from '../models/sentence-encoder.ts';
import type { TrainingExample } from './example.ts';
import { headlineExamples } from './headline/headline-examples.ts';
import { readTitleRows } from './title-rows.ts';

/** Examples to learn from, and others that say when to stop. */
export interface TaskExamples {
  readonly train: readonly TrainingExample[];
  readonly heldOut: readonly TrainingExample[];
}

export interface TaskExamplesOptions {
  /** Files or folders. */
  readonly data: readonly string[];
  /** Examples to draw by weight; without it every row comes once, with its weight. */
  readonly count?: number | undefined;
  readonly heldOut: number;
  /** Tokens of a prefix that are kept; all if not given. */
  readonly prefixTokens?: number | undefined;
  readonly seed: number;
  /** Keeps what is costly to choose between runs. */
  readonly folder: string;
  readonly tokenizer: Tokenizer;
  readonly openEncoder: () => Promise<SentenceEncoder>;
  readonly say?: (line: string) => void;
}

/** Lays out a task's examples from its data. @throws Error that names file, line and field of a bad row */
export async function taskExamples(task: AdapterTask, options: TaskExamplesOptions): Promise<TaskExamples> {
  const { train, heldOut } = await wholeExamples(task, options);
  const cut = (example: TrainingExample) => ({ ...example, prefix: example.prefix.slice(0, options.prefixTokens) });
  return { train: train.map(cut), heldOut: heldOut.map(cut) };
}

function wholeExamples(task: AdapterTask, options: TaskExamplesOptions): Promise<TaskExamples> {
  switch (task) {
    case 'headline':
      return headlines(options);
    default:
      throw new Error(`there is no training data for the task ${task} yet`);
  }
}

async function headlines(options: TaskExamplesOptions): Promise<TaskExamples> {
  const { data, count, heldOut, seed, folder, tokenizer, openEncoder, say } = options;
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
