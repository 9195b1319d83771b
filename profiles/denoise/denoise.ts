import type { DenoisedEvent, StoredEvent } from '../profile.ts';
import { markBots } from './bots.ts';
import { markBounces } from './bounces.ts';
import { markBursts } from './bursts.ts';
import { markDuplicates } from './duplicates.ts';
import { capDwell } from './dwell-cap.ts';
import { imputeMissingDwell, medianDwellSeconds } from './missing-dwell.ts';
import { dwellWeight } from './reading-time.ts';
import { type DenoiseSettings, defaultDenoiseSettings } from './settings.ts';
import { markSurges, type SurgeIndex } from './surges.ts';
import { compare, type TimelineEvent, timelineOf } from './timeline.ts';

export interface DenoiseContext {
  /** Words of an item's text, or null when its length is unknown. */
  readonly itemWords: (itemId: string) => number | null;
  /** Surges of everyone's log (`buildSurgeIndex`). */
  readonly surges: SurgeIndex;
  /** Median dwell of everyone's log (`medianDwellSeconds`); without it, that of the events given. */
  readonly medianDwellSeconds?: number | null;
  readonly settings?: DenoiseSettings;
}

/**
 * Weighs every event by what it says of its reader's interests, with reasons; no row is dropped and none is changed.
 * The result is ordered by user, time, item, kind and id, and is the same in whatever order the events came.
 * @param events of one reader or several
 * @throws RangeError when an event's time cannot be read
 */
export function denoise(events: readonly StoredEvent[], context: DenoiseContext): DenoisedEvent[] {
  const settings = context.settings ?? defaultDenoiseSettings;
  const median =
    context.medianDwellSeconds === undefined ? medianDwellSeconds(events, settings) : context.medianDwellSeconds;
  const byUser = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const list = byUser.get(event.userId);
    if (list) list.push(event);
    else byUser.set(event.userId, [event]);
  }
  return [...byUser.keys()].sort(compare).flatMap((userId) => {
    const timeline = timelineOf(byUser.get(userId)!, context.itemWords);
    applyRules(timeline, context.surges, median, settings);
    return timeline.map((entry) => weigh(entry, settings));
  });
}

/** Duplicates first, so that no later rule counts an act twice; dwell is completed before it is judged. */
function applyRules(
  timeline: TimelineEvent[],
  surges: SurgeIndex,
  median: number | null,
  settings: DenoiseSettings,
): void {
  const { rules } = settings;
  if (rules.duplicate) markDuplicates(timeline, settings);
  if (rules.imputed) imputeMissingDwell(timeline, settings, median);
  if (rules.cap) capDwell(timeline, settings);
  if (rules.bot) markBots(timeline, settings);
  if (rules.burst) markBursts(timeline, settings);
  if (rules.surge) markSurges(timeline, surges);
  if (rules.short) markBounces(timeline, settings);
}

function weigh(entry: TimelineEvent, settings: DenoiseSettings): DenoisedEvent {
  const { kind } = entry.event;
  const feedback = settings.feedback[kind];
  // What a reader does on purpose needs no dwell to be believed; a click or a finish is worth what was read.
  const judgedByDwell = (kind === 'click' || kind === 'finish') && entry.dwellSeconds !== null;
  const read = judgedByDwell ? dwellWeight(entry.dwellSeconds!, entry.words, settings) : 1;
  const believed = entry.silenced && !(feedback < 0 && entry.reasons.every((reason) => reason === 'short')) ? 0 : 1;
  const aversion = feedback < 0 ? -feedback * believed : 0;
  return {
    event: entry.event,
    weight: feedback > 0 ? feedback * read * believed : 0,
    reasons: entry.reasons,
    ...(entry.notes.length > 0 ? { explanation: sentence(entry.notes) } : {}),
    ...(entry.dwellSeconds !== null ? { dwellUsedSeconds: entry.dwellSeconds } : {}),
    ...(aversion > 0 ? { aversion } : {}),
  };
}

const sentence = (notes: readonly string[]) => {
  const joined = notes.join('; ');
  return `${joined[0]!.toUpperCase()}${joined.slice(1)}.`;
};
