import type { AnalysedArticle } from './analyse-article.ts';
import type { ClaimVerdict } from './verdict.ts';

/** Claims that outbid all others or promise the uncertain; advertising codes want proof of them. */
const superlative =
  /\b(?:best|cheapest|finest|fastest|greatest|lowest|top|ultimate|perfect|unbeatable|unmatched|unrivalled|world[- ]class|number one|no\.? ?1|#1|guaranteed?|free|risk[- ]free|miracle|only)\b/giu;

/** Superlatives and guarantees of an ad title that its facts do not make. */
export function superlativeClaims(text: string, facts: AnalysedArticle): ClaimVerdict[] {
  const stated = facts.plain.toLowerCase();
  return [...text.matchAll(superlative)].map((match): ClaimVerdict => {
    const said = match[0].toLowerCase();
    const at = stated.search(new RegExp(`\\b${said.replace(/[.*+?^${}()|[\]\\#]/gu, '\\$&')}\\b`, 'u'));
    const textSpan = { start: match.index, end: match.index + match[0].length };
    if (at >= 0)
      return {
        kind: 'fact',
        label: 'supported',
        textSpan,
        evidence: [{ start: at, end: at + said.length, support: 1 }],
        reason: `The facts say “${match[0]}” themselves.`,
      };
    return {
      kind: 'fact',
      label: 'contradicted',
      textSpan,
      evidence: [],
      reason: `“${match[0]}” is a claim that the ad's facts do not make.`,
    };
  });
}
