import { datePieces } from './date-pieces.ts';
import { articleEntities, learnNames, type NameKnowledge, titleEntities } from './entity-pieces.ts';
import { numberPieces } from './number-pieces.ts';
import { type Piece, plainWords } from './piece.ts';
import { quotationPieces } from './quotation-pieces.ts';
import { type TaggedWord, tagTitle } from './title-clause.ts';

/** A title that is true of its article. */
export interface TitledStory {
  readonly title: string;
  readonly article: string;
  /** ISO-8601; tells which weekday, month and year "today" and its like may mean. */
  readonly publishedAt?: string;
}

/** A story whose pieces are found, once, to take errors from and to plant them in. */
export interface ReadStory extends TitledStory {
  readonly titlePieces: readonly Piece[];
  readonly articlePieces: readonly Piece[];
  /** Whether nearly every word of the title has a capital. */
  readonly titleCase: boolean;
  readonly names: NameKnowledge;
  /** The article's words, small and without punctuation, one space around each: for asking whether words stand there. */
  readonly articleWords: string;
  readonly sentences: readonly string[];
  /** The title's words with their parts of speech. */
  readonly titleWords: readonly TaggedWord[];
}

/** Finds the numbers, dates, names and quotations of a title and its article. */
export function readStory(story: TitledStory): ReadStory {
  const { title, article } = story;
  const names = learnNames(article);
  const titleDates = datePieces(title);
  const articleDates = datePieces(article);
  const capitals = title.match(/(?<=\s)\p{Lu}/gu)?.length ?? 0;
  const longWords = title.match(/(?<=\s)\p{L}{4,}/gu)?.length ?? 0;
  const titleCase = longWords > 2 && capitals >= 0.7 * longWords;
  return {
    ...story,
    names,
    titlePieces: [
      ...titleDates,
      ...numberPieces(title, titleDates),
      ...titleEntities(title, names),
      ...quotationPieces(title),
    ].sort((left, right) => left.start - right.start),
    articlePieces: [
      ...articleDates,
      ...numberPieces(article, articleDates),
      ...articleEntities(article, names),
      ...quotationPieces(article),
    ],
    titleCase,
    titleWords: tagTitle(title, names, titleCase),
    articleWords: plainWords(article),
    sentences: article.split(/(?<=[.!?]["”’]?)\s+(?=["“‘]?\p{Lu})|\n+/u).filter((sentence) => sentence.trim() !== ''),
  };
}

/** Whether words stand in the article, side by side. */
export function standsIn(story: ReadStory, words: string): boolean {
  return story.articleWords.includes(plainWords(words));
}
