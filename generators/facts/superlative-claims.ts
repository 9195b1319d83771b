import type { AnalysedArticle } from './analyse-article.ts';
import type { ClaimVerdict } from './verdict.ts';

/** Claims that outbid all others or promise the uncertain; advertising codes want proof of them. */
const superlative =
  /(?<![\p{L}\p{N}])(?:best|cheapest|finest|fastest|greatest|lowest|top|ultimate|perfect|unbeatable|unmatched|unrivalled|world[- ]class|number one|no\.? ?1|#1|guaranteed?|free|risk[- ]free|miracle|only)(?![\p{L}\p{N}])/giu;

/** Superlatives and guarantees of an ad title that its facts do not make. */
export function superlativeClaims(text: string, facts: AnalysedArticle): ClaimVerdict[] {
  const stated = facts.plain.toLowerCase();
  return [...text.matchAll(superlative)].map((match): ClaimVerdict => {
    const said = match[0].toLowerCase();
    const at = phraseAt(stated, said);
    const textSpan = { start: match.index, end: match.index + match[0].length };
    if (at >= 0)
      return {
        kind: 'fact',
        rule: 'fact/stated',
        label: 'supported',
        textSpan,
        evidence: [{ start: at, end: at + said.length, support: 1 }],
        reason: `The facts say “${match[0]}” themselves.`,
      };
    return {
      kind: 'fact',
      rule: 'fact/superlative',
      label: 'contradicted',
      textSpan,
      evidence: [],
      reason: `“${match[0]}” is a claim that the ad's facts do not make.`,
    };
  });
}

/** Offset of a phrase that stands in a text as whole words, or -1. */
function phraseAt(text: string, phrase: string): number {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    if (!letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + phrase.length] ?? ' ')) return at;
  }
  return -1;
}
