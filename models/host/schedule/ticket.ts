import type { Lane } from '../../language-model.ts';

/** One request of a caller, whose rows may be spread over steps. */
export class Ticket {
  readonly lane: Lane;
  readonly #results: unknown[];
  readonly #settle: (results: unknown[]) => void;
  readonly #reject: (error: Error) => void;
  readonly onToken: ((row: number, id: number) => void) | undefined;
  #left: number;
  #ended = false;

  constructor(options: {
    lane: Lane;
    rows: number;
    settle: (results: unknown[]) => void;
    reject: (error: Error) => void;
    onToken?: ((row: number, id: number) => void) | undefined;
  }) {
    this.lane = options.lane;
    this.#left = options.rows;
    this.#results = new Array(options.rows);
    this.#settle = options.settle;
    this.#reject = options.reject;
    this.onToken = options.onToken;
  }

  /** True once cancelled, failed or settled: its rows are to be dropped. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Notes a row's result; the last one settles the request. */
  finish(row: number, result: unknown): void {
    if (this.#ended) return;
    this.#results[row] = result;
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#ended = true;
    this.#settle(this.#results);
  }

  fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reject(error);
  }

  /** Nobody waits any more. */
  cancel(): void {
    this.#ended = true;
  }
}
