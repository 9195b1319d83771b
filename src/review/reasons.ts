/** Why an editor turns a text down; `other` wants a note. */
export const rejectReasons = [
  'not-true',
  'misleading',
  'not-in-article',
  'wrong-emphasis',
  'clickbait',
  'tone',
  'language',
  'house-style',
  'too-personal',
  'duplicate',
  'other',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** The reasons in words. */
export const rejectReasonLabels: Readonly<Record<RejectReason, string>> = {
  'not-true': 'Not true',
  misleading: 'True in its parts, misleading as a whole',
  'not-in-article': 'Not in the article',
  'wrong-emphasis': 'Misses what matters',
  clickbait: 'Promises more than the article gives',
  tone: 'Wrong tone',
  language: 'Grammar or spelling',
  'house-style': 'Against house style',
  'too-personal': 'Tells too much of the reader',
  duplicate: 'Says the same as another text',
  other: 'Something else',
};
