import type { ImportReport } from '../../../datasets/import/import-report.ts';
import type { ReadLogOptions } from '../../../datasets/import/log-options.ts';
import { openSortedLog } from '../../../datasets/import/sorted-log.ts';
import { type DenoiseSettings, defaultDenoiseSettings } from '../settings.ts';
import { columnSurges } from './column-surges.ts';
import { ColumnDenoiser, type DenoisedColumns } from './denoise-columns.ts';
import { itemTables } from './item-tables.ts';

export interface DenoiseLogOptions extends ReadLogOptions {
  readonly settings?: DenoiseSettings;
  /** Words of an item's text, or null when its length is unknown; unknown throughout, unless given. */
  readonly itemWords?: (itemId: string) => number | null;
  /** Told when the log lies sorted, and when median and surges are known. */
  readonly onStage?: (ended: 'sorted' | 'surges') => void;
}

export interface DenoisedLog {
  readonly report: ImportReport;
  readonly events: number;
  readonly users: number;
  /** Ids by the places that the columns hold; sorted. */
  readonly items: readonly string[];
  readonly medianDwellSeconds: number | null;
  /** Number of items that surged. */
  readonly surgingItems: number;
  /** Ids of the readers at the places `from` to `to`, end exclusive. */
  userIds(from: number, to: number): Promise<string[]>;
  /** Every event with its weight and reasons, whole readers at a time. */
  batches(): AsyncGenerator<DenoisedColumns>;
  close(): Promise<void>;
}

/**
 * Denoises a publisher's whole log from its files, with the results of `denoise`, in memory that does not grow with the
 * number of events: DuckDB sorts and spills on every core, and the rules see one batch of readers at a time.
 * The caller closes it. @throws as `readLog` does
 */
export async function denoiseLog(options: DenoiseLogOptions): Promise<DenoisedLog> {
  const { settings = defaultDenoiseSettings, itemWords = () => null, onStage, ...reading } = options;
  const log = await openSortedLog(reading);
  try {
    onStage?.('sorted');
    const { items } = log;
    const medianDwellSeconds = await log.medianDwellSeconds(settings.thresholds.capSeconds);
    const surges = settings.rules.surge ? await columnSurges(log, items.length, settings) : new Map();
    onStage?.('surges');
    const tables = itemTables(items.length, (place) => itemWords(items[place]!), surges, settings);
    const denoiser = new ColumnDenoiser({ items: tables, medianDwellSeconds, settings });
    return {
      report: log.report,
      events: log.events,
      users: log.users,
      items,
      medianDwellSeconds,
      surgingItems: surges.size,
      userIds: log.userIds,
      close: log.close,
      async *batches() {
        for await (const columns of log.batches()) yield denoiser.denoise(columns);
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  }
}
