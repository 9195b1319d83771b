import type { Span } from './verdict.ts';

/** A number that a text gives, brought to one form. */
export interface NumberMention extends Span {
  /** `$1.2bn` is 1,200,000,000. */
  readonly value: number;
  /** Unit in one spelling (`dollar`, `percent`, `kilometre`), or null for a bare count. */
  readonly unit: string | null;
  readonly kind: 'cardinal' | 'ordinal' | 'fraction' | 'vague';
  /** Another reading of the same signs: `10m` is ten million or ten metres. */
  readonly otherReading: { readonly value: number; readonly unit: string | null } | null;
  /** Stems of up to three content words that follow in the same clause: what is counted. */
  readonly nouns: readonly string[];
  /** Stem of the content word before, or null. */
  readonly before: string | null;
  /** `nearly`, `more than`: on which side of the true figure the writer stands. */
  readonly hedge: 'about' | 'over' | 'under' | null;
  /** A bare figure that reads as a year. */
  readonly yearLike: boolean;
}

/** What was read from the words of a number alone, before what stands around it is looked at. */
export interface Reading {
  readonly value: number;
  /** Index of the first word behind the number. */
  readonly next: number;
  readonly kind: NumberMention['kind'];
  readonly unit: string | null;
  readonly otherReading: NumberMention['otherReading'];
  /** Written in figures without a separator. */
  readonly bare: boolean;
}
