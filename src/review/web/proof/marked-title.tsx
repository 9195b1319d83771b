import type { VerdictView } from '../../../api/schemas/verdict.ts';
import type { ClaimLight } from './claim-light.ts';
import { type Marking, segmentsOf } from './segments.ts';
import { coversWhole } from './whole-text-claim.ts';

type TitleMark = { readonly claim: number } | { readonly difference: 'new' | 'gone' };

/** A title with what the check says of its words, and the words that are new against the original. */
export function MarkedTitle({
  text,
  verdict,
  difference = [],
  light,
}: {
  readonly text: string;
  readonly verdict?: VerdictView;
  readonly difference?: readonly Marking<'new' | 'gone'>[];
  readonly light?: ClaimLight;
}) {
  const claims = verdict?.claims ?? [];
  const markings: Marking<TitleMark>[] = [
    ...difference.map(({ start, end, mark }) => ({ start, end, mark: { difference: mark } })),
    ...claims.map(({ textSpan }, claim) => ({ ...textSpan, mark: { claim } })),
  ];
  return segmentsOf(text, markings).map(({ start, text: piece, marks }) => {
    const claimsHere = marks.flatMap((mark) => ('claim' in mark ? [mark.claim] : []));
    const change = marks.flatMap((mark) => ('difference' in mark ? [mark.difference] : []))[0];
    // A claim that speaks of the whole title underlines it only while it is lit: else nothing else could be seen.
    const telling = claimsHere.filter((claim) => !coversWhole(claims[claim]!, text) || light?.lit === claim);
    const shown = telling.find((claim) => light?.lit === claim) ?? telling[0];
    const content = change === 'gone' ? <del>{piece}</del> : change === 'new' ? <ins>{piece}</ins> : piece;
    if (shown === undefined) return <span key={start}>{content}</span>;
    return (
      <mark
        key={start}
        className="claimed"
        data-verdict={claims[shown]!.label}
        data-lit={light?.lit === shown || undefined}
        title={claims[shown]!.reason}
        onMouseEnter={() => light?.point(shown)}
        onMouseLeave={() => light?.point(null)}
      >
        {content}
      </mark>
    );
  });
}
