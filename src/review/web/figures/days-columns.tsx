import { useMeasuredWidth } from './measured-width.ts';

export interface DayOfWork {
  /** `2026-03-29`. */
  readonly day: string;
  readonly approve: number;
  readonly edit: number;
  readonly reject: number;
  readonly bulk: number;
}

const kinds = ['approve', 'bulk', 'edit', 'reject'] as const;
const words = { approve: 'approved', bulk: 'approved by rule', edit: 'edited', reject: 'rejected' } as const;
const [height, foot, mostWide] = [150, 18, 34];

/** Decisions by day: one column a day, its parts told apart by fill, the sum above it. */
export function DaysColumns({ days }: { readonly days: readonly DayOfWork[] }) {
  const [figure, width] = useMeasuredWidth<HTMLElement>(600);
  const sum = (day: DayOfWork) => kinds.reduce((total, kind) => total + day[kind], 0);
  const most = Math.max(1, ...days.map(sum));
  const room = Math.min(mostWide + 8, width / Math.max(1, days.length));
  const every = Math.ceil(48 / room);
  return (
    <figure className="columns" ref={figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Decisions by day: ${days.map((day) => `${day.day} ${sum(day)}`).join(', ')}`}
      >
        <line x1="0" x2={width} y1={height - foot} y2={height - foot} />
        {days.map((day, index) => {
          const x = index * room + 2;
          let y = height - foot;
          return (
            <g key={day.day}>
              <title>
                {`${day.day}: ${kinds
                  .filter((kind) => day[kind] > 0)
                  .map((kind) => `${day[kind]} ${words[kind]}`)
                  .join(', ')}`}
              </title>
              {kinds.map((kind) => {
                const part = (day[kind] / most) * (height - foot - 16);
                y -= part;
                return <rect key={kind} className={`columns__${kind}`} x={x} y={y} width={room - 6} height={part} />;
              })}
              <text x={x + (room - 6) / 2} y={y - 4} textAnchor="middle">
                {sum(day)}
              </text>
              {index % every === 0 && (
                <text x={x} y={height - 4}>
                  {day.day.slice(5).replace('-', '/')}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="legend">
        {kinds.map((kind) => (
          <span key={kind}>
            <i className={`columns__key columns__key--${kind}`} aria-hidden="true" /> {words[kind]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
