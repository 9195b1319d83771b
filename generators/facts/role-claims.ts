import { isActor } from './actors.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { sameDeed } from './deeds.ts';
import { headStems, type TextClause } from './text-clause.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import type { Word } from './words.ts';

/** Words between doer and deed, and deed and the one it is done to, in the article. */
const reach = 14;
/** So many sentences must have the order reversed where none has the deed itself between the two. */
const fewestSentences = 1;
/** What two do to each other, or one is: the order says nothing. */
const mutual = new Set(
  'meet met marr join discuss shar play fac draw match ti is are was be becom remain agre nam call talk split part merg link'.split(
    ' ',
  ),
);

/** What sentences of the article say of who did it to whom. */
interface Direction {
  readonly span: Span;
  readonly sentence: number;
  /** Whether the deed itself stands between the two. */
  readonly sameDeed: boolean;
  readonly reversed: boolean;
}

/**
 * Who did what to whom: where the article names both, with the deed between them, and only ever the other way round, the
 * text has changed them over ("Man arrests police"). Passives are turned: "Ash was beaten by Lopez" has Lopez for its
 * doer. Where the deed itself stands nowhere between them, every sentence with both must have the order reversed.
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
  const directions = directionsOf(doerStems, otherStems, verb, article);
  const certain = directions.filter((direction) => direction.sameDeed);
  const sentences = new Set(directions.map(({ sentence }) => sentence)).size;
  const judged = certain.length > 0 ? certain : sentences >= fewestSentences ? directions : [];
  if (judged.length === 0) return [];
  const agreeing = judged.filter(({ reversed }) => !reversed);
  const textSpan = { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) };
  const said = (span: Span): string => text.slice(span.start, span.end);
  if (agreeing.length > 0) {
    if (certain.length === 0) return [];
    return [
      {
        kind: 'roles',
        rule: 'roles/agree',
        label: 'supported',
        textSpan,
        evidence: agreeing.slice(0, 2).map(({ span }) => ({ ...span, support: 1 })),
        reason: `The article too has “${said(doer)}” do it to “${said(other)}”.`,
      },
    ];
  }
  return [
    {
      kind: 'roles',
      rule: 'roles/reversed',
      label: 'contradicted',
      textSpan,
      evidence: judged.slice(0, 2).map(({ span }) => ({ ...span, support: 0 })),
      reason: `The text has “${said(doer)}” do it to “${said(other)}”; in the article it is the other way round.`,
    },
  ];
}

function distinct(stems: readonly string[], others: readonly string[]): string[] {
  return stems.filter((stem) => !others.includes(stem));
}

function directionsOf(
  doer: readonly string[],
  other: readonly string[],
  verb: string,
  article: AnalysedArticle,
): Direction[] {
  const { index, places } = article;
  const directions: Direction[] = [];
  const positionsOf = (stems: readonly string[]): number[] =>
    stems.flatMap((stem) => index.stemPositions.get(stem) ?? []).sort((a, b) => a - b);
  const others = positionsOf(other);
  for (const one of positionsOf(doer)) {
    for (const two of others) {
      if (places.sentenceOf[one] !== places.sentenceOf[two]) continue;
      const from = Math.min(one, two);
      const to = Math.max(one, two);
      if (to - from > 2 * reach || to - from < 2) continue;
      const between = index.words.slice(from + 1, to);
      const deed = between.findIndex(({ stem }) => sameDeed(stem, verb));
      const acted = deed !== -1 || between.some(isActing);
      if (!acted) continue;
      const passive = isPassive(between, deed);
      const forward = one < two ? !passive : passive;
      directions.push({
        sentence: places.sentenceOf[one]!,
        span: { start: index.words[from]!.start, end: index.words[to]!.end },
        sameDeed: deed !== -1 && deed <= reach && between.length - deed <= reach,
        reversed: !forward,
      });
    }
  }
  return directions;
}

/** A past tense or an auxiliary: something is done between the two. */
function isActing({ folded }: Word): boolean {
  return /^(?:\p{L}{3,}ed|is|are|was|were|has|have|had|will|would|said|says|won|beat|took|gave|made|told|met|sent|held|paid|sold|sued)$/u.test(
    folded,
  );
}

/** "was arrested by", "beaten by", "at the hands of": the one behind is the doer. */
function isPassive(between: readonly Word[], deed: number): boolean {
  const by = between.findIndex(({ folded }) => folded === 'by');
  if (by === -1) return false;
  const participle = between[by - 1]?.folded ?? '';
  const close = between.length - by <= 6;
  return (
    close && (deed !== -1 ? by > deed && by - deed <= 3 : /(?:ed|en|own|ought|ade|old|eld|eft|un)$/u.test(participle))
  );
}
