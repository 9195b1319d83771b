import { type FormEvent, useState } from 'react';
import { Fault } from '../../shell/page.tsx';
import { Sheet } from '../../shell/sheet.tsx';

/** Erases a reader for good, once their id was typed. */
export function EraseSheet({
  id,
  error,
  pending,
  onErase,
  onClose,
}: {
  readonly id: string;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onErase: () => void;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed === id) onErase();
  };
  return (
    <Sheet title="Erase this reader" onClose={onClose}>
      <form className="form" onSubmit={send}>
        <p>
          Events, profile, jobs and results of <strong>{id}</strong> are deleted for good, and texts that were written
          for nobody else. This cannot be undone.
        </p>
        <div className="field">
          <label htmlFor="erase-id">Type the id to go on</label>
          <input
            id="erase-id"
            className="input"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {error && <Fault error={error} />}
        <div className="sheet__actions">
          <button type="button" className="button" onClick={onClose}>
            Keep them
          </button>
          <button type="submit" className="button button--grave" disabled={typed !== id || pending}>
            {pending ? 'Erasing …' : 'Erase for good'}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
