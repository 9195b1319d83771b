import type { AnalysedArticle } from './analyse-article.ts';
import { agree } from './number-agreement.ts';
import type { NumberMention } from './number-reading.ts';
import type { ClaimVerdict } from './verdict.ts';

/** "Less than $8 million" where the article has more, or says "more than"; and the other way round. */
export function boundClaims(text: string, numbers: readonly NumberMention[], article: AnalysedArticle): ClaimVerdict[] {
  return numbers.flatMap((number): ClaimVerdict[] => {
    const { hedge } = number;
    if (hedge !== 'over' && hedge !== 'under') return [];
    // "Nearly" and "up to" come near from below, and are not meant here.
    const head = text.slice(Math.max(0, number.start - 16), number.start);
    const under = /\b(?:less|fewer) than\s*$|\b(?:under|below)\s*$/iu.test(head);
    const over = /\b(?:more than|over|above|at least)\s*$/iu.test(head);
    if (!under && !over) return [];
    const own = article.numbers.filter((found) => agree(number, found) !== null);
    const against = own.filter((found) => {
      if (found.hedge === 'over' || found.hedge === 'under')
        return under ? found.hedge === 'over' : found.hedge === 'under' && found.value <= number.value;
      return under ? found.value > number.value * 1.0001 : found.value < number.value * 0.9999;
    });
    const first = against[0];
    if (!first || against.length < own.length) return [];
    const at = { start: first.start, end: first.end };
    return [
      {
        kind: 'comparative',
        rule: 'comparative/reversed',
        label: 'contradicted',
        textSpan: { start: number.start - (/\S+(?:\s+than)?\s*$/u.exec(head)?.[0].length ?? 0), end: number.end },
        evidence: [{ ...at, support: 0 }],
        reason: `The article has “${article.body.slice(at.start, at.end).trim()}”: ${under ? 'not less' : 'not more'} than the text's number.`,
      },
    ];
  });
}
