import { type FormEvent, useState } from 'react';
import type { VerdictView } from '../../../../api/schemas/verdict.ts';
import { Sheet } from '../../shell/sheet.tsx';
import { VerdictSign } from '../../shell/verdict-sign.tsx';

/** Asks why an edit stands although the check does not pass it; the answer goes into the history. */
export function OverrideSheet({
  text,
  verdict,
  onOverride,
  onClose,
}: {
  readonly text: string;
  readonly verdict: VerdictView;
  readonly onOverride: (why: string) => void;
  readonly onClose: () => void;
}) {
  const [why, setWhy] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (why.trim()) onOverride(why.trim());
  };
  return (
    <Sheet title="The check does not pass this text" onClose={onClose}>
      <ul className="faults">
        {verdict.claims
          .filter(({ label }) => label !== 'supported')
          .map((claim) => (
            <li key={`${claim.kind} ${claim.textSpan.start} ${claim.reason}`}>
              <VerdictSign label={claim.label} bare />
              <span>
                <strong>“{text.slice(claim.textSpan.start, claim.textSpan.end)}”</strong> {claim.reason}
              </span>
            </li>
          ))}
      </ul>
      <form className="form" onSubmit={send}>
        <div className="field">
          <label htmlFor="override-why">Why it stands all the same</label>
          <textarea
            id="override-why"
            className="input"
            rows={2}
            required
            maxLength={2000}
            value={why}
            // biome-ignore lint/a11y/noAutofocus: the sheet was opened to answer this
            autoFocus
            onChange={(event) => setWhy(event.target.value)}
          />
          <small>It is kept in the history beside the decision.</small>
        </div>
        <div className="sheet__actions">
          <button type="button" className="button button--main" onClick={onClose}>
            Go on editing
          </button>
          <button type="submit" className="button button--grave" disabled={!why.trim()}>
            Let it stand
          </button>
        </div>
      </form>
    </Sheet>
  );
}
