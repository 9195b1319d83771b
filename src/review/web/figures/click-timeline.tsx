import { useState } from 'react';
import { useMeasuredWidth } from './measured-width.ts';
import { reasonWords } from './noise-reasons.ts';

export interface TimelineClick {
  /** Days before the text was written, to the hour where the click's own time may be seen. */
  readonly daysBefore: number;
  /** The item's title, or only its section for those who may not see raw clicks. */
  readonly title: string;
  /** 0..1; a click of weight 0 was dropped. */
  readonly weight: number;
  readonly reasons: readonly string[];
  readonly explanation: string | null;
}

/** Marks a lane, and lanes at most above and below. */
const [lane, mostAbove, mostBelow] = [11, 6, 4];

/** Marks that would lie over one another are moved up (kept) or down (dropped), lane by lane. */
function lanes(xs: readonly number[], apart: number, most: number): number[] {
  const ends: number[] = [];
  return xs.map((x) => {
    let lane = ends.findIndex((end) => x - end >= apart);
    if (lane < 0) lane = ends.length < most ? ends.length : most - 1;
    ends[lane] = x;
    return lane;
  });
}

/** A reader's clicks through time: what counted above the line, larger where it counted more; what was dropped below. */
export function ClickTimeline({
  clicks,
  now = 'when the text was written',
}: {
  readonly clicks: readonly TimelineClick[];
  /** What the right end of the line is called. */
  readonly now?: string;
}) {
  const [shown, setShown] = useState<TimelineClick | null>(null);
  const [figure, width] = useMeasuredWidth<HTMLElement>(640);
  if (clicks.length === 0) return <p className="quiet small">No clicks to show.</p>;
  const sorted = [...clicks].sort((a, b) => b.daysBefore - a.daysBefore);
  const longest = Math.max(1, sorted[0]!.daysBefore);
  const placed = (keep: boolean, most: number) => {
    const some = sorted.filter(({ weight }) => weight > 0 === keep);
    const xs = some.map(({ daysBefore }) => 12 + (1 - daysBefore / longest) * (width - 24));
    const stacked = lanes(xs, 9, most);
    return some.map((click, index) => ({ key: `${index}`, click, x: xs[index]!, lane: stacked[index]! }));
  };
  const kept = placed(true, mostAbove);
  const dropped = placed(false, mostBelow);
  const depth = (marks: typeof kept) => (marks.length > 0 ? Math.max(...marks.map((mark) => mark.lane)) + 1 : 0);
  const line = depth(kept) * lane + 8;
  const height = line + depth(dropped) * lane + 24;
  const handlers = (click: TimelineClick) => ({
    onMouseEnter: () => setShown(click),
    onFocus: () => setShown(click),
    onClick: () => setShown(click),
  });
  return (
    <figure className="timeline" ref={figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${kept.length} clicks that counted and ${dropped.length} that were dropped, over ${daysWords(longest)}`}
      >
        <line x1="0" x2={width} y1={line} y2={line} className="timeline__line" />
        {kept.map(({ key, click, x, lane: at }) => (
          <circle
            key={key}
            cx={x}
            cy={line - 9 - at * lane}
            r={2.2 + 3.2 * Math.sqrt(Math.min(1, click.weight))}
            className="timeline__kept"
            data-shown={shown === click || undefined}
            {...handlers(click)}
          />
        ))}
        {dropped.map(({ key, click, x, lane: at }) => (
          <path
            key={key}
            d={`M${x - 3} ${line + 6 + at * lane}l6 6m0-6l-6 6`}
            className="timeline__dropped"
            data-shown={shown === click || undefined}
            {...handlers(click)}
          />
        ))}
        <text x="0" y={height - 2} className="timeline__date">
          {daysWords(longest)} before
        </text>
        <text x={width} y={height - 2} textAnchor="end" className="timeline__date">
          {now}
        </text>
      </svg>
      <figcaption aria-live="polite">
        {shown ? (
          <>
            <strong>{shown.title}</strong>, {daysWords(shown.daysBefore)} before. {said(shown)}
          </>
        ) : (
          <>
            <span className="timeline__key-kept">● counted</span>{' '}
            <span className="timeline__key-dropped">✕ dropped</span> Point at a mark to read it.
          </>
        )}
      </figcaption>
      <details className="timeline__list">
        <summary>The clicks as a list</summary>
        <ul>
          {sorted.map((click, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a click may come twice, and none moves
            <li key={index}>
              {click.title}, {daysWords(click.daysBefore)} before: {said(click)}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}

const daysWords = (days: number): string => (Math.round(days) === 1 ? '1 day' : `${Math.round(days)} days`);

/** What became of a click, in words. */
const said = ({ weight, reasons, explanation }: TimelineClick): string =>
  [
    weight > 0
      ? `Counted at ${weight.toFixed(2)}.`
      : `Dropped: ${reasons.map((reason) => reasonWords(reason)).join(', ') || 'no weight'}.`,
    explanation,
  ]
    .filter(Boolean)
    .join(' ');
