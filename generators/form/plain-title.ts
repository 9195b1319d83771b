import { parseRules } from '../../profiles/rules/parse-rules.ts';

/** What a plain title does without: it says what happened and leaves the reader's feelings to the reader. */
const unplain = {
  question: /\?/u,
  exclamation: /!/u,
  'trailing off': /…|\.\.\./u,
  // “How a harbour was saved”, “Why it matters”, “This is what …”: the news is withheld to be clicked for.
  teaser: /^(?:how|why|what|when|where|who|which|this|these|here(?:[’']s| is| are)|meet|inside|watch)\b/iu,
  'address of the reader': /\b(?:you|your|yours|you[’'](?:re|ll|ve))\b/iu,
  'loaded word':
    /\b(?:amazing|astonishing|bombshell|devastating|epic|explosive|extraordinary|furious|heartbreaking|horrifying|incredible|insane|jaw-dropping|mind-blowing|must-see|outrageous|sensational|shock(?:ed|er|ing|s)?|slam(?:med|s)?|stunning|terrifying|unbelievable|viral)\b/iu,
} as const;

/** Whether a reader's or editor's rules ask for plain titles. */
export const asksForPlainTitles = (rules: readonly string[] | undefined): boolean =>
  parseRules(rules ?? []).some(({ asks }) => asks === 'plainTitles');

/** Why a title is not plain, e.g. `not plain: question`; empty when it is. */
export function plainTitleFaults(title: string): string[] {
  return Object.entries(unplain)
    .filter(([, holds]) => holds.test(title))
    .map(([name]) => `not plain: ${name}`);
}

/** The faults of a text by the reader's rules on form; none where they ask for nothing. */
export const ruleFaults = (title: string, rules: readonly string[] | undefined): string[] =>
  asksForPlainTitles(rules) ? plainTitleFaults(title) : [];
