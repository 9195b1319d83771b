import type { AnalysedArticle } from '../analyse-article.ts';
import type { Span, Verdict } from '../verdict.ts';
import { naturalCase } from './natural-case.ts';

/** A text as people would write it, and where its characters stand in the text that was given. */
export interface NaturalText {
  readonly text: string;
  /** A verdict on `text` with its spans in the text that was given. */
  inOriginal(verdict: Verdict): Verdict;
}

/** A mark or an ending that stands apart from the word before it: only machines that cut texts in tokens write so. */
const apart = /\s(?:[,.;:!?%)\]]|'(?:s|re|m|ve|ll|d)|n't|'')(?=\s|$)/u;

/** What joins the word before it, what joins the word behind it, and quotation marks in TeX's manner. */
const pieces =
  /(?<before>\s+)(?=(?:[,.;:!?%)\]]|'(?:s|re|m|ve|ll|d)|n't)(?:\s|$))|(?<=[$£€([])(?<behind>\s+)|(?<opening>``\s*)|(?<closing>\s*'')/gu;

/**
 * A text that machines cut in tokens ("the club 's manager , 44 .") or wrote in small letters, as people would have written
 * it. Any other text is what it was.
 */
export function naturalText(text: string, article: AnalysedArticle): NaturalText {
  if (!apart.test(text)) return { text: naturalCase(text, article), inOriginal: (verdict) => verdict };
  let joined = '';
  const places: number[] = [];
  let end = 0;
  const keep = (until: number) => {
    for (; end < until; end++) {
      joined += text[end];
      places.push(end);
    }
  };
  for (const match of text.matchAll(pieces)) {
    keep(match.index);
    const quotes = match.groups?.opening !== undefined || match.groups?.closing !== undefined;
    if (quotes) {
      joined += '"';
      places.push(match.index + match[0].search(/\S/u));
    }
    end = match.index + match[0].length;
  }
  keep(text.length);
  const moved = ({ start, end: stop }: Span): Span => ({
    start: places[start] ?? text.length,
    end: stop > 0 ? (places[stop - 1] ?? text.length - 1) + 1 : 0,
  });
  return { text: naturalCase(joined, article), inOriginal: (verdict) => withSpans(verdict, moved) };
}

function withSpans(verdict: Verdict, moved: (span: Span) => Span): Verdict {
  const or = (span: Span | null) => span && moved(span);
  const { claims, statements, assessment } = verdict;
  return {
    ...verdict,
    claims: claims.map((claim) => ({ ...claim, textSpan: moved(claim.textSpan) })),
    ...(statements && {
      statements: statements.map((statement) => ({
        ...statement,
        textSpan: moved(statement.textSpan),
        subject: or(statement.subject),
        predicate: or(statement.predicate),
        object: or(statement.object),
        modifiers: statement.modifiers.map(moved),
      })),
    }),
    ...(assessment && { assessment: { ...assessment, weakest: or(assessment.weakest) } }),
  };
}
