import type { AnalysedArticle } from '../analyse-article.ts';
import { isFunctionWord } from '../words.ts';

/** Which words stand in which sentence of an article, for asking what a text's words have in common. */
export interface ArticleSentences {
  /** Content stem → indices of the sentences that hold it, rising. */
  readonly ofStem: ReadonlyMap<string, readonly number[]>;
  /** For each sentence, content stem → its first place in it. */
  readonly places: readonly ReadonlyMap<string, number>[];
  /** Pairs of neighbouring words (folded, joined by a space). */
  readonly bigrams: ReadonlySet<string>;
  readonly trigrams: ReadonlySet<string>;
}

const known = new WeakMap<AnalysedArticle, ArticleSentences>();

/** The article's sentences by their words; made once an article, linear in its length. */
export function articleSentences(article: AnalysedArticle): ArticleSentences {
  const made = known.get(article);
  if (made) return made;
  const { index, sentences } = article;
  const places: Map<string, number>[] = sentences.map(() => new Map());
  const ofStem = new Map<string, number[]>();
  const bigrams = new Set<string>();
  const trigrams = new Set<string>();
  let sentence = 0;
  for (const [position, word] of index.words.entries()) {
    const next = index.words[position + 1]?.folded ?? '';
    bigrams.add(`${word.folded} ${next}`);
    trigrams.add(`${word.folded} ${next} ${index.words[position + 2]?.folded ?? ''}`);
    while (sentence < sentences.length && sentences[sentence]!.end <= word.start) sentence++;
    const within = places[sentence];
    if (!within || sentences[sentence]!.start > word.start || isFunctionWord(word.folded)) continue;
    if (within.has(word.stem)) continue;
    within.set(word.stem, position);
    const holding = ofStem.get(word.stem);
    if (holding) holding.push(sentence);
    else ofStem.set(word.stem, [sentence]);
  }
  const all = { ofStem, places, bigrams, trigrams };
  known.set(article, all);
  return all;
}
