import type { SoftPrompt } from './soft-prompt.ts';

/** L2 norm of each token. */
export function tokenNorms({ embeddings, count, hiddenSize }: Omit<SoftPrompt, 'normRatio'>): number[] {
  return Array.from({ length: count }, (_, row) => {
    let squares = 0;
    for (let index = row * hiddenSize; index < (row + 1) * hiddenSize; index++) squares += embeddings[index]! ** 2;
    return Math.sqrt(squares);
  });
}

/** Completes a soft prompt with its norms over the model's median; both 1 when there are no tokens. */
export function withNormRatios(softPrompt: Omit<SoftPrompt, 'normRatio'>, medianNorm: number): SoftPrompt {
  const ratios = tokenNorms(softPrompt).map((norm) => norm / medianNorm);
  const normRatio = ratios.length === 0 ? { min: 1, max: 1 } : { min: Math.min(...ratios), max: Math.max(...ratios) };
  return { ...softPrompt, normRatio };
}
