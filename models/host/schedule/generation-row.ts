import type { Sampling } from '../../language-model.ts';
import type { ServedAdapter } from '../adapter-feeds.ts';
import { Sampler } from '../sampling/sampler.ts';
import type { Answer, Question, Row } from './row.ts';
import type { Ticket } from './ticket.ts';

export interface WrittenRow {
  readonly ids: number[];
  readonly logProbabilities: number[];
  readonly finish: 'stop' | 'length';
}

/** A row that writes: one question after the tail, then one after each token written. */
export class GenerationRow implements Row {
  readonly ticket: Ticket;
  readonly tail: Float32Array;
  readonly length: number;
  readonly placesNeeded: number;
  readonly adapter: ServedAdapter | undefined;
  readonly #index: number;
  readonly #sampling: Sampling;
  readonly #sampler: Sampler;
  readonly #pieces: readonly string[];
  readonly #stopIds: ReadonlySet<number>;
  readonly #ids: number[] = [];
  readonly #logProbabilities: number[] = [];
  #ended = false;

  /** @param endIds the model's own end-of-sequence ids */
  constructor(
    ticket: Ticket,
    index: number,
    tail: { embeddings: Float32Array; length: number },
    sampling: Sampling,
    pieces: readonly string[],
    endIds: readonly number[],
    adapter?: ServedAdapter,
  ) {
    this.ticket = ticket;
    this.tail = tail.embeddings;
    this.length = tail.length;
    this.adapter = adapter;
    // The last token written is never read again.
    this.placesNeeded = tail.length + sampling.maxTokens - 1;
    this.#index = index;
    this.#sampling = sampling;
    this.#sampler = new Sampler(sampling, pieces);
    this.#pieces = pieces;
    this.#stopIds = new Set([...endIds, ...(sampling.stopIds ?? [])]);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get pending(): number | undefined {
    return this.#ended ? undefined : this.#ids.at(-1);
  }

  questions(from: number, to: number): Question[] {
    const last = this.length + this.#ids.length - 1;
    return last >= from && last < to ? [{ position: last, target: 0 }] : [];
  }

  answer(_question: Question, { logits, logNormaliser }: Answer): void {
    const { id, logit } = this.#sampler.choose(logits);
    if (this.#stopIds.has(id)) {
      this.#end('stop');
      return;
    }
    const endsLine = this.#sampling.stopAtNewline === true && this.#endsLine(id);
    if (endsLine && this.#pieces[id]!.trimStart().length === 0) {
      this.#end('stop');
      return;
    }
    this.#sampler.accept(id);
    this.#ids.push(id);
    this.#logProbabilities.push(logit - logNormaliser);
    this.ticket.onToken?.(this.#index, id);
    if (endsLine) this.#end('stop');
    else if (this.#ids.length >= this.#sampling.maxTokens) this.#end('length');
  }

  #endsLine(id: number): boolean {
    return `${this.#sampler.text}${this.#pieces[id] ?? ''}`.trimStart().includes('\n');
  }

  #end(finish: WrittenRow['finish']): void {
    this.#ended = true;
    const written: WrittenRow = { ids: this.#ids, logProbabilities: this.#logProbabilities, finish };
    this.ticket.finish(this.#index, written);
  }
}
