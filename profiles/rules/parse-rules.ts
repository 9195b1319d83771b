import { singular } from '../interests/term-extraction.ts';

/** A rule as a user or editor wrote it, and what it asks. */
export type ReaderRule =
  | { readonly text: string; readonly asks: 'without'; readonly topic: string; readonly words: readonly string[] }
  | { readonly text: string; readonly asks: 'plainTitles' }
  | { readonly text: string; readonly asks: 'unclear' };

const refusal = /^(?:please[\s,]+)?(?:no(?: more)?|not|never|without|nothing (?:about|on)|hide|avoid)\s+(.+)$/iu;
const plainTitles =
  /^(?:only\s+|use\s+|write\s+)?(?:plain|sober|simple|neutral)\s+(?:titles?|headlines?)(?:\s+(?:only|please))?$/iu;

/**
 * Reads rules such as `no crime`, `never Politics`, `nothing about football` and `plain titles`. What is not understood is kept
 * as `unclear`, so that whoever wrote it can be told; no rule is dropped in silence.
 */
export function parseRules(rules: readonly string[]): ReaderRule[] {
  return rules
    .flatMap((text) => text.split(/[;\n]/).map((part) => part.trim()))
    .filter(Boolean)
    .map(parseRule);
}

function parseRule(text: string): ReaderRule {
  const bare = text.replace(/[.!]+$/, '').trim();
  if (plainTitles.test(bare)) return { text, asks: 'plainTitles' };
  const topic = refusal
    .exec(bare)?.[1]
    ?.replace(/\s+(?:news|stories|articles|please)$/iu, '')
    .trim();
  const words = topic ? wordsOf(topic) : [];
  if (!topic || words.length === 0) return { text, asks: 'unclear' };
  return { text, asks: 'without', topic, words };
}

/** Words of a text as rules compare them: lower case, singular. */
export const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
