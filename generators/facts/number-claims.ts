import type { AnalysedArticle } from './analyse-article.ts';
import { findPhrase, spanOf } from './article-words.ts';
import { type Agreement, agree } from './number-agreement.ts';
import type { NumberMention } from './number-reading.ts';
import { contentStems, shareContext, wordIndexAt } from './shared-context.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import { isCapitalised, type Word } from './words.ts';

const supportOf: Readonly<Record<Exclude<Agreement, null>, number>> = {
  same: 1,
  converted: 1,
  hedged: 0.9,
  rounded: 0.8,
};
// "one of them", "no one", "this one": no count.
const pronounBefore = new Set('no this that the each every any some which another only'.split(' '));

/**
 * Every number of a text must be one the article gives, whatever way it is written. A different number of the same
 * things contradicts, also when the article has the figure for something else; a number that is nowhere cannot be
 * verified.
 */
export function numberClaims(
  text: string,
  words: readonly Word[],
  numbers: readonly NumberMention[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  return numbers.filter((number) => isCount(text, words, number)).map((number) => judge(text, words, number, article));
}

function isCount(text: string, words: readonly Word[], number: NumberMention): boolean {
  if (number.value !== 1 || text.slice(number.start, number.end).toLowerCase() !== 'one') return true;
  const at = wordIndexAt(words, number.start);
  const following = words[at + 1]?.folded ?? 'of';
  return following !== 'of' && !pronounBefore.has(words[at - 1]?.folded ?? '');
}

function judge(text: string, words: readonly Word[], number: NumberMention, article: AnalysedArticle): ClaimVerdict {
  const said = text.slice(number.start, number.end).trim();
  const claim = { kind: 'number', textSpan: { start: number.start, end: number.end } } as const;
  const agreeing = article.numbers
    .map((found) => ({ found, how: agree(number, found) }))
    .filter((pair): pair is { found: NumberMention; how: Exclude<Agreement, null> } => pair.how !== null);
  const other = otherCount(number, article.numbers);
  const bound = agreeing.filter(({ found }) => sameThings(number, found));
  if (agreeing.length > 0 && (bound.length > 0 || !other)) {
    const chosen = (bound.length > 0 ? bound : agreeing)
      .sort((a, b) => supportOf[b.how] - supportOf[a.how])
      .slice(0, 3);
    const best = chosen[0]!;
    return {
      ...claim,
      rule: `number/${best.how}`,
      label: 'supported',
      evidence: chosen.map(({ found, how }) => ({ start: found.start, end: found.end, support: supportOf[how] })),
      reason: `“${said}” agrees with “${article.body.slice(best.found.start, best.found.end).trim()}” in the article.`,
    };
  }
  const signs = agreeing.length > 0 ? null : sameSigns(words, number, article);
  const literal = agreeing.length > 0 ? null : (signs ?? singleThing(number, article));
  if (literal) {
    const found = article.body.slice(literal.start, literal.end);
    return {
      ...claim,
      rule: literal === signs ? 'number/same-signs' : 'number/single-thing',
      label: 'supported',
      evidence: [{ ...literal, support: 1 }],
      reason: `The article says “${found}”.`,
    };
  }
  const around = contentStems(words, number.start, number.end);
  const conflict = other ?? article.numbers.find((found) => contradicts(number, found, around, article));
  if (conflict) {
    return {
      ...claim,
      rule: conflict === other ? 'number/other-count' : 'number/other-figure',
      label: 'contradicted',
      evidence: [{ start: conflict.start, end: conflict.end, support: 0 }],
      reason: `The article says “${withNoun(article, conflict)}”, not “${said}”.`,
    };
  }
  return {
    ...claim,
    rule: 'number/absent',
    label: 'not_verifiable',
    evidence: [],
    reason: `The article gives no number like “${said}”.`,
  };
}

/** Whether both count the same, or one does not say what it counts. */
function sameThings(claim: NumberMention, found: NumberMention): boolean {
  if (claim.nouns.length === 0 || found.nouns.length === 0) return true;
  return claim.nouns.some((noun) => found.nouns.includes(noun)) || (claim.unit !== null && claim.unit === found.unit);
}

/** Another number of the very things that the text counts: "12 buses" where the text has "three buses". */
function otherCount(claim: NumberMention, numbers: readonly NumberMention[]): NumberMention | null {
  const head = claim.nouns[0];
  if (head === undefined || claim.kind !== 'cardinal' || claim.unit !== null || claim.value === 1) return null;
  const same = numbers.filter((found) => found.kind === 'cardinal' && found.unit === null && found.nouns[0] === head);
  if (same.some((found) => agree(claim, found))) return null;
  return same.find((found) => found.value !== 1) ?? null;
}

function contradicts(
  claim: NumberMention,
  found: NumberMention,
  around: ReadonlySet<string>,
  article: AnalysedArticle,
): boolean {
  if (found.yearLike || found.kind !== claim.kind || found.unit !== claim.unit) return false;
  if (claim.nouns.length > 0 && found.nouns.some((noun) => claim.nouns.includes(noun))) return true;
  return claim.unit !== null && shareContext(around, found, article);
}

/** "Highway 61", "Apollo 11": the word before and the figure stand side by side in the article. */
function sameSigns(words: readonly Word[], number: NumberMention, article: AnalysedArticle): Span | null {
  const at = wordIndexAt(words, number.start);
  const before = words[at - 1];
  const figure = words[at];
  // Only a name makes a figure part of itself; "by 12" is no sign of anything.
  if (!before || !figure || number.unit !== null || !isCapitalised(before.text)) return null;
  const from = findPhrase(article.index, [before.folded, figure.folded]);
  return from === -1 ? null : spanOf(article.index.words, from, from + 1);
}

/** "one tanker" for "a tanker". */
function singleThing(number: NumberMention, { index }: AnalysedArticle): Span | null {
  if (number.value !== 1 || number.kind !== 'cardinal' || number.unit === 'percent') return null;
  for (const noun of number.nouns) {
    for (const at of index.stemPositions.get(noun) ?? []) {
      for (const before of [at - 1, at - 2]) {
        if (/^(?:an?|single|sole|lone)$/u.test(index.words[before]?.folded ?? ''))
          return spanOf(index.words, before, at);
      }
    }
  }
  return null;
}

function withNoun(article: AnalysedArticle, found: NumberMention): string {
  const at = wordIndexAt(article.index.words, found.end);
  const next = found.nouns.length > 0 ? article.index.words[at] : undefined;
  return article.body.slice(found.start, next?.end ?? found.end).trim();
}
