import type { GenerationOutcome } from '../generators/generation.ts';
import type { ReaderEvidence } from './handlers/reader-evidence.ts';
import type { WritingKind } from './job-contract.ts';

/** Whom one result is for. A job with a list of users gives one result for each. */
export type ResultAudience = { readonly userId: string } | { readonly segment: string } | { readonly everybody: true };

/** What a handler gives back for one audience; the store makes of it a result row and, if the text is new, a variant. */
export interface JobResult {
  readonly audience: ResultAudience;
  readonly kind: WritingKind;
  readonly itemId: string;
  /** The version of the item that was read. */
  readonly itemVersion: number;
  readonly placement: string;
  readonly outcome: GenerationOutcome;
  /** Null when nothing of a user was used. */
  readonly reader: ReaderEvidence | null;
}

/** One audience as a string: `user:ID`, `segment:NAME` or `everybody`. A job holds at most one result for each. */
export function audienceKey(audience: ResultAudience): string {
  if ('userId' in audience) return `user:${audience.userId}`;
  if ('segment' in audience) return `segment:${audience.segment}`;
  return 'everybody';
}
