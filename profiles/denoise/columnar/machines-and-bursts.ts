import type { DenoiseSettings } from '../settings.ts';
import type { ItemTables } from './item-tables.ts';
import { kindPlaces, opens, reasonBits } from './reason-bits.ts';
import type { WorkingColumns } from './working-columns.ts';

const { impression } = kindPlaces;

/** Fills `open` with the rows of one reader that open an item. @returns how many */
export function gatherOpenings(columns: WorkingColumns, from: number, to: number): number {
  let openings = 0;
  for (let row = from; row < to; row++) {
    if (opens[columns.kind[row]!] === 0 || (columns.reasons[row]! & reasonBits.duplicate) !== 0) continue;
    columns.open[openings++] = row;
  }
  return openings;
}

/** `bot` over the rows of one reader, as `markBots` does it. */
export function markBotRows(
  columns: WorkingColumns,
  from: number,
  to: number,
  openings: number,
  settings: DenoiseSettings,
): void {
  const { thresholds } = settings;
  regularStretches(columns, openings, settings);
  aboveRate(columns, openings, 60, thresholds.botPerMinute, markMachine);
  aboveRate(columns, openings, 300, thresholds.botPerFiveMinutes, markMachine);
  aboveRate(columns, openings, 1800, thresholds.botPerHalfHour, markMachine);
  const { machine, kind, time } = columns;
  let found = 0;
  for (let place = 0; place < openings; place++) found += machine[columns.open[place]!]!;
  if (found === 0) return;
  const whole = found >= thresholds.botWholeHistoryShare * openings;
  const gap = thresholds.sessionGapSeconds * 1000;
  for (let begin = from; begin < to; ) {
    // One session: acts without a longer gap between them; exposures do not keep it alive.
    let end = begin;
    let last = Number.NaN;
    let silent = whole;
    for (; end < to; end++) {
      if (kind[end] === impression) continue;
      if (time[end]! - last > gap) break;
      last = time[end]!;
      if (machine[end] === 1) silent = true;
    }
    if (silent) silence(columns, begin, end, reasonBits.bot);
    begin = end;
  }
  for (let place = 0; place < openings; place++) machine[columns.open[place]!] = 0;
}

// Not closures: one made for each reader would cost more than most readers' rules.
type MarkOpenings = (columns: WorkingColumns, first: number, end: number) => void;

const markMachine: MarkOpenings = ({ machine, open }, first, end) => {
  for (let place = first; place < end; place++) machine[open[place]!] = 1;
};

const markBurst: MarkOpenings = ({ reasons, silenced, open }, first, end) => {
  for (let place = first; place < end; place++) {
    reasons[open[place]!]! |= reasonBits.burst;
    silenced[open[place]!] = 1;
  }
};

/** The fewest openings that any rule on machines and bursts can find something in. */
export function fewestTelling({ thresholds }: DenoiseSettings): number {
  const { burstPerMinute, burstPerFiveMinutes, burstPerHalfHour, botPerMinute, botPerFiveMinutes, botPerHalfHour } =
    thresholds;
  const rates = [
    burstPerMinute,
    burstPerFiveMinutes,
    burstPerHalfHour,
    botPerMinute,
    botPerFiveMinutes,
    botPerHalfHour,
  ];
  return Math.min(thresholds.burstRunClicks, thresholds.botRegularClicks, ...rates.map((limit) => limit + 1));
}

function silence({ kind, reasons, silenced }: WorkingColumns, from: number, to: number, bit: number): void {
  for (let row = from; row < to; row++) {
    if (kind[row] === impression) continue;
    reasons[row]! |= bit;
    silenced[row] = 1;
  }
}

/** `burst` over the openings of one reader, as `markBursts` does it. */
export function markBurstRows(
  columns: WorkingColumns,
  openings: number,
  settings: DenoiseSettings,
  items: ItemTables,
): void {
  const { open, time, item, dwell } = columns;
  const { burstRunClicks, burstGapSeconds, burstPerMinute, burstPerFiveMinutes, burstPerHalfHour } =
    settings.thresholds;
  let from = 0;
  for (let to = 1; to <= openings; to++) {
    const gap = to < openings ? (time[open[to]!]! - time[open[to - 1]!]!) / 1000 : Number.POSITIVE_INFINITY;
    if (gap > 0 && gap < burstGapSeconds) continue;
    if (to - from >= burstRunClicks) {
      for (let place = from; place < to; place++) {
        const row = open[place]!;
        const read = dwell[row]! >= items.shortest[item[row]!]!;
        if (!read) markBurst(columns, place, place + 1);
      }
    }
    from = to;
  }
  aboveRate(columns, openings, 60, burstPerMinute, markBurst);
  aboveRate(columns, openings, 300, burstPerFiveMinutes, markBurst);
  aboveRate(columns, openings, 1800, burstPerHalfHour, markBurst);
}

/** Marks every stretch of openings above a rate, each opening once; see `stretchesAboveRate`. */
function aboveRate(
  columns: WorkingColumns,
  openings: number,
  seconds: number,
  limit: number,
  mark: MarkOpenings,
): void {
  // Fewer openings than the limit cannot exceed it.
  if (openings <= limit) return;
  const { open, time } = columns;
  let from = 0;
  let instants = 0;
  let told = 0;
  for (let to = 0; to < openings; to++) {
    const at = time[open[to]!]!;
    if (to === 0 || at !== time[open[to - 1]!]!) instants++;
    while (at - time[open[from]!]! >= seconds * 1000) {
      if (time[open[from]!] !== time[open[from + 1]!]) instants--;
      from++;
    }
    if (instants <= limit) continue;
    mark(columns, Math.max(from, told), to + 1);
    told = to + 1;
  }
}

/** Marks every run of openings at even intervals, each opening once; the sums are those of the rows' rule. */
function regularStretches(columns: WorkingColumns, openings: number, settings: DenoiseSettings): void {
  const { botRegularClicks, botRegularVariation } = settings.thresholds;
  if (openings < botRegularClicks) return;
  const gapsInRun = botRegularClicks - 1;
  let sum = 0;
  let squares = 0;
  let told = 0;
  for (let last = 0; last + 1 < openings; last++) {
    const added = gapAfter(columns, last);
    sum += added;
    squares += added ** 2;
    if (last >= gapsInRun) {
      const left = gapAfter(columns, last - gapsInRun);
      sum -= left;
      squares -= left ** 2;
    }
    if (last < gapsInRun - 1 || sum <= 0) continue;
    const mean = sum / gapsInRun;
    const variation = Math.sqrt(Math.max(0, squares / gapsInRun - mean * mean)) / mean;
    if (variation >= botRegularVariation) continue;
    markMachine(columns, Math.max(last - gapsInRun + 1, told), last + 2);
    told = last + 2;
  }
}

/** Seconds from one opening to the next. */
const gapAfter = ({ open, time }: WorkingColumns, place: number): number =>
  (time[open[place + 1]!]! - time[open[place]!]!) / 1000;
