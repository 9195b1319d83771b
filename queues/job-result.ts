import type { GenerationOutcome } from '../generators/generation.ts';
import type { NoiseReason } from '../profiles/profile.ts';
import type { JobKind } from './job-contract.ts';

/** Whom one result is for. A job with a list of users gives one result for each. */
export type ResultAudience = { readonly userId: string } | { readonly segment: string } | { readonly everybody: true };

/** What was known of the user when the text was written, as far as an editor needs it to judge the text. */
export interface ProfileEvidence {
  /** ISO-8601. */
  readonly asOf: string;
  readonly source: 'behaviour' | 'none';
  /** 0..1. */
  readonly confidence: number;
  /** Heaviest first; `share` 0..1. */
  readonly interests: readonly { readonly name: string; readonly share: number; readonly terms: readonly string[] }[];
  /** Events that counted, with their weight 0..1. */
  readonly eventsUsed: readonly { readonly eventId: string; readonly itemId: string; readonly weight: number }[];
  /** Events that counted for nothing, and why. */
  readonly eventsDropped: readonly {
    readonly eventId: string;
    readonly itemId: string;
    readonly reasons: readonly NoiseReason[];
    readonly explanation?: string;
  }[];
  readonly encoderSha256: string;
  readonly denoiserVersion: string;
}

/** What a handler gives back for one audience; the store makes of it a result row and, if the text is new, a variant. */
export interface JobResult {
  readonly audience: ResultAudience;
  readonly kind: JobKind;
  readonly itemId: string;
  /** The version of the item that was read. */
  readonly itemVersion: number;
  readonly placement: string;
  readonly outcome: GenerationOutcome;
  /** Null when nothing of a user was used. */
  readonly profile: ProfileEvidence | null;
}

/** One audience as a string: `user:ID`, `segment:NAME` or `everybody`. A job holds at most one result for each. */
export function audienceKey(audience: ResultAudience): string {
  if ('userId' in audience) return `user:${audience.userId}`;
  if ('segment' in audience) return `segment:${audience.segment}`;
  return 'everybody';
}
