import { Fragment } from 'react';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const [size, inner, ring] = [240, 34, 10.5];
const centre = size / 2;

/** A point on the dial: midnight at the top, hours clockwise. */
function at(hour: number, radius: number): string {
  const angle = (hour / 24) * 2 * Math.PI - Math.PI / 2;
  return `${(centre + Math.cos(angle) * radius).toFixed(2)} ${(centre + Math.sin(angle) * radius).toFixed(2)}`;
}

/** One hour of one day: a slice of that day's ring. */
function slice(day: number, hour: number): string {
  const from = inner + day * ring;
  const to = from + ring - 1.2;
  const gap = 0.06;
  const [begin, end] = [hour + gap, hour + 1 - gap];
  return `M${at(begin, from)}L${at(begin, to)}A${to} ${to} 0 0 1 ${at(end, to)}L${at(end, from)}A${from} ${from} 0 0 0 ${at(begin, from)}Z`;
}

/** The heaviest hours in words, for those who do not see the dial. */
function inWords(weights: readonly number[]): string {
  const heaviest = weights
    .map((weight, hour) => ({ weight, hour }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ hour }) => `${days[Math.floor(hour / 24)]} ${hour % 24}–${(hour % 24) + 1} h`);
  return heaviest.length > 0 ? `Reads most on ${heaviest.join(', ')} (UTC)` : 'No reading times are known';
}

/**
 * When a reader reads: a round day of 24 hours with one ring for each day of the week, Monday innermost.
 * @param weights 168 numbers, Monday 00:00 UTC first; a reader of whom only the peak hours are kept has those alone
 */
export function ReadingClock({ weights }: { readonly weights: readonly number[] }) {
  const most = Math.max(...weights, 0);
  const outer = inner + 7 * ring;
  return (
    <figure className="clock">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={inWords(weights)}>
        {days.map((name, day) => (
          <Fragment key={name}>
            {Array.from({ length: 24 }, (_, hour) => {
              const weight = weights[day * 24 + hour] ?? 0;
              const part = most > 0 ? weight / most : 0;
              return (
                <path
                  // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its index
                  key={hour}
                  d={slice(day, hour)}
                  className={part > 0 ? 'clock__read' : 'clock__idle'}
                  style={part > 0 ? { fillOpacity: 0.22 + 0.78 * Math.sqrt(part) } : undefined}
                >
                  <title>{`${name} ${hour}–${hour + 1} h`}</title>
                </path>
              );
            })}
          </Fragment>
        ))}
        {[0, 6, 12, 18].map((hour) => {
          const [x, y] = at(hour, outer + 9).split(' ');
          return (
            <text key={hour} x={x} y={y} className="clock__hour">
              {hour}
            </text>
          );
        })}
        <text x={centre} y={centre - 4} className="clock__middle">
          Mon
        </text>
        <text x={centre} y={centre + 9} className="clock__middle">
          to Sun
        </text>
      </svg>
      <figcaption>{inWords(weights)}</figcaption>
    </figure>
  );
}

/** A clock of peak hours alone, where the whole one was not kept. */
export function peakHoursAsClock(peakHours: readonly number[]): number[] {
  const weights: number[] = new Array(168).fill(0);
  for (const [rank, hour] of peakHours.entries()) weights[hour] = 1 / (rank + 1);
  return weights;
}
