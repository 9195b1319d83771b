import { isCommonWord } from '../../generators/facts/common-words.ts';
import { isCapitalised, isFunctionWord, wordsOf } from '../../generators/facts/words.ts';
import { type CasingVotes, pairVote } from './casing-votes.ts';

/**
 * Puts a title into sentence case by the casing of running text: a word keeps its capital where it has one beside the
 * same neighbour ("Justice Department" stays though "the department" is small elsewhere), else where its body gives it
 * one; a word the body lacks goes by the corpus, then by the lexicon. Acronyms and words with
 * capitals inside are left as they are. (After truecasing by most frequent form: Lita et al., 2003.)
 */
export function trueCase(title: string, body: CasingVotes, corpus: CasingVotes): string {
  const words = wordsOf(title);
  let cased = '';
  let at = 0;
  for (const [index, word] of words.entries()) {
    cased += title.slice(at, word.start);
    at = word.end;
    const lower = word.text.toLowerCase();
    const quoted = word.opens && /["“'‘]$/u.test(title.slice(0, word.start));
    const keeps = quoted || isMarked(word.text) || !isCapitalised(word.text) || isNamed(index);
    const text = keeps ? word.text : lower;
    cased += index === 0 ? text[0]!.toUpperCase() + text.slice(1) : text;
  }
  return cased + title.slice(at);

  function isNamed(index: number): boolean {
    const { folded, stem } = words[index]!;
    const before = words[index - 1]?.folded;
    const after = words[index + 1]?.folded;
    const anywhere = pairVote(corpus, before, folded, after);
    const beside = Math.abs(anywhere) > fewVotes ? anywhere : pairVote(body, before, folded, after) || anywhere;
    const alone = body.words.get(folded) ?? 0;
    // Running text tells in the past what titles tell in the present: "Agency Selects" in a heading makes no name.
    const verbLike = folded.endsWith('s') && (corpus.stems.get(stem) ?? 0) < -surelySmall;
    if (verbLike && beside <= fewVotes && alone <= fewVotes) return false;
    if (beside !== 0) return beside > 0;
    if (isFunctionWord(folded)) return false;
    if (alone !== 0) return alone > 0;
    // "Announced" where the body has "announce".
    if ((body.stems.get(stem) ?? 0) < 0) return false;
    const elsewhere = corpus.words.get(folded) || (corpus.stems.get(stem) ?? 0);
    if (elsewhere !== 0) return elsewhere > 0;
    return !isCommonWord(folded);
  }
}

/** Small letters less capitals of a corpus from which on a word counts as an ordinary one. */
const surelySmall = 20;
/** Capitals that may stand in a body's own headings. */
const fewVotes = 2;

/** Two capitals, or a capital behind the first letter: "NHS", "iPhone", "McKay", "U.S". */
const isMarked = (text: string): boolean => /\p{L}.*\p{Lu}|\p{Lu}.*\p{N}/u.test(text);
