import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { type CheckOptions, checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import type { ClaimVerdict, Verdict } from '../../generators/facts/verdict.ts';

/** A Wednesday. */
export const publishedAt = '2026-03-04T09:00:00Z';

/** What the rules alone say of a text about an article. */
export async function checkText(body: string, text: string, options?: CheckOptions): Promise<Verdict> {
  return checkFactsAgainst(text, null, await analyseArticle({ body, publishedAt, language: 'en' }), options);
}

/** The claims of one kind, as `text → label`. */
export function labelsOf(verdict: Verdict, kind: ClaimVerdict['kind'], text: string): string[] {
  return verdict.claims
    .filter((claim) => claim.kind === kind)
    .map(({ textSpan, label }) => `${text.slice(textSpan.start, textSpan.end).trim()} → ${label}`);
}
