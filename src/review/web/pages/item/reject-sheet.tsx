import { useCallback, useEffect, useRef, useState } from 'react';
import { type RejectReason, rejectReasonLabels, rejectReasons } from '../../../reasons.ts';
import { Sheet } from '../../shell/sheet.tsx';

/** Asks why a text is rejected: one key, or one click; `other` wants a note. */
export function RejectSheet({
  onReject,
  onClose,
}: {
  readonly onReject: (reason: RejectReason, note: string) => void;
  readonly onClose: () => void;
}) {
  const [note, setNote] = useState('');
  const [noteMissing, setNoteMissing] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const choose = useCallback(
    (reason: RejectReason) => {
      if (reason !== 'other' || note.trim() !== '') return onReject(reason, note);
      setNoteMissing(true);
      words.current?.focus();
    },
    [note, onReject],
  );
  useEffect(() => {
    const pick = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
      const reason = /^[1-9]$/.test(event.key) ? rejectReasons[Number(event.key) - 1] : undefined;
      if (!reason) return;
      event.preventDefault();
      event.stopPropagation();
      choose(reason);
    };
    document.addEventListener('keydown', pick, true);
    return () => document.removeEventListener('keydown', pick, true);
  }, [choose]);
  return (
    <Sheet title="Why is it rejected?" onClose={onClose}>
      <ol className="reasons">
        {rejectReasons.map((reason, index) => (
          <li key={reason}>
            <button
              type="button"
              ref={index === 0 ? first : undefined}
              className="reason"
              onClick={() => choose(reason)}
            >
              {index < 9 ? <kbd>{index + 1}</kbd> : <span />}
              {rejectReasonLabels[reason]}
            </button>
          </li>
        ))}
      </ol>
      <div className="field">
        <label htmlFor="reject-note">A note, if there is more to say</label>
        <textarea
          ref={words}
          id="reject-note"
          className="input"
          rows={2}
          maxLength={2000}
          value={note}
          aria-invalid={noteMissing && note.trim() === ''}
          aria-describedby="reject-note-hint"
          onChange={(event) => setNote(event.target.value)}
        />
        <small id="reject-note-hint">
          {noteMissing && note.trim() === ''
            ? 'Say in a few words what else it is, then choose “Something else” again.'
            : '“Something else” needs one.'}
        </small>
      </div>
    </Sheet>
  );
}
