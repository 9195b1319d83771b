import type { AnalysedArticle } from '../facts/analyse-article.ts';
import { swappedFacts } from '../facts/score/swapped-facts.ts';
import type { ClaimVerdict, Span, Verdict } from '../facts/verdict.ts';
import { wordsOf } from '../facts/words.ts';

/** One wrong number or name put right from the article. */
export interface Repair {
  /** The text with it put right. */
  readonly text: string;
  /** Where in the repaired text. */
  readonly span: Span;
  readonly said: string;
  readonly now: string;
  /** Where the article has it. */
  readonly evidence: Span | null;
}

const repairable: ReadonlySet<ClaimVerdict['kind']> = new Set(['number', 'name', 'binding']);

/**
 * What would put a text right whose only fault is one number or name, when the article has another in its place: the
 * one that the finding points at, else those of the sentences nearest to the rest of the text. Empty when more is wrong, or
 * nothing fits. Each is to be checked again like any other text.
 */
export function repairsOf(text: string, verdict: Verdict, article: AnalysedArticle): Repair[] {
  const wrong = verdict.claims.filter(({ label, kind }) => label !== 'supported' && kind !== 'sentence');
  const [fault] = wrong;
  if (wrong.length !== 1 || !fault || !repairable.has(fault.kind)) return [];
  const { start, end } = fault.textSpan;
  const said = text.slice(start, end).trim();
  const pointed = fault.evidence
    .filter(({ support }) => support === 0)
    .map((span) => ({ now: article.body.slice(span.start, span.end).trim(), evidence: span }));
  const near = swappedFacts(text, article, { each: 2, within: fault.textSpan }).map(({ alternative }) => ({
    now: alternative,
    evidence: null,
  }));
  const seen = new Set([said]);
  return [...pointed, ...near]
    .filter(({ now }) => fits(said, now) && !seen.has(now) && seen.add(now))
    .map(({ now, evidence }) => ({
      text: text.slice(0, start) + now + text.slice(start + said.length),
      span: { start, end: start + now.length },
      said,
      now,
      evidence: evidence && { start: evidence.start, end: evidence.end },
    }));
}

/** A name goes for a name and a number for a number, of a few words. */
function fits(said: string, now: string): boolean {
  const isNumber = (text: string) => /\p{N}/u.test(text);
  return (
    now !== '' &&
    wordsOf(now).length <= wordsOf(said).length + 2 &&
    !(isNumber(said) && !isNumber(now) && /^\p{Lu}/u.test(now))
  );
}
