import type { ClaimKind } from '../../../../generators/facts/verdict.ts';
import type { VerdictView } from '../../../api/schemas/verdict.ts';
import { VerdictSign } from '../shell/verdict-sign.tsx';
import type { ClaimLight } from './claim-light.ts';
import { coversWhole } from './whole-text-claim.ts';

const kindWords: Readonly<Record<ClaimKind, string>> = {
  number: 'Number',
  date: 'Date',
  name: 'Name',
  quotation: 'Quotation',
  negation: 'Yes and no',
  roles: 'Who did what to whom',
  binding: 'What belongs to whom',
  modality: 'Done, planned or possible',
  comparative: 'More or less',
  sentence: 'Whole sentence',
  fact: 'Fact',
  leak: 'From the history',
};

/** What a text claims, piece by piece, each with its verdict and the reason; pointing at one lights its words. */
export function ClaimList({
  text,
  verdict,
  light,
}: {
  readonly text: string;
  readonly verdict: VerdictView;
  readonly light: ClaimLight;
}) {
  if (verdict.claims.length === 0)
    return <p className="quiet small">The text states nothing that the check can look up.</p>;
  return (
    <ol className="claims">
      {verdict.claims.map((claim, index) => (
        <li key={`${claim.kind} ${claim.textSpan.start} ${claim.textSpan.end} ${claim.label}`}>
          <button
            type="button"
            className="claim"
            data-verdict={claim.label}
            data-lit={light.lit === index || undefined}
            aria-pressed={light.held === index}
            onMouseEnter={() => light.point(index)}
            onMouseLeave={() => light.point(null)}
            onFocus={() => light.point(index)}
            onBlur={() => light.point(null)}
            onClick={() => light.hold(index)}
          >
            {index < 9 ? <kbd>{index + 1}</kbd> : <span />}
            <span className="claim__words">
              {coversWhole(claim, text)
                ? kindWords[claim.kind]
                : `“${text.slice(claim.textSpan.start, claim.textSpan.end)}”`}
            </span>
            <VerdictSign label={claim.label} bare />
            <span className="claim__reason">{claim.reason}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
