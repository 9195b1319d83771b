import type { AdFacts } from '../../datasets/item.ts';
import { adFactsText } from '../ad-title/ad-facts-text.ts';
import { type AnalysedArticle, analyseArticle } from './analyse-article.ts';
import { checkFactsAgainst, worstLabel } from './check-facts.ts';
import { superlativeClaims } from './superlative-claims.ts';
import { unstatedWordClaims } from './unstated-word-claims.ts';
import type { Verdict } from './verdict.ts';

/** Names this check in every verdict; the version changes with any rule. */
export const adChecker = { name: 'masthead-ad-rules', version: '2' } as const;

/** Reads an ad's facts once for many titles. */
export function analyseAdFacts(facts: AdFacts, language = 'en'): Promise<AnalysedArticle> {
  return analyseArticle({ body: adFactsText(facts), language });
}

/**
 * Checks an ad title against the ad's facts alone: numbers, dates, names and quotations as in an article, every content
 * word must stand in the facts, and superlatives are refused unless the facts themselves make them.
 * @param historyText titles of what the reader read, one a line; what stands only there is a leak
 */
export function checkAdTitle(text: string, facts: AnalysedArticle, historyText = ''): Verdict {
  const base = checkFactsAgainst(text, null, facts, { historyText, isList: true });
  if (!facts.language.served) return { ...base, checker: adChecker };
  const claims = [...base.claims, ...unstatedWordClaims(text, facts, base.claims), ...superlativeClaims(text, facts)];
  const label = worstLabel(claims);
  return {
    label,
    score:
      label === 'contradicted'
        ? 0
        : claims.filter((claim) => claim.label === 'supported').length / Math.max(1, claims.length),
    claims,
    checker: adChecker,
  };
}
