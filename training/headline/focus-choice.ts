import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import { dot } from '../../profiles/interests/vector.ts';

/** Sentences looked at, and their length in words: what may be a reader's focus at serving, from the article's first part. */
const sentencesLookedAt = 20;
const fewestWords = 7;
const mostWords = 45;

/** Finds the sentence that a title leans on; only for teaching, where the title is known. */
export interface FocusChoice {
  /** The nearest sentence of a body to its title by the encoder's cosine, or null where none may be a focus. */
  nearest(title: string, body: string): Promise<string | null>;
}

/**
 * Looks for focus sentences with an encoder.
 * @param file where choices are kept, one JSON object a line, so that a later run encodes nothing twice
 */
export function focusChoice(encoder: SentenceEncoder, file?: string): FocusChoice {
  const known = new Map<string, number>();
  if (file && existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // A line that a killed run left half written is chosen again.
      const match = /^\{"key":"([0-9a-f]+)","sentence":(-?\d+)\}$/.exec(line);
      if (match) known.set(match[1]!, Number(match[2]));
    }
  if (file) mkdirSync(dirname(file), { recursive: true });
  return {
    async nearest(title, body) {
      const sentences = splitSentences(body)
        .slice(0, sentencesLookedAt)
        .map(({ text }) => text)
        .filter((text) => isEligible(text));
      const key = createHash('sha256')
        .update(JSON.stringify([encoder.identity.fileSha256, title, sentences]))
        .digest('hex')
        .slice(0, 24);
      let index = known.get(key);
      if (index === undefined) {
        index = await nearestIndex(title, sentences, encoder);
        known.set(key, index);
        if (file) appendFileSync(file, `${JSON.stringify({ key, sentence: index })}\n`);
      }
      return sentences[index] ?? null;
    },
  };
}

function isEligible(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  return words >= fewestWords && words <= mostWords;
}

async function nearestIndex(title: string, sentences: readonly string[], encoder: SentenceEncoder): Promise<number> {
  if (sentences.length === 0) return -1;
  const [wanted, ...vectors] = await encoder.encode([title, ...sentences], { lane: 'bulk' });
  const cosines = vectors.map((vector) => dot(wanted!, vector));
  return cosines.indexOf(Math.max(...cosines));
}
