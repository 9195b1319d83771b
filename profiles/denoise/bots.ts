import { type Stretch, stretchesAboveRate } from './rates.ts';
import type { DenoiseSettings } from './settings.ts';
import { isAct, isOpening, mark, type TimelineEvent } from './timeline.ts';

/**
 * `bot`: clicks at a machine's rate, or at intervals as regular as a machine's. The sessions they lie in are silenced
 * whole; where most of a history is such, all of it.
 */
export function markBots(timeline: readonly TimelineEvent[], settings: DenoiseSettings): void {
  const openings = timeline.filter((entry) => isOpening(entry) && !entry.reasons.includes('duplicate'));
  const { botPerMinute, botPerFiveMinutes, botPerHalfHour, botWholeHistoryShare } = settings.thresholds;
  const stretches = [
    ...regularStretches(openings, settings),
    ...stretchesAboveRate(openings, [
      { seconds: 60, limit: botPerMinute },
      { seconds: 300, limit: botPerFiveMinutes },
      { seconds: 1800, limit: botPerHalfHour },
    ]),
  ];
  if (stretches.length === 0) return;
  const notes = new Map<TimelineEvent, string>();
  for (const { from, to, note } of stretches) {
    for (const entry of openings.slice(from, to)) if (!notes.has(entry)) notes.set(entry, note);
  }
  const acts = timeline.filter(isAct);
  const whole = notes.size >= botWholeHistoryShare * openings.length;
  for (const session of sessionsOf(acts, settings)) {
    const machine = session.find((entry) => notes.has(entry));
    if (!whole && !machine) continue;
    const rest = machine ? 'in a session with machine-like clicks' : 'most of this history is a machine’s';
    for (const entry of session) mark(entry, 'bot', notes.get(entry) ?? rest, true);
  }
}

/** Runs of `botRegularClicks` openings whose gaps have a coefficient of variation below the limit. */
function regularStretches(openings: readonly TimelineEvent[], settings: DenoiseSettings): Stretch[] {
  const { botRegularClicks, botRegularVariation } = settings.thresholds;
  const stretches: Stretch[] = [];
  const gapsInRun = botRegularClicks - 1;
  let sum = 0;
  let squares = 0;
  const gap = (index: number) => (openings[index + 1]!.at - openings[index]!.at) / 1000;
  for (let last = 0; last + 1 < openings.length; last++) {
    sum += gap(last);
    squares += gap(last) ** 2;
    if (last >= gapsInRun) {
      sum -= gap(last - gapsInRun);
      squares -= gap(last - gapsInRun) ** 2;
    }
    if (last < gapsInRun - 1 || sum <= 0) continue;
    const mean = sum / gapsInRun;
    const variation = Math.sqrt(Math.max(0, squares / gapsInRun - mean * mean)) / mean;
    if (variation >= botRegularVariation) continue;
    const from = last - gapsInRun + 1;
    const note = `one of at least ${botRegularClicks} clicks at even intervals of ${Math.round(mean)} s`;
    stretches.push({ from, to: last + 2, note });
  }
  return stretches;
}

/** Cuts a timeline where nothing happened for the session gap. */
export function sessionsOf(timeline: readonly TimelineEvent[], settings: DenoiseSettings): TimelineEvent[][] {
  const sessions: TimelineEvent[][] = [];
  for (const entry of timeline) {
    const current = sessions.at(-1);
    const last = current?.at(-1);
    if (current && last && entry.at - last.at <= settings.thresholds.sessionGapSeconds * 1000) current.push(entry);
    else sessions.push([entry]);
  }
  return sessions;
}
