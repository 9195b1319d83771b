import type { LanguageModel } from '../../models/language-model.ts';
import { tokenNorms } from './norm-ratio.ts';
import type { SoftPrompt } from './soft-prompt.ts';

/** Token norms over the model's median must stay within these. */
export const normRatioBounds = { min: 0.5, max: 2 } as const;

/** Largest finite half-precision number; beyond it a token does not survive a model in fp16. */
const largestHalf = 65_504;

type CheckedModel = Pick<LanguageModel, 'identity' | 'medianEmbeddingNorm'>;

/**
 * What is wrong with a soft prompt for a model (methods: checks on the soft token): another file's, wrong sizes, numbers
 * that are not finite or do not fit half precision, norms that the model has never seen.
 * @returns one sentence a fault; empty when sound
 */
export function checkSoftPrompt(softPrompt: SoftPrompt, { identity, medianEmbeddingNorm }: CheckedModel): string[] {
  const faults: string[] = [];
  const { embeddings, count, hiddenSize, madeFor, tokens, projector } = softPrompt;
  if (madeFor !== identity.fileSha256)
    faults.push(
      `made for model file ${madeFor.slice(0, 12)}, not for ${identity.fileSha256.slice(0, 12)}: project it anew`,
    );
  if (hiddenSize !== identity.hiddenSize)
    faults.push(`tokens are ${hiddenSize} wide, the model takes ${identity.hiddenSize}`);
  if (embeddings.length !== count * hiddenSize)
    faults.push(`holds ${embeddings.length} numbers, ${count} tokens of ${hiddenSize} need ${count * hiddenSize}`);
  if (tokens.length !== count) faults.push(`describes ${tokens.length} tokens and holds ${count}`);
  if (projector.name === '' || projector.version === '') faults.push('does not say which projector made it');
  const broken = embeddings.findIndex((value) => !Number.isFinite(value) || Math.abs(value) > largestHalf);
  if (broken >= 0) faults.push(`number ${broken} is ${embeddings[broken]}, which is not finite in half precision`);
  else if (embeddings.length === count * hiddenSize) {
    for (const [row, norm] of tokenNorms(softPrompt).entries()) {
      const ratio = norm / medianEmbeddingNorm;
      if (!(ratio >= normRatioBounds.min && ratio <= normRatioBounds.max))
        faults.push(`token ${row} has ${ratio.toFixed(3)} times the median norm, outside 0.5..2`);
    }
  }
  return faults;
}

/** @throws Error naming every fault that `checkSoftPrompt` finds */
export function assertSoftPrompt(softPrompt: SoftPrompt, languageModel: CheckedModel): void {
  const faults = checkSoftPrompt(softPrompt, languageModel);
  if (faults.length > 0) throw new Error(`soft prompt refused: ${faults.join('; ')}`);
}
