import { type FindingKind, type FindingRule, findingKinds } from './finding-rules.ts';
import type { FactAssessment } from './score/assessment.ts';

/** Character offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const verdictLabels = ['supported', 'contradicted', 'not_verifiable'] as const;
export type VerdictLabel = (typeof verdictLabels)[number];

export const claimKinds = findingKinds;
export type ClaimKind = FindingKind;

/** A finding: one checkable piece of a text, what the source says of it, and where. */
export interface ClaimVerdict {
  readonly kind: ClaimKind;
  /** Which rule judged, and how. */
  readonly rule: FindingRule;
  readonly label: VerdictLabel;
  /** The words of the text that are judged: those at fault when the label is not `supported`. */
  readonly textSpan: Span;
  /**
   * Where in the source (the article's body, or the ad's facts joined by newlines): what supports, with a support above
   * 0 up to 1, or what contradicts, with a support of 0.
   */
  readonly evidence: readonly (Span & { readonly support: number })[];
  /** One plain sentence: why. */
  readonly reason: string;
}

/** `statement` can be true or false; a question, a teaser ("Why …") and a bare label ("Council budget") cannot. */
export const statementForms = ['statement', 'question', 'teaser', 'label'] as const;
export type StatementForm = (typeof statementForms)[number];

/** A claim of a text: who does what to whom, as far as light parsing tells, and what was found of it. */
export interface Statement {
  readonly textSpan: Span;
  readonly form: StatementForm;
  /** The claim as a sentence of its own: names completed and missing words supplied from the article. */
  readonly sentence: string;
  /** Spans in the text; null where there is none or none could be told. */
  readonly subject: Span | null;
  readonly predicate: Span | null;
  readonly object: Span | null;
  /** What is left: places, times, manners. */
  readonly modifiers: readonly Span[];
  /** Indices into the verdict's `claims`: the findings whose words lie in this claim. */
  readonly findings: readonly number[];
  /** For what has no truth value: that names, numbers, dates and quotations alone are checked. */
  readonly note?: string;
}

/** What the check says of a whole text. */
export interface Verdict {
  readonly label: VerdictLabel;
  /** Support 0..1. */
  readonly score: number;
  /** All findings, in the order of the text. */
  readonly claims: readonly ClaimVerdict[];
  /** The claims that the text makes, with the findings of each; absent for ads and in verdicts of older checkers. */
  readonly statements?: readonly Statement[];
  readonly checker: { readonly name: string; readonly version: string };
  /** What the scorer makes of the text as a whole; absent where the rules judged alone. */
  readonly assessment?: FactAssessment;
}
