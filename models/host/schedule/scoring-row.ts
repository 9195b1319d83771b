import type { ServedAdapter } from '../adapter-feeds.ts';
import type { Answer, Question, Row } from './row.ts';
import type { Ticket } from './ticket.ts';

/** A row that is read, not written: log-probabilities of a continuation, or the first token's logits. */
export class ScoringRow implements Row {
  readonly ticket: Ticket;
  readonly tail: Float32Array;
  readonly length: number;
  readonly placesNeeded: number;
  readonly adapter: ServedAdapter | undefined;
  readonly pending = undefined;
  readonly #index: number;
  readonly #firstQuestion: number;
  readonly #continuation: readonly number[];
  readonly #logProbabilities: Float32Array;
  readonly #wantsLogits: boolean;
  #answered = 0;

  /**
   * @param tail the prompt's tail followed by all of the continuation but its last token
   * @param continuation tokens to score; empty to be given the logits after the tail
   */
  constructor(
    ticket: Ticket,
    index: number,
    tail: { embeddings: Float32Array; length: number },
    continuation: readonly number[],
    adapter?: ServedAdapter,
  ) {
    this.ticket = ticket;
    this.tail = tail.embeddings;
    this.length = tail.length;
    this.adapter = adapter;
    this.placesNeeded = tail.length;
    this.#index = index;
    this.#wantsLogits = continuation.length === 0;
    this.#continuation = continuation;
    this.#firstQuestion = tail.length - Math.max(1, continuation.length);
    this.#logProbabilities = new Float32Array(continuation.length);
  }

  get ended(): boolean {
    return this.#answered >= Math.max(1, this.#continuation.length);
  }

  questions(from: number, to: number): Question[] {
    const questions: Question[] = [];
    for (let position = Math.max(from, this.#firstQuestion); position < Math.min(to, this.length); position++) {
      questions.push({ position, target: this.#continuation[position - this.#firstQuestion] ?? 0 });
    }
    return questions;
  }

  answer({ position }: Question, { logits, targetLogProbability }: Answer): void {
    this.#answered += 1;
    if (this.#wantsLogits) {
      this.ticket.finish(this.#index, logits.slice());
      return;
    }
    this.#logProbabilities[position - this.#firstQuestion] = targetLogProbability;
    if (this.ended) this.ticket.finish(this.#index, this.#logProbabilities);
  }
}
