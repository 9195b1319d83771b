import type { Sampling, Tokenizer } from '../../../models/language-model.ts';

/** Id 0 ends a sequence, id 1 is a newline, every other id a word of its own. */
export const wordTokenizer: Tokenizer = {
  encode: (text) => text.split(' ').map((word) => Number(word.slice(1))),
  decode: (ids) => ids.map((id) => (id === 1 ? '\n' : ` w${id}`)).join(''),
  specialId: (token) => {
    if (token !== '<end>') throw new Error(`no token ${token}`);
    return 0;
  },
  endIds: [0],
};

/** Token ids that repeat for no one: `count` of them, told apart by `seed`. */
export function someIds(count: number, seed: number, vocabulary = 320): number[] {
  return Array.from(
    { length: count },
    (_, index) => 2 + ((index * 37 + seed * 101 + index * index) % (vocabulary - 2)),
  );
}

export function greedy(changes: Partial<Sampling> = {}): Sampling {
  return { temperature: 0, seed: 1, maxTokens: 12, ...changes };
}
