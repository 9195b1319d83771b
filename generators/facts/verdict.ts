/** Character offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const verdictLabels = ['supported', 'contradicted', 'not_verifiable'] as const;
export type VerdictLabel = (typeof verdictLabels)[number];

export const claimKinds = ['number', 'date', 'name', 'quotation', 'sentence', 'fact', 'leak'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** One checkable piece of a text, and what the source says of it. */
export interface ClaimVerdict {
  readonly kind: ClaimKind;
  readonly label: VerdictLabel;
  /** Where in the text. */
  readonly textSpan: Span;
  /** Where in the source (the article's body, or the ad's facts joined by newlines). */
  readonly evidence: readonly (Span & { readonly support: number })[];
  /** One plain sentence. */
  readonly reason: string;
}

/** What the check says of a whole text. */
export interface Verdict {
  readonly label: VerdictLabel;
  /** Support 0..1. */
  readonly score: number;
  readonly claims: readonly ClaimVerdict[];
  readonly checker: { readonly name: string; readonly version: string };
}
