import type { AnalysedArticle } from './analyse-article.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isFunctionWord, wordsOf } from './words.ts';

/** Words that sell without stating anything. */
const sellingWords = new Set(
  'buy get try discover enjoy meet choose find see take make save start order visit shop now today new just your yours you our here introducing perfect ready great good simply more less every'.split(
    ' ',
  ),
);

/**
 * Content words of an ad title that stand nowhere in its facts (compared by stem); a title may leave out, never add.
 * @param others claims made already: their words are judged there
 */
export function unstatedWordClaims(
  text: string,
  facts: AnalysedArticle,
  others: readonly ClaimVerdict[],
): ClaimVerdict[] {
  return wordsOf(text).flatMap((word): ClaimVerdict[] => {
    if (isFunctionWord(word.folded) || sellingWords.has(word.folded) || /^\d/u.test(word.folded)) return [];
    if (others.some(({ textSpan }) => word.start < textSpan.end && word.end > textSpan.start)) return [];
    const textSpan = { start: word.start, end: word.end };
    const positions = facts.index.positions.get(word.folded) ?? facts.index.stemPositions.get(word.stem);
    const found = positions && facts.index.words[positions[0]!];
    if (found)
      return [
        {
          kind: 'fact',
          rule: 'fact/stated',
          label: 'supported',
          textSpan,
          evidence: [{ start: found.start, end: found.end, support: 1 }],
          reason: `The facts say “${found.text}”.`,
        },
      ];
    const reason = `“${word.text}” stands nowhere in the ad's facts.`;
    return [{ kind: 'fact', rule: 'fact/unstated-word', label: 'not_verifiable', textSpan, evidence: [], reason }];
  });
}
