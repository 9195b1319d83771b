import { eventKinds } from '../../../datasets/event.ts';
import type { EventColumns } from '../../../datasets/import/event-columns.ts';
import type { DenoiseSettings } from '../settings.ts';
import { capRows, imputeRows, markDuplicateRows } from './complete-dwell.ts';
import type { ItemTables } from './item-tables.ts';
import { fewestTelling, gatherOpenings, markBotRows, markBurstRows } from './machines-and-bursts.ts';
import { kindPlaces, opens, reasonBits } from './reason-bits.ts';
import { orderTies, type Scratch, scratchFor, type WorkingColumns, workingColumns } from './working-columns.ts';

/** A batch of events with what denoising made of each. */
export interface DenoisedColumns extends EventColumns {
  /** 0..1; 0 means the event says nothing about interests. */
  readonly weight: Float64Array;
  /** 0..1: how strongly the event speaks against the item. */
  readonly aversion: Float64Array;
  /** Bits of `reasonBits`. */
  readonly reasons: Uint8Array;
  /** Seconds used for the weight, after cap or imputation; NaN is unknown. */
  readonly dwellUsed: Float64Array;
}

export interface ColumnContext {
  readonly items: ItemTables;
  readonly medianDwellSeconds: number | null;
  readonly settings: DenoiseSettings;
}

/**
 * Denoises batches of whole readers over columns of numbers: the rules of `denoise`, with the same results, for millions
 * of events. Sentences are not made here; `denoise` of one reader has them.
 */
export class ColumnDenoiser {
  readonly #context: ColumnContext;
  readonly #latest: Int32Array;
  readonly #fewestTelling: number;
  #scratch: Scratch = scratchFor(0);

  constructor(context: ColumnContext) {
    this.#context = context;
    this.#fewestTelling = fewestTelling(context.settings);
    this.#latest = new Int32Array(context.items.shortest.length * eventKinds.length);
  }

  /**
   * @param columns events of whole readers by reader and time; ties are put in order in place. Their ids are taken to be
   *   told apart: the same id twice is the import's to find.
   * @throws RangeError when they are out of order
   */
  denoise(columns: EventColumns): DenoisedColumns {
    orderTies(columns);
    const length = columns.user.length;
    if (length > this.#scratch.open.length) this.#scratch = scratchFor(length);
    const working = workingColumns(columns, this.#scratch);
    for (let from = 0; from < length; ) {
      let to = from + 1;
      while (to < length && columns.user[to] === columns.user[from]) to++;
      this.#applyRules(working, from, to);
      from = to;
    }
    return { ...columns, reasons: working.reasons, dwellUsed: working.dwellUsed, ...this.#weigh(working) };
  }

  #applyRules(columns: WorkingColumns, from: number, to: number): void {
    const { items, medianDwellSeconds, settings } = this.#context;
    const { rules } = settings;
    if (rules.duplicate) markDuplicateRows(columns, from, to, settings, this.#latest);
    if (rules.imputed) imputeRows(columns, from, to, settings, medianDwellSeconds);
    if (rules.cap) capRows(columns, from, to, settings);
    if ((rules.bot || rules.burst) && to - from >= this.#fewestTelling) {
      const openings = gatherOpenings(columns, from, to);
      if (rules.bot) markBotRows(columns, from, to, openings, settings);
      if (rules.burst) markBurstRows(columns, openings, settings, items);
    }
    if (rules.surge && items.surges.size > 0) markSurgeRows(columns, from, to, items);
    if (rules.short) markBounceRows(columns, from, to, items);
  }

  #weigh(columns: WorkingColumns): { weight: Float64Array; aversion: Float64Array } {
    const { items, settings } = this.#context;
    const { item, kind, dwellUsed, reasons, silenced } = columns;
    const feedback = Float64Array.from(eventKinds, (name) => settings.feedback[name]);
    const weight = new Float64Array(kind.length);
    const aversion = new Float64Array(kind.length);
    for (let row = 0; row < kind.length; row++) {
      const worth = feedback[kind[row]!]!;
      if (worth < 0) {
        const believed = silenced[row] === 0 || (reasons[row]! & ~reasonBits.short) === 0;
        if (believed) aversion[row] = -worth;
        continue;
      }
      if (silenced[row] === 1) continue;
      const byDwell = kind[row] === kindPlaces.click || kind[row] === kindPlaces.finish;
      const dwell = dwellUsed[row]!;
      const read = byDwell && dwell >= 0 ? Math.min(1, Math.max(0, dwell / items.full[item[row]!]!)) : 1;
      weight[row] = worth * read;
    }
    return { weight, aversion };
  }
}

function markSurgeRows(columns: WorkingColumns, from: number, to: number, items: ItemTables): void {
  const { item, kind, time, reasons, silenced } = columns;
  for (let row = from; row < to; row++) {
    if (items.surging[item[row]!] === 0 || kind[row] === kindPlaces.impression) continue;
    const spans = items.surges.get(item[row]!)!;
    for (let place = 0; place < spans.length; place += 2) {
      if (time[row]! < spans[place]! || time[row]! > spans[place + 1]!) continue;
      reasons[row]! |= reasonBits.surge;
      silenced[row] = 1;
      break;
    }
  }
}

function markBounceRows(columns: WorkingColumns, from: number, to: number, items: ItemTables): void {
  const { item, kind, dwellUsed, reasons, silenced } = columns;
  for (let row = from; row < to; row++) {
    if (opens[kind[row]!] === 0) continue;
    // An unknown dwell (NaN) is less than nothing, so it is no bounce.
    if (kind[row] !== kindPlaces.quick_close && !(dwellUsed[row]! < items.shortest[item[row]!]!)) continue;
    reasons[row]! |= reasonBits.short;
    silenced[row] = 1;
  }
}
