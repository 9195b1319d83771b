import type { ServedAdapter } from '../adapter-feeds.ts';
import type { PrefixPlaces } from '../decoder-session.ts';
import type { Ticket } from './ticket.ts';

/** A question about the token after one of the row's own positions. */
export interface Question {
  /** Counted from the row's first own token. */
  readonly position: number;
  /** Token whose log-probability is wanted; 0 where none is. */
  readonly target: number;
}

export interface Answer {
  /** Length V; gone after the call, and free to change. */
  readonly logits: Float32Array;
  readonly logNormaliser: number;
  readonly targetLogProbability: number;
}

/** A row of a batch: what follows the shared prefix, and what is wanted of it. */
export interface Row {
  readonly ticket: Ticket;
  /** Input embeddings of what is known beforehand, `length × H`. */
  readonly tail: Float32Array;
  readonly length: number;
  /** Own tokens the row will hold at most. */
  readonly placesNeeded: number;
  /** Questions about positions in [from, to). */
  questions(from: number, to: number): Question[];
  answer(question: Question, answer: Answer): void;
  /** Written last and not yet read by the model; undefined before the first and when the row has ended. */
  readonly pending: number | undefined;
  readonly ended: boolean;
  /** Acts on all tokens of the row and on none of its prefix. */
  readonly adapter: ServedAdapter | undefined;
  /** Only of a row without tokens: takes what it wants of the finished prefix, and ends. */
  takePrefix?(prefix: PrefixPlaces): void;
}
