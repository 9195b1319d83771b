import type { LanguageModel, PrefixCacheContent } from '../models/language-model.ts';
import type { TrainingRow } from './decoder/training-batch.ts';
import type { TrainingExample } from './example.ts';

/** Tokens of an example behind its prefix that are computed: the tail, and the target but its last. */
export function tailLength({ tail, target }: TrainingExample, taskTokens: number): number {
  return tail.reduce((sum, piece) => sum + ('ids' in piece ? piece.ids.length : taskTokens), 0) + target.length - 1;
}

/**
 * An example as a row of a batch.
 * @param tokenWeight what each of its target tokens counts in the batch's loss
 * @throws if it has no target, no token before it, or task tokens at two places
 */
export function trainingRow(
  example: TrainingExample,
  prefix: PrefixCacheContent,
  tokenWeight: number,
  taskTokens: number,
  model: Pick<LanguageModel, 'embedTokens' | 'identity'>,
): TrainingRow {
  const { hiddenSize } = model.identity;
  const { id, tail, target } = example;
  const length = tailLength(example, taskTokens);
  if (target.length === 0) throw new Error(`example ${id} has no target`);
  if (length < target.length) throw new Error(`example ${id} has no tail: nothing precedes its target`);
  const embeddings = new Float32Array(length * hiddenSize);
  let at = 0;
  let taskTokensAt: number | null = null;
  for (const piece of tail) {
    if ('ids' in piece) {
      embeddings.set(model.embedTokens(piece.ids), at * hiddenSize);
      at += piece.ids.length;
    } else {
      if (taskTokensAt !== null) throw new Error(`example ${id} has task tokens at two places`);
      taskTokensAt = at;
      at += taskTokens;
    }
  }
  embeddings.set(model.embedTokens(target.slice(0, -1)), at * hiddenSize);
  return { prefix, embeddings, length, taskTokensAt, askedFrom: at - 1, target, tokenWeight };
}
