import type { SupportReading } from './support-reading.ts';

/** What the encoder's cosines say of a text. */
export interface SupportFeatures {
  readonly nearestSentence: number;
  /** The nearest stretch of up to three sentences. */
  readonly nearestStretch: number;
  readonly meanSentence: number;
  /** How far the nearest sentence stands out from the second. */
  readonly lead: number;
  /** The part of the text that is borne out least, and the mean of the parts. */
  readonly weakestPart: number;
  readonly meanPart: number;
}

/** Sums up a support reading. */
export function supportFeatures({ whole, mean, lead, parts }: SupportReading): SupportFeatures {
  return {
    nearestSentence: whole[0],
    nearestStretch: Math.max(...whole),
    meanSentence: mean,
    lead,
    weakestPart: Math.min(1, ...parts),
    meanPart: parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length,
  };
}
