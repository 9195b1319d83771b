import type { EntryDetailView } from '../../../schemas/entry.ts';
import { MarkedTitle } from '../../proof/marked-title.tsx';
import { VerdictSign } from '../../shell/verdict-sign.tsx';

type Candidate = EntryDetailView['candidates'][number];

/** Texts that were written for the same reader and not chosen, each with why. */
export function CandidateList({
  candidates,
  onUse,
}: {
  readonly candidates: readonly Candidate[];
  /** Takes a text over into an edit. */
  readonly onUse?: (text: string) => void;
}) {
  const chosen = candidates.find((candidate) => candidate.chosen);
  const others = distinct(candidates.filter((candidate) => !candidate.chosen && candidate.text !== chosen?.text));
  if (others.length === 0) return <p className="quiet small">No other text was written.</p>;
  return (
    <ul className="candidates">
      {others.map((candidate) => (
        <li key={candidate.text}>
          <p className="candidates__text">
            <MarkedTitle text={candidate.text} verdict={candidate.verdict ?? undefined} />
          </p>
          <p className="candidates__why">
            {candidate.verdict && <VerdictSign label={candidate.verdict.label} bare />}
            <span>{candidate.why}</span>
            {onUse && (
              <button type="button" className="link" onClick={() => onUse(candidate.text)}>
                Start an edit from it
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

const distinct = (candidates: readonly Candidate[]): Candidate[] => [
  ...new Map(candidates.map((candidate) => [candidate.text, candidate])).values(),
];
