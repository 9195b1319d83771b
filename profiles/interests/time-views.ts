import type { DenoisedEvent } from '../profile.ts';
import { weightedDirection } from './vector.ts';

const weekMilliseconds = 7 * 86_400_000;

export interface TimeViewOptions {
  /** K of the instant view. */
  readonly lastClicks?: number;
  /** Length of the recent view. */
  readonly recentMilliseconds?: number;
  /** Dwell beyond this does not count towards the mean. */
  readonly longestDwellSeconds?: number;
}

export interface TimeView {
  /** Events of the view, oldest first, with the weight each has in it. */
  readonly events: readonly { readonly event: DenoisedEvent; readonly weight: number }[];
  /** Direction of the weighted sum, unit; null when there is nothing to go by. */
  readonly vector: Float32Array | null;
}

/** PHG-DIF's three views of a history (CIKM 2025): instant, recent, stable. */
export interface TimeViews {
  readonly instant: TimeView;
  readonly recent: TimeView;
  readonly stable: TimeView;
}

/**
 * The last 30 clicks, those of the last week, and those read for longer than the mean dwell (a mean without dwell beyond
 * 3000 s). Within a view a click weighs `(T − min T) / (max T − min T)` times what denoising left it; where every dwell
 * is the same, or none is known, that fraction is 1, so that equal dwell says nothing rather than NaN.
 * Clicks without weight and clicks after `asOf` are left out. Does not depend on the order of events.
 * @param asOf milliseconds since 1970
 * @param vectorOf unit vector of an item, or undefined when unknown
 */
export function timeViews(
  events: readonly DenoisedEvent[],
  vectorOf: (itemId: string) => Float32Array | undefined,
  asOf: number,
  options: TimeViewOptions = {},
): TimeViews {
  const { lastClicks = 30, recentMilliseconds = weekMilliseconds, longestDwellSeconds = 3000 } = options;
  const clicks = events
    .map((event) => ({ event, at: Date.parse(event.event.at) }))
    .filter(({ event, at }) => at <= asOf && event.weight > 0 && isReading(event))
    .sort((a, b) => a.at - b.at || compare(a.event.event.id, b.event.event.id));
  const dwells = clicks.flatMap(({ event }) => dwellOf(event) ?? []).filter((dwell) => dwell <= longestDwellSeconds);
  const mean = dwells.reduce((sum, dwell) => sum + dwell, 0) / dwells.length;
  // Where all dwells are equal none lies above their mean; then all of them are the stable view.
  const equal = dwells.every((dwell) => dwell === dwells[0]);
  const above = (event: DenoisedEvent) => {
    const dwell = dwellOf(event);
    return dwell !== null && (dwell > mean || equal);
  };
  const view = (chosen: typeof clicks) =>
    viewOf(
      chosen.map(({ event }) => event),
      vectorOf,
    );
  return {
    instant: view(clicks.slice(-lastClicks)),
    recent: view(clicks.filter(({ at }) => at > asOf - recentMilliseconds)),
    stable: view(clicks.filter(({ event }) => above(event))),
  };
}

function viewOf(events: readonly DenoisedEvent[], vectorOf: (itemId: string) => Float32Array | undefined): TimeView {
  const dwells = events.flatMap((event) => dwellOf(event) ?? []);
  const least = dwells.reduce((low, dwell) => Math.min(low, dwell), Number.POSITIVE_INFINITY);
  const most = dwells.reduce((high, dwell) => Math.max(high, dwell), 0);
  const weighed = events.map((event) => {
    const dwell = dwellOf(event);
    const fraction = most > least && dwell !== null ? (dwell - least) / (most - least) : 1;
    return { event, weight: event.weight * fraction };
  });
  const known = weighed.flatMap(({ event, weight }) => {
    const vector = vectorOf(event.event.itemId);
    return vector ? [{ vector, weight }] : [];
  });
  const vectors = known.map(({ vector }) => vector);
  const weights = known.map(({ weight }) => weight);
  return {
    events: weighed,
    vector: vectors.length > 0 ? weightedDirection(vectors, weights, vectors[0]!.length) : null,
  };
}

const isReading = ({ event }: DenoisedEvent) => event.kind === 'click' || event.kind === 'finish';
const dwellOf = ({ event, dwellUsedSeconds }: DenoisedEvent) => dwellUsedSeconds ?? event.dwellSeconds ?? null;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
