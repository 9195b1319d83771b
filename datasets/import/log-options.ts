import type { EventKind } from '../event.ts';

export const logFormats = ['mind', 'ebnerd', 'pens', 'dt-pens', 'jsonl', 'csv', 'parquet'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Which column of a jsonl, csv or parquet log holds which field, e.g. `{ userId: 'person', at: 'timestamp' }`. */
export type ColumnNames = Readonly<Record<string, string>>;
/** What a log's own words for kinds mean; null leaves such events out, e.g. `{ VIEW: 'click', FOLLOW: null }`. */
export type KindNames = Readonly<Record<string, EventKind | null>>;

export interface ReadLogOptions {
  format: LogFormat;
  /** Files or folders; folders are searched with their subfolders. `.gz` is accepted for text formats. */
  paths: string | readonly string[];
  /** Items of a jsonl, csv or parquet log. A folder's file named `items` (`items.csv`) is found by itself. */
  items?: string;
  /** Users (id, consent, ageBand) of a jsonl, csv or parquet log. A folder's file named `users` likewise. */
  users?: string;
  columns?: ColumnNames;
  kinds?: KindNames;
  /** Exposures without a click, as events of kind `impression`. Left out unless asked for: they outnumber clicks far. */
  impressions?: boolean;
  /** Clicks that a data set lists without their times (MIND; the test readers of PENS). Kept unless `exclude`. */
  history?: 'include' | 'exclude';
  /** Where an untimed history ends for readers without any dated impression. */
  historyEndsAt?: Date;
  /** Events after this are rejected. Now, unless given. */
  asOf?: Date;
  /** BCP 47 tag of items that name none. EB-NeRD is Danish, MIND and PENS are English. */
  language?: string;
  /** Events per batch. */
  batchSize?: number;
  /** How many rejected rows the report lists one by one; all are counted. */
  rejectionLimit?: number;
  /** What DuckDB may hold, e.g. `1GB`; beyond that it spills to a temporary folder. */
  memoryLimit?: string;
  /** Stops the reading at the next batch. */
  signal?: AbortSignal;
}

/** The options with their defaults, the same for every format. */
export interface ResolvedOptions {
  readonly columns: ColumnNames;
  readonly kinds: KindNames;
  readonly impressions: boolean;
  readonly history: boolean;
  readonly historyEndsAt: Date | undefined;
  readonly asOf: Date;
  readonly language: string | undefined;
  readonly batchSize: number;
  readonly rejectionLimit: number;
  readonly memoryLimit: string;
}

export function resolveOptions(options: ReadLogOptions): ResolvedOptions {
  return {
    columns: options.columns ?? {},
    kinds: options.kinds ?? {},
    impressions: options.impressions ?? false,
    history: (options.history ?? 'include') === 'include',
    historyEndsAt: options.historyEndsAt,
    asOf: options.asOf ?? new Date(),
    language: options.language,
    batchSize: options.batchSize ?? 10_000,
    rejectionLimit: options.rejectionLimit ?? 100,
    memoryLimit: options.memoryLimit ?? '1GB',
  };
}
