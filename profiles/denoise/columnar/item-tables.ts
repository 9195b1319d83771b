import { expectedReadingSeconds, shortestReadingSeconds } from '../reading-time.ts';
import type { DenoiseSettings } from '../settings.ts';

/** What the rules need of an item, by its place in the dictionary. */
export interface ItemTables {
  /** Dwell below which a click is a bounce, seconds. */
  readonly shortest: Float64Array;
  /** Dwell that gives full weight, seconds. */
  readonly full: Float64Array;
  /** The item's surges as `[from, to, from, to, …]`, milliseconds since 1970, both inclusive. */
  readonly surges: ReadonlyMap<number, Float64Array>;
  /** 1 where the item has any surge. */
  readonly surging: Uint8Array;
}

/**
 * @param items number of items in the dictionary
 * @param wordsOf words of the item at a place, null when its length is unknown
 */
export function itemTables(
  items: number,
  wordsOf: (place: number) => number | null,
  surges: ReadonlyMap<number, Float64Array>,
  settings: DenoiseSettings,
): ItemTables {
  const shortest = new Float64Array(items);
  const full = new Float64Array(items);
  for (let place = 0; place < items; place++) {
    const given = wordsOf(place);
    const words = given !== null && given > 0 ? given : null;
    shortest[place] = shortestReadingSeconds(words, settings);
    full[place] = words === null ? settings.thresholds.satisfiedSeconds : expectedReadingSeconds(words, settings);
  }
  const surging = new Uint8Array(items);
  for (const place of surges.keys()) surging[place] = 1;
  return { shortest, full, surges, surging };
}
