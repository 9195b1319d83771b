import type { AnalysedArticle } from './analyse-article.ts';
import { findPhrase } from './article-words.ts';
import { findQuotations, type Quotation } from './quotations.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import { isCapitalised, isFunctionWord, type Word, wordsOf } from './words.ts';

const saying =
  /\b(?:said|says?|saying|told|tells|added?|adds|stated?|states|explain(?:ed|s)|warn(?:ed|s)|insist(?:ed|s)|noted?|notes|argu(?:ed|es)|remark(?:ed|s)|according to|claim(?:ed|s)|believes?|thinks?|commented|tweeted|wrote|asked|continued|concluded|recalled|admitted|called|calls|described|praised|announced)\b/u;
const after = 130;
const before = 160;

/**
 * A quotation must be of the one whom the text names for it ("Lopez: “…”", "Lopez says “…”"). In the article the speaker
 * stands beside the quotation, in its own sentence or the two before; where only others are named there, with a verb of
 * saying, the words are somebody else's.
 */
export function speakerClaims(text: string, words: readonly Word[], article: AnalysedArticle): ClaimVerdict[] {
  return findQuotations(text).flatMap((quotation): ClaimVerdict[] => {
    const speaker = speakerIn(text, words, quotation);
    if (!speaker) return [];
    const phrase = wordsOf(quotation.text).map(({ folded }) => folded);
    const at = findPhrase(article.index, phrase);
    if (phrase.length < 3 || at === -1) return [];
    const said: Span = { start: article.index.words[at]!.start, end: article.index.words[at + phrase.length - 1]!.end };
    const surrounding = around(article, said);
    const folded = new Set(wordsOf(surrounding.text).map((word) => word.folded));
    if (speaker.some((word) => folded.has(word.folded))) return [];
    const other = namedBeside(surrounding.text, article);
    if (!other || !saying.test(surrounding.text)) return [];
    const name = speaker.map((word) => word.text).join(' ');
    return [
      {
        kind: 'quotation',
        rule: 'quotation/other-speaker',
        label: 'contradicted',
        textSpan: { start: speaker[0]!.start, end: quotation.end },
        evidence: [{ start: surrounding.start, end: surrounding.end, support: 0 }],
        reason: `The article does not have “${name}” say this; beside the words stands “${other}”.`,
      },
    ];
  });
}

/** The name to which a text gives a quotation: alone before a colon, or the first name where a verb of saying follows. */
function speakerIn(text: string, words: readonly Word[], quotation: Quotation): Word[] | null {
  const head = text.slice(0, quotation.start);
  const colon = /^([^:“"]{2,60}):\s*[“"‘']?$/u.exec(head);
  const spoken = colon ?? (saying.test(head) ? /^(.{2,60}?)\s(?=\p{Ll}+\b)/u.exec(head) : null);
  if (!spoken) return null;
  const named = words.filter(
    ({ start, end, text: written, folded }) =>
      start < spoken[1]!.length && end <= spoken[1]!.length && isCapitalised(written) && !isFunctionWord(folded),
  );
  // A whole headline before the colon is no speaker.
  const whole = words.filter(({ end }) => end <= spoken[1]!.length);
  return named.length > 0 && named.length <= 4 && named.length === whole.length ? named : null;
}

/** The quotation's paragraph about it, and the end of the one before where nothing there names a speaker. */
function around(article: AnalysedArticle, said: Span): Span & { text: string } {
  const start = Math.max(0, said.start - before, article.plain.lastIndexOf('\n', said.start - 1) + 1);
  const line = article.plain.indexOf('\n', said.end);
  const end = Math.min(article.plain.length, said.end + after, line === -1 ? Number.POSITIVE_INFINITY : line);
  const own = article.plain.slice(start, said.start) + article.plain.slice(said.end, end);
  const pronoun = /\b(?:he|she|they|who)\b/iu.test(own);
  const from = pronoun ? Math.max(0, start - 400) : start;
  return { start: from, end, text: article.plain.slice(from, said.start) + article.plain.slice(said.end, end) };
}

/** A capitalised word that the article never writes small, or null. */
function namedBeside(text: string, { index }: AnalysedArticle): string | null {
  const name = wordsOf(text).find(
    (word) => isCapitalised(word.text) && !word.opens && !isFunctionWord(word.folded) && !index.small.has(word.folded),
  );
  return name?.text ?? null;
}
