import { useState } from 'react';
import { withQuery } from '../../data/request.ts';
import { Page } from '../../shell/page.tsx';

const kinds = [
  {
    name: 'approved',
    title: 'Approved texts',
    about: 'What stands: each text with its item, the title it takes the place of, and who let it stand.',
  },
  {
    name: 'edit-pairs',
    title: 'Edit pairs',
    about: 'What was proposed and what an editor made of it: the stuff to learn from.',
  },
] as const;

/** A day of the calendar as an instant in the editor's own zone; the end is the day after, which is not in it. */
const instantOf = (day: string, later = 0): string | undefined => {
  if (!day) return undefined;
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
};

/** Takes out what was decided, as JSON lines or for a spreadsheet. */
export function ExportsPage() {
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const period = { from: instantOf(from), before: instantOf(until, 1) };
  return (
    <Page title="Exports" about="Streamed, whatever their number. No reader is named in them.">
      <div className="exports__period">
        <div className="field">
          <label htmlFor="export-from">From</label>
          <input
            id="export-from"
            className="input"
            type="date"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="export-until">Up to and with</label>
          <input
            id="export-until"
            className="input"
            type="date"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
        <p className="hint">Left empty: all there is.</p>
      </div>
      <div className="cards">
        {kinds.map(({ name, title, about }) => (
          <section key={name} className="card">
            <h2>{title}</h2>
            <p>{about}</p>
            <div className="card__actions">
              {(
                [
                  ['jsonl', 'JSON lines'],
                  ['csv', 'CSV'],
                ] as const
              ).map(([format, words]) => (
                <a
                  key={format}
                  className="button"
                  href={withQuery(`/v1/review/exports/${name}`, { format, ...period })}
                  download={`${name}.${format}`}
                >
                  {words}
                </a>
              ))}
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}
