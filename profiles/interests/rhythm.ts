const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const parts = [
  { name: 'at night', from: 0, to: 6 },
  { name: 'in the morning', from: 6, to: 11 },
  { name: 'around noon', from: 11, to: 14 },
  { name: 'in the afternoon', from: 14, to: 18 },
  { name: 'in the evening', from: 18, to: 24 },
] as const;
/** A part of the day, or days, are named when they hold this much more than their share of the hours. */
const telling = 1.5;

/**
 * A reading clock in words: `mostly in the morning, on weekdays`.
 * @param clock 168 shares by hour of the week in UTC, Monday 00:00 first
 * @returns null for a clock that is all 0
 */
export function rhythmInWords(clock: readonly number[]): string | null {
  const total = clock.reduce((sum, share) => sum + share, 0);
  if (total <= 0) return null;
  const share = (holds: (day: number, hour: number) => boolean) =>
    clock.reduce((sum, value, index) => sum + (holds(Math.floor(index / 24), index % 24) ? value : 0), 0) / total;
  const hours = parts
    .map(({ name, from, to }) => {
      const held = share((_, hour) => hour >= from && hour < to);
      return { name, held, over: held / ((to - from) / 24) };
    })
    .filter(({ over, held }) => over >= telling && held >= 0.25)
    .sort((a, b) => b.held - a.held)
    .map(({ name }) => name);
  const weekend = share((day) => day >= 5);
  const single = days.filter((_, day) => share((other) => other === day) >= 0.4);
  const when = hours.length > 0 ? `mostly ${hours.slice(0, 2).join(' and ')}` : 'at all hours';
  if (single.length > 0) return `${when}, above all on ${single.join(' and ')}`;
  if (weekend >= (telling * 2) / 7) return `${when}, above all at weekends`;
  return weekend <= 0.1 ? `${when}, on weekdays` : `${when}, all week`;
}
