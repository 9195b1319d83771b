import type { LogFormat } from './log-options.ts';

export interface Rejection {
  file: string;
  /** 1-based: the line of a text file (the header is line 1), the row of a Parquet file; null where it is unknown. */
  row: number | null;
  field: string;
  reason: string;
}

/** What an import read, what came of it, and what the reader of its figures has to know. */
export interface ImportReport {
  format: LogFormat;
  files: { path: string; rows: number }[];
  /** Rows of all files, headers and blank lines not counted. */
  rowsRead: number;
  eventsOut: number;
  itemsOut: number;
  usersOut: number;
  /** The first of the rejected rows or row parts, with their places. */
  rejected: Rejection[];
  rejectedCount: number;
  /** Counts of all rejections by `field: reason`. */
  rejectedByReason: Record<string, number>;
  notes: string[];
}

/** Counts rejections and keeps the first of them with their places. */
export class RejectionLedger {
  readonly #report: ImportReport;
  readonly #limit: number;

  constructor(report: ImportReport, limit: number) {
    this.#report = report;
    this.#limit = limit;
  }

  /** How many more places the report has room for. */
  get room(): number {
    return Math.max(0, this.#limit - this.#report.rejected.length);
  }

  count(problem: string, times = 1): void {
    const { field, reason } = splitProblem(problem);
    const key = `${field}: ${reason}`;
    this.#report.rejectedCount += times;
    this.#report.rejectedByReason[key] = (this.#report.rejectedByReason[key] ?? 0) + times;
  }

  place(file: string, row: number | null, problem: string): void {
    if (this.room > 0) this.#report.rejected.push({ file, row, ...splitProblem(problem) });
  }
}

/** Queries write a problem as `field|reason`. */
function splitProblem(problem: string): { field: string; reason: string } {
  const bar = problem.indexOf('|');
  return { field: problem.slice(0, bar), reason: problem.slice(bar + 1) };
}
