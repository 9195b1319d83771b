import type { DuckDBDataChunk } from '@duckdb/node-api';

/** Events as columns of one length: row `i` of each belongs to event `i`. */
export interface EventColumns {
  /** Places in the dictionary of users. */
  readonly user: Uint32Array;
  /** Places in the dictionary of items. */
  readonly item: Uint32Array;
  /** Milliseconds since 1970 (UTC). */
  readonly time: Float64Array;
  /** Places in `eventKinds`. */
  readonly kind: Uint8Array;
  /** Seconds; NaN is unknown. */
  readonly dwell: Float32Array;
  /** 1 where the time was made up from a place in a history (see `hasApproximateTime`), else 0. */
  readonly approximate: Uint8Array;
}

/** Gathers chunks of `user, item, time, kind, dwell, approximate` into columns of up to `capacity` events. */
export class EventColumnsBuilder {
  readonly #capacity: number;
  #columns: EventColumns;
  #length = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#columns = emptyColumns(capacity);
  }

  /** Adds a chunk's events; @returns the columns that became full. */
  add(chunk: DuckDBDataChunk): EventColumns[] {
    const full: EventColumns[] = [];
    const [user, item, time, kind, dwell, approximate] = [0, 1, 2, 3, 4, 5].map((column) =>
      chunk.getColumnVector(column),
    );
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const columns = this.#columns;
      const place = this.#length;
      columns.user[place] = user!.getItem(row) as number;
      columns.item[place] = item!.getItem(row) as number;
      columns.time[place] = time!.getItem(row) as number;
      columns.kind[place] = kind!.getItem(row) as number;
      columns.dwell[place] = (dwell!.getItem(row) as number | null) ?? Number.NaN;
      columns.approximate[place] = approximate!.getItem(row) ? 1 : 0;
      this.#length += 1;
      if (this.#length === this.#capacity) full.push(this.take());
    }
    return full;
  }

  /** What has been gathered so far, perhaps of length 0; the builder starts anew. */
  take(): EventColumns {
    const { user, item, time, kind, dwell, approximate } = this.#columns;
    const length = this.#length;
    this.#columns = emptyColumns(this.#capacity);
    this.#length = 0;
    return {
      user: user.subarray(0, length),
      item: item.subarray(0, length),
      time: time.subarray(0, length),
      kind: kind.subarray(0, length),
      dwell: dwell.subarray(0, length),
      approximate: approximate.subarray(0, length),
    };
  }
}

/** Columns of `length` rows, all 0. */
export function emptyColumns(length: number): EventColumns {
  return {
    user: new Uint32Array(length),
    item: new Uint32Array(length),
    time: new Float64Array(length),
    kind: new Uint8Array(length),
    dwell: new Float32Array(length),
    approximate: new Uint8Array(length),
  };
}
