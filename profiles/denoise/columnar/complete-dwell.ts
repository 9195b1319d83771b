import { eventKinds } from '../../../datasets/event.ts';
import { dwellWithin } from '../missing-dwell.ts';
import type { DenoiseSettings } from '../settings.ts';
import { kindPlaces, reasonBits } from './reason-bits.ts';
import type { WorkingColumns } from './working-columns.ts';

const { impression, click } = kindPlaces;

/**
 * `duplicate` over the rows of one reader, as `markDuplicates` does it.
 * @param latest `row + 1` of the act that stands for an item and kind, by `item * kinds + kind`; all 0 before and after
 */
export function markDuplicateRows(
  columns: WorkingColumns,
  from: number,
  to: number,
  settings: DenoiseSettings,
  latest: Int32Array,
): void {
  const { item, kind, time, dwellUsed, reasons, silenced } = columns;
  const within = settings.thresholds.duplicateSeconds * 1000;
  for (let row = from; row < to; row++) {
    if (kind[row] === impression) continue;
    const key = item[row]! * eventKinds.length + kind[row]!;
    const before = latest[key]! - 1;
    if (before >= 0 && time[row]! - time[before]! < within) {
      // An unknown dwell is less than any known one.
      const better = dwellUsed[row]! > dwellUsed[before]! || (dwellUsed[row]! >= 0 && Number.isNaN(dwellUsed[before]!));
      const marked = better ? before : row;
      reasons[marked]! |= reasonBits.duplicate;
      silenced[marked] = 1;
      if (!better) continue;
    }
    latest[key] = row + 1;
  }
  for (let row = from; row < to; row++) latest[item[row]! * eventKinds.length + kind[row]!] = 0;
}

/** `imputed` over the rows of one reader, as `imputeMissingDwell` does it, from the last row to the first. */
export function imputeRows(
  columns: WorkingColumns,
  from: number,
  to: number,
  settings: DenoiseSettings,
  median: number | null,
): void {
  const { item, kind, time, dwellUsed, reasons } = columns;
  const { sessionGapSeconds, unknownDwellSeconds } = settings.thresholds;
  // The nearest later act, and the nearest later act on another item than that one's.
  let next = -1;
  let other = -1;
  for (let row = to - 1; row >= from; row--) {
    if (kind[row] === click && Number.isNaN(dwellUsed[row]!)) {
      const leaving = next >= 0 && item[next] === item[row] ? other : next;
      const gap = leaving < 0 ? 0 : (time[leaving]! - time[row]!) / 1000;
      dwellUsed[row] =
        gap > 0 && gap <= sessionGapSeconds ? dwellWithin(gap, settings) : (median ?? unknownDwellSeconds);
      reasons[row]! |= reasonBits.imputed;
    }
    if (kind[row] === impression || (reasons[row]! & reasonBits.duplicate) !== 0) continue;
    if (next >= 0 && item[next] !== item[row]) other = next;
    next = row;
  }
}

/** `cap` over the rows of one reader. */
export function capRows(columns: WorkingColumns, from: number, to: number, settings: DenoiseSettings): void {
  const { capSeconds } = settings.thresholds;
  for (let row = from; row < to; row++) {
    if (!(columns.dwellUsed[row]! > capSeconds)) continue;
    columns.dwellUsed[row] = capSeconds;
    columns.reasons[row]! |= reasonBits.cap;
  }
}
