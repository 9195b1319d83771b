import { pathToFileURL } from 'node:url';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { type EbnerdScores, type EvaluationProgress, evaluateEbnerd } from './evaluate-ebnerd.ts';
import { scoreTable } from './score-table.ts';

export const evaluatedFormats = ['ebnerd'] as const;

export interface EvaluateProfiles {
  readonly format: (typeof evaluatedFormats)[number];
  /** Folder shaped like the format's. */
  readonly data: string;
  /** Gives items their vectors; hashed character n-grams stand beside it, or alone without it. */
  readonly encoder?: SentenceEncoder;
  /** Told which step is how far. */
  readonly progress?: EvaluationProgress;
}

/**
 * Measures profiles on a real log: what predicts a reader's next click, with intervals by bootstrap over users.
 * @throws Error for another format, or a folder that lacks its files
 */
export async function evaluateProfiles({ format, data, encoder, progress }: EvaluateProfiles): Promise<EbnerdScores> {
  if (!evaluatedFormats.includes(format))
    throw new Error(`profiles cannot be evaluated on the format ${format}: use ${evaluatedFormats.join(', ')}`);
  return evaluateEbnerd(data, encoder, progress);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2];
  if (!folder) throw new Error('usage: evaluate-profiles.ts FOLDER [--json]');
  const encoder = await openDefaultSentenceEncoder();
  try {
    const scores = await evaluateProfiles({ format: 'ebnerd', data: folder, encoder });
    const lines = [scores, scores.beside]
      .filter((part) => part !== undefined)
      .map((part) => `item vectors: ${part.itemVectors}\n${scoreTable(part)}`);
    process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(scores)}\n` : `${lines.join('\n\n')}\n`);
  } finally {
    await encoder.close();
  }
}
