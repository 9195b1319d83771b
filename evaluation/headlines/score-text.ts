import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import { type SalienceMeasure, salience } from '../../profiles/focus/salience.ts';
import { rougeL, rougeN } from '../rouge.ts';
import { type CopySource, longestCopiedRun, novelBigrams } from './copied-text.ts';

/** Metrics of a headline, in the order they are reported. */
export const textMetrics = [
  'rouge1',
  'rouge2',
  'rougeL',
  'factPass',
  'salience',
  'malformed',
  'longestCopiedRun',
  'novelBigrams',
] as const;
export type TextMetric = (typeof textMetrics)[number];

/** One headline's figures: shares 0..1, `longestCopiedRun` in words; `factPass` and `malformed` are 0 or 1. */
export type TextScores = Readonly<Record<TextMetric, number>>;

/** What headlines of one article are measured against. */
export interface MeasuredArticle {
  readonly article: AnalysedArticle;
  readonly salience: SalienceMeasure | null;
  readonly copy: CopySource;
  /** The publisher's own title; nothing that writes or chooses sees it. */
  readonly title: string;
}

/** A headline with what the check and the rules of form say of it. */
export interface JudgedText {
  readonly text: string;
  readonly verdict: Verdict;
  readonly formFaults: readonly string[];
  /** Unit vector from the encoder that read the article. */
  readonly vector: Float32Array;
}

/** Measures one headline. */
export function scoreText(judged: JudgedText, measured: MeasuredArticle): TextScores {
  const { text, verdict, formFaults, vector } = judged;
  return {
    rouge1: rougeN(text, measured.title, 1),
    rouge2: rougeN(text, measured.title, 2),
    rougeL: rougeL(text, measured.title),
    factPass: verdict.label === 'supported' ? 1 : 0,
    salience: salience(vector, measured.salience),
    malformed: formFaults.length > 0 ? 1 : 0,
    longestCopiedRun: longestCopiedRun(text, measured.copy),
    novelBigrams: novelBigrams(text, measured.copy),
  };
}
