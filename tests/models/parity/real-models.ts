import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../../models/catalogue/catalogue-entry.ts';
import { ensureModel, type LocalModel } from '../../../models/catalogue/ensure-model.ts';
import { packageRoot } from '../../../package-root.ts';

/** A model's files, fetched as a new user's would be; null, with a line that says so, if no source can be reached. */
export async function realModel(entry: CatalogueEntry): Promise<LocalModel | null> {
  try {
    return await ensureModel(entry);
  } catch (error) {
    console.warn(`SKIPPED, for want of ${entry.name}: ${(error as Error).message}`);
    return null;
  }
}

export interface Reference {
  readonly tokenizer: readonly { text: string; ids: number[] }[];
  readonly languageModel: readonly {
    prompt: string;
    ids: number[];
    topIds: number[];
    topLogits: number[];
    spreadIds: number[];
    spreadLogits: number[];
    mean: number;
    standardDeviation: number;
    /** Of each token of the prompt but the first, under what stands before it. */
    tokenLogProbabilities: number[];
    /** Greedy continuation; `margin` is the lead over the second-best logit. */
    greedy: { id: number; margin: number }[];
  }[];
  readonly sentenceEncoder: readonly { text: string; ids: number[]; vector: number[] }[];
}

/** What transformers on torch says of the same weights (scripts/parity/reference.py). */
export const reference = JSON.parse(
  readFileSync(join(packageRoot, 'tests/fixtures/parity/reference.json'), 'utf8'),
) as Reference;
