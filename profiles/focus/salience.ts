import { dot, unit } from '../interests/vector.ts';

/** Each sentence further down counts this share of the one before, until what the body returns to takes over. */
const positionDecay = 0.75;
/** Part of a sentence's weight that comes from where it stands; the rest from how much the body returns to it. */
const leadPart = 0.5;

/**
 * The direction of what a body leads with and returns to: the mean of its sentences, each weighted half by position
 * (news puts the main thing first) and half by centrality (mean cosine to all sentences). From the body alone.
 * @param sentences unit vectors in reading order
 * @returns a unit vector, or null without sentences
 */
export function gistOf(sentences: readonly Float32Array[]): Float32Array | null {
  const dimensions = sentences[0]?.length ?? 0;
  if (dimensions === 0) return null;
  const sum = new Float64Array(dimensions);
  for (const vector of sentences) for (let index = 0; index < dimensions; index++) sum[index]! += vector[index]!;
  const mean = Float32Array.from(sum, (value) => value / sentences.length);
  const central = normalised(sentences.map((vector) => Math.max(0, dot(vector, mean))));
  const leading = normalised(sentences.map((_, position) => positionDecay ** position));
  const gist = new Float64Array(dimensions);
  for (const [row, vector] of sentences.entries()) {
    const weight = leadPart * leading[row]! + (1 - leadPart) * central[row]!;
    for (let index = 0; index < dimensions; index++) gist[index]! += weight * vector[index]!;
  }
  return unit(gist);
}

/** A body's gist and the likeness of its likest sentence to it, against which texts are measured. */
export interface SalienceMeasure {
  readonly gist: Float32Array;
  readonly best: number;
}

/** Prepares `salience` for many texts about one body; null for a body without sentences. */
export function salienceMeasure(sentences: readonly Float32Array[]): SalienceMeasure | null {
  const gist = gistOf(sentences);
  if (gist === null) return null;
  return { gist, best: sentences.reduce((best, sentence) => Math.max(best, dot(sentence, gist)), 0) };
}

/**
 * 0..1: how much a text says of what the body leads with and returns to: its cosine to the gist, over that of the
 * body's own likest sentence. The title takes no part.
 * @param vector unit vector of the text
 * @param body unit vectors of the body's sentences in reading order, or their `salienceMeasure`
 */
export function salience(vector: Float32Array, body: readonly Float32Array[] | SalienceMeasure | null): number {
  const measure = Array.isArray(body) ? salienceMeasure(body) : (body as SalienceMeasure | null);
  if (measure === null || measure.best <= 0) return 0;
  return Math.min(1, Math.max(0, dot(vector, measure.gist) / measure.best));
}

function normalised(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}
