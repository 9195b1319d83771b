import { aliasesOf } from './aliases.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { contentWords } from './article-places.ts';
import { isFirstName, isKnownPlace } from './common-words.ts';
import { contextFit } from './context-fit.ts';
import type { NameMention } from './names.ts';
import { wordIndexAt } from './shared-context.ts';
import type { ClaimVerdict } from './verdict.ts';
import type { Word } from './words.ts';

/** By how much another name must fit the text's words better, and how well at least. */
const margin = 0.02;
const leastOther = 0.2;
const leadSentences = 2;

/**
 * A name of the article given to what another one is or does: another name of the article, none of the text's, stands
 * among the text's other words, and this one does not.
 */
export function nameBindingClaims(
  text: string,
  words: readonly Word[],
  supported: readonly ClaimVerdict[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  const inText = new Set(words.map(({ stem }) => stem));
  // "Kazakh" and "Kazakhstan" are one: names that begin alike are no others.
  const starts = words.map(({ folded }) => folded.slice(0, 5));
  const others = article.names.filter(
    (name) =>
      !name.words.some(
        ({ stem, folded }) => inText.has(stem) || (folded.length > 4 && starts.includes(folded.slice(0, 5))),
      ),
  );
  return supported.flatMap((claim): ClaimVerdict[] => {
    if (claim.kind !== 'name' || claim.rule !== 'name/as-written') return [];
    const { start, end } = claim.textSpan;
    const name = words.filter((word) => word.start >= start && word.end <= end);
    const context = contentWords(words).filter(({ at }) => words[at]!.end <= start || words[at]!.start >= end);
    const sort = sortOf(name, article);
    if (context.length < 3 || sort === null) return [];
    const textAt = wordIndexAt(words, start);
    const places = article.index.positions.get(name.at(-1)!.folded) ?? [];
    // Whom the lead names the story is about, whatever stands nearer to the text's words further down.
    if (places.some((at) => article.places.sentenceOf[at]! < leadSentences)) return [];
    const ownFit = places.reduce((best, at) => Math.max(best, contextFit(context, textAt, at, article)), 0);
    const aliased = hasAliases(name);
    let better: NameMention | null = null;
    let betterFit = 0;
    for (const other of others) {
      if (sortOf(other.words, article) !== sort || hasAliases(other.words) !== aliased) continue;
      const fit = contextFit(context, textAt, wordIndexAt(article.index.words, other.start), article);
      if (fit <= betterFit) continue;
      betterFit = fit;
      better = other;
    }
    if (!better || betterFit < leastOther || betterFit < ownFit + margin) return [];
    const said = text.slice(start, end);
    const there = article.body.slice(better.start, better.end);
    return [
      {
        kind: 'binding',
        rule: 'binding/name',
        label: 'contradicted',
        textSpan: { start, end },
        evidence: [{ start: better.start, end: better.end, support: 0 }],
        reason: `Of this the article names “${there}”; “${said}” it names for something else.`,
      },
    ];
  });
}

/** Countries and great bodies stand everywhere; a town or a person does not stand in their place. */
function hasAliases(name: readonly Word[]): boolean {
  return aliasesOf(name.map(({ folded }) => folded)).length > 0;
}

/** What a name is known to be; null when nothing tells. Only like may stand for like. */
export function sortOf(name: readonly Word[], { index }: AnalysedArticle): 'person' | 'place' | null {
  if (name.length > 1 && isFirstName(name[0]!.folded)) return 'person';
  if (isKnownPlace(name.map(({ folded }) => folded).join(' ')) && !isFirstName(name[0]!.folded)) return 'place';
  // A surname alone, where the article gives the first name too.
  const behindFirstName = (index.positions.get(name[0]!.folded) ?? []).some(
    (at) => at > 0 && isFirstName(index.words[at - 1]!.folded),
  );
  return name.length === 1 && behindFirstName ? 'person' : null;
}
