import type { Event } from '../event.ts';

/** Session of events whose order is known and whose time is not. */
export const approximateTimeSession = 'approximate-time';

/**
 * Whether an event's time was made up by an import from its place in a history. Its day may be off by weeks: rules
 * about bursts, rhythm, gaps and sessions have to leave it out.
 */
export function hasApproximateTime(event: Pick<Event, 'sessionId'>): boolean {
  return event.sessionId === approximateTimeSession;
}

/**
 * SQL for the time of the `position`-th (1-based) of `count` untimed clicks before `end`: in their order, 60 to 120
 * minutes apart. More than the 30 minutes that end a session, so that no dwell can be read from a gap, and unequal,
 * so that a reader does not look like a machine; the same at every import.
 */
export function approximateTime(end: string, position: string, count: string): string {
  const back = `(${count} - ${position} + 1)`;
  const wobble = `((${back} * ${back} * 7919 + ${back} * 4729) % 1801 - 900)`;
  return `${end} - to_seconds(${back} * 5400 + ${wobble})`;
}
