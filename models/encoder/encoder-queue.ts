import type { Lane } from '../language-model.ts';
import { paddedLength } from './length-buckets.ts';

/** A text that waits for its vector. */
export interface WaitingText {
  readonly request: number;
  /** Its place among the request's texts. */
  readonly index: number;
  readonly ids: readonly number[];
}

/** Most tokens of one run, so that a run lasts well below a tenth of a second on a slow core. */
const mostTokens = 512;

/** Texts waiting in two lanes; batches hold texts of one padded length. */
export class EncoderQueue {
  readonly #lanes: Record<Lane, WaitingText[]> = { interactive: [], bulk: [] };

  get empty(): boolean {
    return this.#lanes.interactive.length + this.#lanes.bulk.length === 0;
  }

  add(lane: Lane, texts: readonly WaitingText[]): void {
    this.#lanes[lane].push(...texts);
  }

  /** Forgets a request's texts. */
  drop(request: number): void {
    for (const lane of ['interactive', 'bulk'] as const) {
      this.#lanes[lane] = this.#lanes[lane].filter((text) => text.request !== request);
    }
  }

  /** The next batch: the longest-waiting text of the first lane that has one, and others of its padded length. */
  next(): { length: number; texts: WaitingText[] } | null {
    const lane: Lane = this.#lanes.interactive.length > 0 ? 'interactive' : 'bulk';
    const first = this.#lanes[lane][0];
    if (!first) return null;
    const length = paddedLength(first.ids.length);
    const room = Math.max(1, Math.floor(mostTokens / length));
    const texts: WaitingText[] = [];
    this.#lanes[lane] = this.#lanes[lane].filter((text) => {
      if (texts.length >= room || paddedLength(text.ids.length) !== length) return true;
      texts.push(text);
      return false;
    });
    return { length, texts };
  }
}
