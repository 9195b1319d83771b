import type { AnalysedArticle } from './analyse-article.ts';
import { findPhrase, spanOf } from './article-words.ts';
import { findQuotations, type Quotation } from './quotations.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import { wordsOf } from './words.ts';

/** Share of a quotation's words that an article's quotation must hold to be shown as what was really said. */
const resemblance = 0.5;

/** What is quoted must stand in the article word for word, but for capitals and punctuation; else it is contradicted. */
export function quotationClaims(text: string, article: AnalysedArticle): ClaimVerdict[] {
  return findQuotations(text).map((quotation) => judge(quotation, article));
}

function judge(quotation: Quotation, article: AnalysedArticle): ClaimVerdict {
  const claim = { kind: 'quotation', textSpan: { start: quotation.start, end: quotation.end } } as const;
  const evidence: Span[] = [];
  let at = 0;
  // An ellipsis or an insertion in brackets leaves words out; what stands between must follow in order.
  for (const part of quotation.text.split(/…|\.{3}|\[[^\]]*\]/u)) {
    const phrase = wordsOf(part).map((word) => word.folded);
    if (phrase.length === 0) continue;
    const from = findPhrase(article.index, phrase, at);
    if (from === -1) return contradicted(claim, quotation, article);
    at = from + phrase.length;
    evidence.push(spanOf(article.index.words, from, at - 1));
  }
  const quotedThere = evidence.every((span) =>
    article.quotations.some((said) => said.start <= span.start && said.end >= span.end),
  );
  return {
    ...claim,
    rule: quotedThere ? 'quotation/quoted' : 'quotation/own-words',
    label: 'supported',
    evidence: evidence.map((span) => ({ ...span, support: quotedThere ? 1 : 0.7 })),
    reason: quotedThere
      ? 'The article quotes these words.'
      : "These are the article's own words, which it does not quote.",
  };
}

function contradicted(
  claim: Pick<ClaimVerdict, 'kind' | 'textSpan'>,
  quotation: Quotation,
  article: AnalysedArticle,
): ClaimVerdict {
  const wanted = new Set(wordsOf(quotation.text).map((word) => word.stem));
  let best: Quotation | null = null;
  let bestShare = 0;
  for (const said of article.quotations) {
    const stems = new Set(wordsOf(said.text).map((word) => word.stem));
    let shared = 0;
    for (const stem of wanted) if (stems.has(stem)) shared++;
    if (shared / wanted.size > bestShare) {
      bestShare = shared / wanted.size;
      best = said;
    }
  }
  const near = best && bestShare >= resemblance ? best : null;
  return {
    ...claim,
    rule: near ? 'quotation/altered' : 'quotation/absent',
    label: 'contradicted',
    evidence: near ? [{ start: near.start, end: near.end, support: 0 }] : [],
    reason: near ? `The article quotes other words: “${near.text}”.` : 'The article holds no such words.',
  };
}
