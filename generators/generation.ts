import type { Span, Verdict } from './facts/verdict.ts';

export const conditionings = ['none', 'text', 'focus', 'soft-prompt', 'hybrid'] as const;
/** What of the user the model is given: nothing, interests as words, the focus sentence, soft tokens, or focus and tokens. */
export type Conditioning = (typeof conditionings)[number];

/** Why a text is not the model's own: every candidate failed the check, the language is not served, the user refused, … */
export type Fallback = 'facts' | 'language' | 'form' | 'salience';

/** The article's sentence that lies nearest to the user's interests. */
export interface Focus {
  readonly text: string;
  readonly span: Span;
  readonly interest: string;
  /** Cosine, -1..1. */
  readonly similarity: number;
}

/** One text that was written, and how it fared. */
export interface Candidate {
  readonly text: string;
  /** The stated score and its parts; the best that passes is chosen. */
  readonly score: number;
  readonly scoreParts: Readonly<Record<string, number>>;
  /** Broken form rules, e.g. `cut off`, `too long`; empty when sound. */
  readonly formFaults: readonly string[];
  readonly verdict: Verdict | null;
  /** Why a text that is sound and true is not taken all the same, e.g. that it misses the main news. */
  readonly heldBack?: string;
  /** What was put right in it: one number or name, from the article. */
  readonly repaired?: {
    /** Where in the text. */
    readonly span: Span;
    readonly said: string;
    readonly now: string;
    /** Where the article has it; null where it was found by what stands near. */
    readonly evidence: Span | null;
  };
  readonly seed: number;
}

/** What one request to write gave. */
export interface GenerationOutcome {
  /** The text to show: the best candidate that passed, or the item's own title. */
  readonly text: string;
  /** Index into `candidates`, or null when the original title stands. */
  readonly chosen: number | null;
  readonly candidates: readonly Candidate[];
  readonly verdict: Verdict;
  readonly fallback: Fallback | null;
  readonly focus: Focus | null;
  readonly conditioning: Conditioning;
  readonly seed: number;
  /** Hashes and versions that reproduce the text: model file, quantization, prompt version, projector, checker. */
  readonly provenance: Readonly<Record<string, string | number>>;
}
