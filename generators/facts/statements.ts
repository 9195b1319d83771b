import type { AnalysedArticle } from './analyse-article.ts';
import { isFirstName } from './common-words.ts';
import type { TextClause } from './text-clause.ts';
import type { ClaimVerdict, Span, Statement, StatementForm } from './verdict.ts';
import { wordsOf } from './words.ts';

const teaser =
  /^(?:how|why|what|when|where|who|which|here['’]?s|here are|this is|these|meet|watch|inside|\d+ (?:\p{L}+ ){0,3}?(?:things|ways|reasons|facts|tips|moments|photos|times|signs))\b/iu;

/** Whether a text can be true or false; questions and teasers cannot, and a text without a verb names but does not state. */
export function formOf(text: string, clause: TextClause): StatementForm {
  if (/\?["”’')]*\s*$/u.test(text)) return 'question';
  if (teaser.test(text.trim()) || /(?:…|\.{3})["”’')]*\s*$/u.test(text)) return 'teaser';
  return clause.verb === null ? 'label' : 'statement';
}

const notes: Readonly<Record<Exclude<StatementForm, 'statement'>, string>> = {
  question: 'A question states nothing: only its names, numbers, dates and quotations are checked.',
  teaser: 'A teaser states nothing: only its names, numbers, dates and quotations are checked.',
  label: 'No verb was found: only the names, numbers, dates, quotations and single words are checked.',
};

/**
 * The claims of a text. Parts divided by a semicolon are claims of their own; a single claim is parsed into who does what
 * to whom and completed from the article: a surname to the whole name that the article gives first, "to" to "is to".
 */
export function statementsOf(
  text: string,
  clause: TextClause,
  findings: readonly ClaimVerdict[],
  article: AnalysedArticle,
): Statement[] {
  const form = formOf(text, clause);
  const parts = partsOf(text);
  return parts.map((textSpan): Statement => {
    const within = (span: Span | null): Span | null =>
      span && span.start >= textSpan.start && span.end <= textSpan.end ? span : null;
    const partForm = form === 'statement' && parts.length > 1 && !within(clause.predicate) ? 'statement' : form;
    return {
      textSpan,
      form: partForm,
      sentence: completed(text, textSpan, clause, article),
      subject: within(clause.subject),
      predicate: within(clause.predicate),
      object: within(clause.object),
      modifiers: clause.modifiers.filter((span) => within(span) !== null),
      findings: findings.flatMap((finding, index) =>
        finding.textSpan.start < textSpan.end && finding.textSpan.end > textSpan.start ? [index] : [],
      ),
      ...(partForm !== 'statement' && { note: notes[partForm] }),
    };
  });
}

function partsOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/;\s+|$/gu)) {
    if (text.slice(start, match.index).trim() !== '') spans.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  return spans.length > 0 ? spans : [{ start: 0, end: text.length }];
}

/** The claim as a sentence: names in full, the verb that a headline leaves out put in, a full stop behind. */
function completed(text: string, span: Span, clause: TextClause, article: AnalysedArticle): string {
  const pieces: { start: number; end: number; by: string }[] = [];
  const named = wordsOf(text.slice(span.start, span.end));
  for (const word of named) {
    const whole = wholeName(word.text, word.folded, article);
    const at = span.start + word.start;
    const alone = !/\p{Lu}[\p{L}.'’]*\s$/u.test(text.slice(0, at));
    if (whole && alone) pieces.push({ start: at, end: at + word.text.replace(/['’]s$/u, '').length, by: whole });
  }
  const { predicate, subject } = clause;
  if (predicate && subject && predicate.start >= span.start && predicate.end <= span.end) {
    const said = text.slice(predicate.start, predicate.end);
    const plural =
      /s$/u.test(text.slice(subject.start, subject.end)) &&
      !/(?:ss|us|is)$/u.test(text.slice(subject.start, subject.end));
    if (/^to\s/iu.test(said))
      pieces.push({ start: predicate.start, end: predicate.start, by: plural ? 'are ' : 'is ' });
    else if (clause.passive && !/^(?:is|are|was|were|be|has|have|had|will)\b/iu.test(said))
      pieces.push({ start: predicate.start, end: predicate.start, by: plural ? 'were ' : 'was ' });
  }
  let sentence = '';
  let from = span.start;
  for (const piece of pieces.sort((left, right) => left.start - right.start)) {
    if (piece.start < from) continue;
    sentence += text.slice(from, piece.start) + piece.by;
    from = piece.end;
  }
  sentence = (sentence + text.slice(from, span.end)).trim();
  return /[.!?…]["”’)]*$/u.test(sentence) ? sentence : `${sentence}.`;
}

/** The whole name behind a surname: the capitalised words before it where the article has it first. */
function wholeName(written: string, folded: string, { index, body }: AnalysedArticle): string | null {
  if (!/^\p{Lu}\p{Ll}/u.test(written) || index.small.has(folded)) return null;
  const first = index.positions.get(folded)?.[0];
  if (first === undefined) return null;
  let from = first;
  const partOfName = (at: number): boolean =>
    /^\p{Lu}\p{Ll}+$/u.test(index.words[at]!.text) &&
    body.slice(index.words[at]!.end, index.words[at + 1]!.start) === ' ';
  while (from > 0 && first - from < 2 && !isFirstName(index.words[from]!.folded) && partOfName(from - 1)) from--;
  const before = index.words[from]!;
  if (from === first || !isFirstName(before.folded)) return null;
  return body.slice(before.start, index.words[first]!.end).replace(/['’]s$/u, '');
}
