import { type EventColumns, emptyColumns } from './event-columns.ts';

/** Gathers chunks of events, sorted by reader, into batches that hold whole readers. */
export class WholeReaders {
  readonly #atLeast: number;
  #columns: EventColumns;
  #length = 0;

  /** @param atLeast events from which on a batch ends with its last whole reader */
  constructor(atLeast: number) {
    this.#atLeast = atLeast;
    this.#columns = emptyColumns(atLeast + 4096);
  }

  /** Adds a chunk; @returns a batch of whole readers once there are enough events, else undefined. */
  add(chunk: EventColumns): EventColumns | undefined {
    const needed = this.#length + chunk.user.length;
    // A reader with more events than a batch makes it grow.
    if (needed > this.#columns.user.length) this.#columns = copied(this.#columns, 0, this.#length, 2 * needed);
    for (const name of columnNames) this.#columns[name].set(chunk[name], this.#length);
    this.#length = needed;
    if (this.#length < this.#atLeast) return undefined;
    const { user } = this.#columns;
    let end = this.#length - 1;
    while (end > 0 && user[end - 1] === user[end]) end--;
    return end > 0 ? this.#take(end) : undefined;
  }

  /** What is left at the end, perhaps nothing. */
  rest(): EventColumns {
    return this.#take(this.#length);
  }

  #take(end: number): EventColumns {
    const batch = this.#columns;
    this.#columns = copied(batch, end, this.#length, Math.max(this.#atLeast + 4096, 2 * (this.#length - end)));
    this.#length -= end;
    return {
      user: batch.user.subarray(0, end),
      item: batch.item.subarray(0, end),
      time: batch.time.subarray(0, end),
      kind: batch.kind.subarray(0, end),
      dwell: batch.dwell.subarray(0, end),
      approximate: batch.approximate.subarray(0, end),
    };
  }
}

const columnNames = ['user', 'item', 'time', 'kind', 'dwell', 'approximate'] as const;

function copied(columns: EventColumns, from: number, to: number, capacity: number): EventColumns {
  const fresh = emptyColumns(capacity);
  for (const name of columnNames) fresh[name].set(columns[name].subarray(from, to));
  return fresh;
}
