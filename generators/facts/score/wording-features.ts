import type { AnalysedArticle } from '../analyse-article.ts';
import { isCommonWord, isKnownName } from '../common-words.ts';
import { isFunctionWord, type Word } from '../words.ts';
import { type ArticleSentences, articleSentences } from './article-sentences.ts';

/** How much of a text's wording the article has, and how close together. Shares lie in 0..1. */
export interface WordingFeatures {
  /** Content words whose stem the article lacks: share and count. */
  readonly newWordShare: number;
  readonly newWords: number;
  /** Words the article lacks that are known as names and not as common words. */
  readonly newNames: number;
  /** Neighbouring words that stand side by side nowhere in the article. */
  readonly newBigramShare: number;
  readonly newTrigramShare: number;
  /** Content words that the best sentence, and the best three, hold. */
  readonly bestSentenceShare: number;
  readonly bestThreeShare: number;
  /** Of neighbouring content words that both stand in the article, the share that no sentence holds together. */
  readonly apartShare: number;
  /** Of those that some sentence holds together, the share that stand there the other way round only. */
  readonly turnedShare: number;
  /** Mean length, in words, of the stretches copied word for word (density; Grusky et al. 2018), as log(1 + ·). */
  readonly copiedDensity: number;
  /** Words that negate which the article's best sentence lacks, or the other way round. */
  readonly negationDiffers: number;
}

const negations = new Set(
  'not no never none nobody nothing neither nor without cannot fail fails failed deny denies denied refuse refuses refused'.split(
    ' ',
  ),
);
const negates = (word: string): boolean => negations.has(word) || word.endsWith("n't");

/** Compares wordings. Linear in text and article. */
export function wordingFeatures(words: readonly Word[], article: AnalysedArticle): WordingFeatures {
  const sentences = articleSentences(article);
  const content = words.filter((word) => !isFunctionWord(word.folded) && !negates(word.folded));
  const stems = [...new Set(content.map(({ stem }) => stem))];
  const isNew = (word: Word) =>
    !article.index.positions.has(word.folded) && !article.index.stemPositions.has(word.stem);
  const fresh = content.filter(isNew);
  const best = bestSentences(stems, sentences, 3);
  const { apart, turned } = pairs(content, sentences);
  return {
    newWordShare: share(fresh.length, content.length),
    newWords: Math.min(6, fresh.length),
    newNames: Math.min(4, fresh.filter(({ folded }) => isKnownName(folded) && !isCommonWord(folded)).length),
    newBigramShare: newShare(words, 2, sentences.bigrams),
    newTrigramShare: newShare(words, 3, sentences.trigrams),
    bestSentenceShare: share(best[0]?.covered ?? 0, stems.length),
    bestThreeShare: share(best.at(-1)?.covered ?? 0, stems.length),
    apartShare: apart,
    turnedShare: turned,
    copiedDensity: Math.log1p(copiedDensity(words, article)),
    negationDiffers: negationDiffers(words, best[0]?.index, article),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function newShare(words: readonly Word[], length: number, known: ReadonlySet<string>): number {
  let count = 0;
  for (let start = 0; start + length <= words.length; start++) {
    const run = words.slice(start, start + length).map(({ folded }) => folded);
    if (!known.has(run.join(' '))) count++;
  }
  return share(count, Math.max(0, words.length - length + 1));
}

/** Sentences that cover the stems, greedily: each adds the most that is still missing. */
function bestSentences(stems: readonly string[], { ofStem }: ArticleSentences, count: number) {
  const chosen: { index: number; covered: number }[] = [];
  let missing = stems;
  let covered = 0;
  while (chosen.length < count && missing.length > 0) {
    const counts = new Map<number, number>();
    for (const stem of missing)
      for (const sentence of ofStem.get(stem) ?? []) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    let index = -1;
    let most = 0;
    for (const [sentence, held] of counts)
      if (held > most || (held === most && sentence < index)) [index, most] = [sentence, held];
    if (most === 0) break;
    covered += most;
    chosen.push({ index, covered });
    missing = missing.filter((stem) => !ofStem.get(stem)?.includes(index));
  }
  return chosen;
}

/** Neighbouring content words: are they together in a sentence, and in that order? */
function pairs(content: readonly Word[], { ofStem, places }: ArticleSentences): { apart: number; turned: number } {
  let known = 0;
  let together = 0;
  let turned = 0;
  for (let at = 0; at + 1 < content.length; at++) {
    const [left, right] = [content[at]!.stem, content[at + 1]!.stem];
    const [withLeft, withRight] = [ofStem.get(left), ofStem.get(right)];
    if (!withLeft || !withRight || left === right) continue;
    known++;
    const shared = withLeft.filter((sentence) => withRight.includes(sentence));
    if (shared.length === 0) continue;
    together++;
    if (!shared.some((sentence) => places[sentence]!.get(left)! < places[sentence]!.get(right)!)) turned++;
  }
  return { apart: share(known - together, known), turned: share(turned, together) };
}

/** Sum of the squares of the copied stretches' lengths over the text's length. */
function copiedDensity(words: readonly Word[], { index }: AnalysedArticle): number {
  let squares = 0;
  for (let at = 0; at < words.length; ) {
    let longest = 0;
    for (const start of index.positions.get(words[at]!.folded) ?? []) {
      let length = 1;
      while (words[at + length] && index.words[start + length]?.folded === words[at + length]!.folded) length++;
      longest = Math.max(longest, length);
    }
    squares += longest * longest;
    at += Math.max(1, longest);
  }
  return share(squares, words.length);
}

function negationDiffers(words: readonly Word[], best: number | undefined, article: AnalysedArticle): number {
  if (best === undefined) return 0;
  const { start, end } = article.sentences[best]!;
  const said = words.some(({ folded }) => negates(folded));
  const written = article.index.words.some((word) => word.start >= start && word.end <= end && negates(word.folded));
  return said === written ? 0 : said ? 1 : 0.5;
}
