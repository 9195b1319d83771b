import { parseRules, type ReaderRule, wordsOf } from './parse-rules.ts';

type Without = Extract<ReaderRule, { asks: 'without' }>;

/**
 * Whether a text or its section is what a rule keeps out: the section's name holds the topic's words, or the text says
 * them one after the other. A rule is taken at its word: `no crime` does not know that a burglary is one, unless the
 * section says so.
 */
export function isRuledOut(text: string, section: string | undefined, rule: Without): boolean {
  return holds(wordsOf(section ?? ''), rule.words) || holds(wordsOf(text), rule.words);
}

function holds(words: readonly string[], wanted: readonly string[]): boolean {
  for (let start = 0; start + wanted.length <= words.length; start++)
    if (wanted.every((word, offset) => words[start + offset] === word)) return true;
  return false;
}

/** The rules that keep topics out. */
export const withoutRulesOf = (rules: readonly ReaderRule[]): Without[] =>
  rules.filter((rule): rule is Without => rule.asks === 'without');

/** What a rule did to a profile, to be shown beside it. */
export interface RuleEffect {
  readonly rule: string;
  readonly asks: ReaderRule['asks'];
  /** Items of the history that no longer count. */
  readonly itemsLeftOut: number;
}

/** Keeps the rows that no rule forbids, and says what each rule did. */
export function obeyRules<Row extends { readonly itemId: string }>(
  rows: readonly Row[],
  rules: readonly ReaderRule[],
  itemOf: (itemId: string) => { readonly text: string; readonly category?: string } | undefined,
): { readonly kept: Row[]; readonly effects: RuleEffect[] } {
  const leftOut = rules.map(() => 0);
  const kept = rows.filter(({ itemId }) => {
    const item = itemOf(itemId);
    let out = false;
    for (const [index, rule] of rules.entries())
      if (item && rule.asks === 'without' && isRuledOut(item.text, item.category, rule)) {
        leftOut[index]!++;
        out = true;
      }
    return !out;
  });
  const effects = rules.map(({ text, asks }, index) => ({ rule: text, asks, itemsLeftOut: leftOut[index]! }));
  return { kept, effects };
}

/** What a profile's rules ask and did; of a profile that nothing was learnt for, what they ask. */
export const ruleEffectsOf = (profile: {
  readonly rules?: readonly string[];
  readonly ruleEffects?: readonly RuleEffect[];
}): readonly RuleEffect[] =>
  profile.ruleEffects ??
  parseRules(profile.rules ?? []).map(({ text, asks }) => ({ rule: text, asks, itemsLeftOut: 0 }));
