import type { AnalysedArticle } from './analyse-article.ts';
import { contentWords } from './article-places.ts';
import { contextFit } from './context-fit.ts';
import { oppositeSenses, stemsOfSide } from './opposite-words.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isCapitalised, type Word } from './words.ts';

/** Least share of the text's other words beside the opposite word in the article. */
const leastFit = 0.3;
/** By how much the opposite must fit better where the article has both. */
const margin = 0.2;
/** Pairs up to this one speak of more or less; those behind it of yes or no. */
const comparativePairs = 14;

/**
 * "Prices rise" where the article, in the same words, only has them fall; "rejects" for "accepts"; "largest" for
 * "smallest". A word that the article has too is doubted only if its opposite fits the text's other words clearly better.
 */
export function oppositeClaims(words: readonly Word[], article: AnalysedArticle): ClaimVerdict[] {
  const content = contentWords(words);
  return words.flatMap((word, at): ClaimVerdict[] => {
    const senses = oppositeSenses(word.folded);
    if (senses.length === 0 || isOfTime(words, at) || isParticle(words, at)) return [];
    if (/^(?:may|more|above|below)$/u.test(word.folded)) return [];
    const context = content.filter((other) => other.at !== at);
    if (context.length < 2) return [];
    const best = (stems: ReadonlySet<string>): { fit: number; at: number } => {
      let found = { fit: -1, at: -1 };
      for (const one of stems)
        for (const position of article.index.stemPositions.get(one) ?? []) {
          const there = article.index.words[position]!;
          // "Los Angeles", "the Open": a capital within a sentence is a name's.
          if (isOfTime(article.index.words, position) || (isCapitalised(there.text) && !there.opens)) continue;
          const fit = contextFit(context, at, position, article);
          if (fit > found.fit) found = { fit, at: position };
        }
      return found;
    };
    const ownStem = new Set([word.stem]);
    // Whatever the word's several senses, one that the article bears out is enough.
    let agreeing = best(ownStem).fit;
    let worst = { fit: -1, at: -1, pair: -1 };
    for (const sense of senses) {
      agreeing = Math.max(agreeing, best(stemsOfSide(sense)).fit);
      const opposing = best(stemsOfSide({ pair: sense.pair, side: sense.side === 0 ? 1 : 0 }));
      if (opposing.fit > worst.fit) worst = { ...opposing, pair: sense.pair };
    }
    if (worst.fit < leastFit || worst.fit < agreeing + margin) return [];
    const other = article.index.words[worst.at]!;
    const kind = worst.pair < comparativePairs ? 'comparative' : 'negation';
    return [
      {
        kind,
        rule: kind === 'comparative' ? 'comparative/reversed' : 'negation/opposite',
        label: 'contradicted',
        textSpan: { start: word.start, end: word.end },
        evidence: [{ start: other.start, end: other.end, support: 0 }],
        reason: `The text says “${word.text}”; of this the article says “${other.text}”.`,
      },
    ];
  });
}

/** "Hits back at", "is back in": no backing. */
function isParticle(words: readonly Word[], at: number): boolean {
  return words[at]!.folded === 'back' && /^(?:at|in|to|from|on|into|with|)$/u.test(words[at + 1]?.folded ?? '');
}

/** "Last week", "last year": a time, no end of a row. */
function isOfTime(words: readonly Word[], at: number): boolean {
  return (
    words[at]!.folded === 'last' &&
    /^(?:week|month|year|night|summer|winter|spring|autumn|fall|minute|time|season|\p{L}+day|\p{L}+ber|january|february|march|april|may|june|july|august|few|two|three|decade|century)s?$/u.test(
      words[at + 1]?.folded ?? '',
    )
  );
}
