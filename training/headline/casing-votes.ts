import { isCapitalised, type Word, wordsOf } from '../../generators/facts/words.ts';

/** How often a word, and a pair of neighbours, stands with and without a capital where its place asks for none. */
export interface CasingVotes {
  /** Folded word → capitals less small letters. */
  readonly words: ReadonlyMap<string, number>;
  /** Stem → capitals less small letters, over all forms of a word. */
  readonly stems: ReadonlyMap<string, number>;
  /** Two folded neighbours → capitals less small letters of the first and of the second. */
  readonly pairs: ReadonlyMap<string, readonly [number, number]>;
}

const pairKey = (first: string, second: string) => `${first} ${second}`;

/**
 * Counts the casing of running text. Words that open a sentence, a line or a quotation do not vote.
 * @param wantedPairs neighbours to count, `pairsIn` of the titles to come; over a whole corpus all would be too many
 */
export function casingVotes(texts: readonly string[], wantedPairs?: ReadonlySet<string>): CasingVotes {
  const ofWords = new Map<string, number>();
  const ofStems = new Map<string, number>();
  const ofPairs = new Map<string, [number, number]>();
  for (const text of texts) {
    let previous: Word | undefined;
    for (const word of wordsOf(text)) {
      const vote = voteOf(word);
      ofWords.set(word.folded, (ofWords.get(word.folded) ?? 0) + vote);
      ofStems.set(word.stem, (ofStems.get(word.stem) ?? 0) + vote);
      if (previous && isBeside(text, previous, word)) {
        const key = pairKey(previous.folded, word.folded);
        if (!wantedPairs || wantedPairs.has(key)) {
          const sum = ofPairs.get(key) ?? [0, 0];
          ofPairs.set(key, [sum[0] + voteOf(previous), sum[1] + vote]);
        }
      }
      previous = word;
    }
  }
  return { words: ofWords, stems: ofStems, pairs: ofPairs };
}

/** The neighbours of some texts, as `casingVotes` counts them. */
export function pairsIn(texts: readonly string[]): Set<string> {
  const pairs = new Set<string>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (const [index, word] of words.slice(1).entries()) pairs.add(pairKey(words[index]!.folded, word.folded));
  }
  return pairs;
}

const isBeside = (text: string, left: Word, right: Word) => /^[\s-]+$/u.test(text.slice(left.end, right.start));

/** +1 for a capital that the place does not ask for, -1 for small letters, 0 where place or shouting decides. */
function voteOf(word: Word): number {
  if (!isCapitalised(word.text)) return -1;
  return word.opens || /^\p{Lu}{2,}$/u.test(word.text) ? 0 : 1;
}

/** The vote of a word beside its neighbours: those pairs that the text has, or 0 where it has none. */
export function pairVote(votes: CasingVotes, previous: string | undefined, word: string, next: string | undefined) {
  const before = previous === undefined ? 0 : (votes.pairs.get(pairKey(previous, word))?.[1] ?? 0);
  const after = next === undefined ? 0 : (votes.pairs.get(pairKey(word, next))?.[0] ?? 0);
  return before + after;
}
