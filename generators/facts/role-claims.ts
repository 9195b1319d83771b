import { isActor } from './actors.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { deedDirections } from './deed-directions.ts';
import { headStems, type TextClause } from './text-clause.ts';
import type { ClaimVerdict, Span } from './verdict.ts';

/** What two do to each other, what one is, and what one undergoes at another's hands: the order says nothing. */
const mutual = new Set(
  'meet met marr join discuss shar play fac draw match ti is are was be becom remain agre nam call talk split part merg link get got receiv suffer los earn need'.split(
    ' ',
  ),
);

/**
 * Who did what to whom: where the article tells of the deed, has the one before it to whom the text has it done, and
 * never the doer of the text, the two were changed over ("Man arrests police"). Passives are turned: "Ash was beaten by
 * Lopez" has Lopez for its doer.
 */
export function roleClaims(text: string, clause: TextClause, article: AnalysedArticle): ClaimVerdict[] {
  const { subject, object, verb, passive } = clause;
  if (!subject || !object || !verb || mutual.has(verb)) return [];
  // "to Pay US $10 million": a currency; and a noun of persons taken for a verb.
  if (/^\s*[$€£\d]/u.test(text.slice(object.end)) || isActor(verb, article.index)) return [];
  const [doer, other] = passive ? [object, subject] : [subject, object];
  const doerStems = distinct(headStems(text, doer), headStems(text, other));
  const otherStems = distinct(headStems(text, other), headStems(text, doer));
  const acts = (stems: readonly string[]): boolean => stems.some((one) => isActor(one, article.index));
  if (!acts(doerStems) || !acts(otherStems)) return [];
  const { agreeing, reversed } = deedDirections(doerStems, otherStems, verb, article);
  const textSpan = { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) };
  const said = (span: Span): string => text.slice(span.start, span.end);
  if (agreeing.length > 0) {
    return [
      {
        kind: 'roles',
        rule: 'roles/agree',
        label: 'supported',
        textSpan,
        evidence: agreeing.slice(0, 2).map((span) => ({ ...span, support: 1 })),
        reason: `The article too has “${said(doer)}” do it to “${said(other)}”.`,
      },
    ];
  }
  if (reversed.length === 0) return [];
  return [
    {
      kind: 'roles',
      rule: 'roles/reversed',
      label: 'contradicted',
      textSpan,
      evidence: reversed.slice(0, 2).map((span) => ({ ...span, support: 0 })),
      reason: `The text has “${said(doer)}” do it to “${said(other)}”; in the article it is the other way round.`,
    },
  ];
}

function distinct(stems: readonly string[], others: readonly string[]): string[] {
  return stems.filter((stem) => !others.includes(stem));
}
