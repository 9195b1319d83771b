import type { CSSProperties } from 'react';
import { reasonWords } from './noise-reasons.ts';

/** How many clicks counted, and how many were dropped for which reason: one bar, cut in parts. */
export function DroppedReasons({
  used,
  byReason,
}: {
  readonly used: number;
  readonly byReason: Readonly<Record<string, number>>;
}) {
  const reasons = Object.entries(byReason).sort(([, a], [, b]) => b - a);
  const all = used + reasons.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return null;
  return (
    <div className="parts">
      <div className="parts__bar" aria-hidden="true">
        <span className="parts__used" style={{ '--part': used / all } as CSSProperties} />
        {reasons.map(([reason, count]) => (
          <span key={reason} className="parts__dropped" style={{ '--part': count / all } as CSSProperties} />
        ))}
      </div>
      <ul>
        <li>
          <strong>{used}</strong> clicks counted
        </li>
        {reasons.map(([reason, count]) => (
          <li key={reason}>
            <strong>{count}</strong> dropped: {reasonWords(reason)}
          </li>
        ))}
      </ul>
    </div>
  );
}
