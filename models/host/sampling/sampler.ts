import type { Sampling } from '../../language-model.ts';
import { BannedWords } from './banned-words.ts';
import { candidates } from './candidates.ts';
import { seededRandom } from './random.ts';

/** Chooses one row's tokens. Its state is the row's alone: what it chooses depends on no batch-mate. */
export class Sampler {
  readonly #sampling: Sampling;
  readonly #pieces: readonly string[];
  readonly #banned: BannedWords;
  readonly #bannedIds: readonly number[];
  readonly #random: () => number;
  readonly #written = new Set<number>();
  #text = '';

  /** @param pieces decoded text of each token id, for banned words */
  constructor(sampling: Sampling, pieces: readonly string[]) {
    this.#sampling = sampling;
    this.#pieces = pieces;
    this.#banned = new BannedWords(sampling.bannedWords);
    this.#bannedIds = sampling.bannedIds ?? [];
    this.#random = seededRandom(sampling.seed);
  }

  /** Text written so far, piece by piece. */
  get text(): string {
    return this.#text;
  }

  /**
   * Chooses the next token, and tells its logit before penalties. `logits` (length V) is the row's to change, and is
   * left changed.
   */
  choose(logits: Float32Array): { id: number; logit: number } {
    const plain = new Map<number, number>();
    for (const id of this.#written) plain.set(id, logits[id]!);
    this.#penalise(logits);
    for (const id of this.#bannedIds) if (id < logits.length) logits[id] = Number.NEGATIVE_INFINITY;
    const id = this.#sampling.temperature > 0 ? this.#draw(logits) : this.#best(logits);
    return { id, logit: plain.get(id) ?? logits[id]! };
  }

  /** Notes a token as written. */
  accept(id: number): void {
    this.#written.add(id);
    this.#text += this.#pieces[id] ?? '';
  }

  #penalise(logits: Float32Array): void {
    const penalty = this.#sampling.repetitionPenalty ?? 1;
    if (penalty === 1) return;
    for (const id of this.#written) {
      logits[id] = logits[id]! > 0 ? logits[id]! / penalty : logits[id]! * penalty;
    }
  }

  #refused(id: number): boolean {
    return this.#banned.completedBy(this.#pieces[id] ?? '', this.#text);
  }

  #best(logits: Float32Array): number {
    for (;;) {
      let best = 0;
      for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
      if (!this.#refused(best) || logits[best] === Number.NEGATIVE_INFINITY) return best;
      logits[best] = Number.NEGATIVE_INFINITY;
    }
  }

  /** Draws until a token is allowed: the distribution given that it is. With none left, the best that is allowed. */
  #draw(logits: Float32Array): number {
    const { temperature, topK, topP } = this.#sampling;
    const { ids, weights } = candidates(logits, temperature, topK, topP);
    let total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let left = ids.length; left > 0; left--) {
      const chosen = pick(weights, this.#random() * total);
      const id = ids[chosen]!;
      if (!this.#refused(id)) return id;
      total -= weights[chosen]!;
      weights[chosen] = 0;
      logits[id] = Number.NEGATIVE_INFINITY;
    }
    return this.#best(logits);
  }
}

/** Index of the weight in which `mark` falls when they are laid end to end. */
function pick(weights: readonly number[], mark: number): number {
  let sum = 0;
  let last = 0;
  for (let index = 0; index < weights.length; index++) {
    if (weights[index]! === 0) continue;
    sum += weights[index]!;
    last = index;
    if (mark < sum) return index;
  }
  return last;
}
