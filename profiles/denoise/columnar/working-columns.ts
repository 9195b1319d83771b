import type { EventColumns } from '../../../datasets/import/event-columns.ts';
import { kindRanks } from './reason-bits.ts';

/** A batch on its way through the rules; row `i` belongs to event `i` of the batch. */
export interface WorkingColumns extends EventColumns {
  /** Seconds to weigh by; NaN while unknown. */
  readonly dwellUsed: Float64Array;
  /** Bits of `reasonBits`. */
  readonly reasons: Uint8Array;
  /** 1 where a rule takes the weight away. */
  readonly silenced: Uint8Array;
  /** Rows of the present reader that open an item and are no duplicate; the first `openings` of them count. */
  readonly open: Int32Array;
  /** 1 where a row of `open` is machine-like; all 0 between readers. */
  readonly machine: Uint8Array;
}

/** Columns that no caller sees, used again from batch to batch. */
export type Scratch = Pick<WorkingColumns, 'silenced' | 'open' | 'machine'>;

/** Room for batches of up to `length` events. */
export const scratchFor = (length: number): Scratch => ({
  silenced: new Uint8Array(length),
  open: new Int32Array(length),
  machine: new Uint8Array(length),
});

/** Starts the work on a batch: a dwell that cannot be is unknown. @param scratch at least as long as the batch */
export function workingColumns(columns: EventColumns, scratch: Scratch): WorkingColumns {
  const length = columns.user.length;
  scratch.silenced.fill(0, 0, length);
  const dwellUsed = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const dwell = columns.dwell[row]!;
    dwellUsed[row] = dwell >= 0 && dwell < Number.POSITIVE_INFINITY ? dwell : Number.NaN;
  }
  return {
    ...columns,
    dwellUsed,
    reasons: new Uint8Array(length),
    ...scratch,
  };
}

/**
 * Puts events of one reader and instant in the order of item, kind by name, and dwell, in place. The rest has to be in
 * order already. @throws RangeError where it is not
 */
export function orderTies(columns: EventColumns): void {
  const { user, time } = columns;
  for (let row = 1; row < user.length; row++) {
    if (user[row]! < user[row - 1]! || (user[row] === user[row - 1] && time[row]! < time[row - 1]!)) {
      throw new RangeError(`row ${row} of the batch is out of order: events have to come by reader and time`);
    }
    for (let place = row; place > 0 && comesBefore(columns, place, place - 1); place--) swap(columns, place, place - 1);
  }
}

function comesBefore({ user, item, time, kind, dwell }: EventColumns, one: number, other: number): boolean {
  if (user[one] !== user[other] || time[one] !== time[other]) return false;
  if (item[one] !== item[other]) return item[one]! < item[other]!;
  if (kind[one] !== kind[other]) return kindRanks[kind[one]!]! < kindRanks[kind[other]!]!;
  const known = (value: number) => (Number.isNaN(value) ? -1 : value);
  return known(dwell[one]!) < known(dwell[other]!);
}

function swap({ item, kind, dwell, approximate }: EventColumns, one: number, other: number): void {
  for (const column of [item, kind, dwell, approximate]) {
    const value = column[one]!;
    column[one] = column[other]!;
    column[other] = value;
  }
}
