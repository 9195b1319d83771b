import type { NoiseReason, StoredEvent } from '../profile.ts';

/** An event on its way through the rules; each rule may mark it. */
export interface TimelineEvent {
  readonly event: StoredEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Words of the item, or null when unknown. */
  readonly words: number | null;
  /** Seconds to weigh by; null while unknown. */
  dwellSeconds: number | null;
  /** Why the event says nothing about interests, or what was changed in it. */
  readonly reasons: NoiseReason[];
  readonly notes: string[];
  /** Set by a rule that silences the event. */
  silenced: boolean;
}

/** Puts a user's events in one order that does not depend on how they arrived. @throws RangeError on an unreadable time */
export function timelineOf(
  events: readonly StoredEvent[],
  itemWords: (itemId: string) => number | null,
): TimelineEvent[] {
  return events
    .map((event): TimelineEvent => {
      const at = Date.parse(event.at);
      if (Number.isNaN(at)) throw new RangeError(`event ${event.id}: "at" is not a time: ${event.at}`);
      const dwell = event.dwellSeconds;
      // A negative or unreadable dwell comes of a skewed clock and tells nothing; it is unknown, not 0.
      const known = dwell !== undefined && Number.isFinite(dwell) && dwell >= 0;
      const notes = dwell !== undefined && !known ? [`its dwell of ${dwell} s cannot be`] : [];
      const words = itemWords(event.itemId);
      return {
        event,
        at,
        words: words !== null && words > 0 ? words : null,
        dwellSeconds: known ? dwell : null,
        reasons: [],
        notes,
        silenced: false,
      };
    })
    .sort(
      (a, b) =>
        a.at - b.at ||
        compare(a.event.itemId, b.event.itemId) ||
        compare(a.event.kind, b.event.kind) ||
        compare(a.event.id, b.event.id) ||
        (a.event.dwellSeconds ?? -1) - (b.event.dwellSeconds ?? -1),
    );
}

/** Marks an event with a rule's reason and sentence; `silence` takes its weight away. */
export function mark(entry: TimelineEvent, reason: NoiseReason, note: string, silence: boolean): void {
  if (!entry.reasons.includes(reason)) {
    entry.reasons.push(reason);
    entry.notes.push(note);
  }
  if (silence) entry.silenced = true;
}

/** Whether the event is an act of the reader rather than a mere exposure. */
export const isAct = (entry: TimelineEvent): boolean => entry.event.kind !== 'impression';

/** Whether the event opens an item: what rates, gaps and dwell are measured on. */
export const isOpening = (entry: TimelineEvent): boolean =>
  entry.event.kind === 'click' || entry.event.kind === 'finish' || entry.event.kind === 'quick_close';

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
