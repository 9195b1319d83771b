import { type Piece, plainWords } from './piece.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';

/** Values that a reader would take for one another: a rounded figure is no error. */
const nearlySame = 0.15;
/** Beyond this ratio a figure is absurd and not merely wrong. */
const farthest = 40;

/** Numbers of a title put in the place of which another number may stand, with those numbers of `others`. */
export function* plantNumbers(story: ReadStory, others: Iterable<ReadStory>): Generator<PlantedError> {
  const known = story.articlePieces.filter(({ kind }) => kind === 'number');
  for (const number of story.titlePieces) {
    if (number.kind !== 'number') continue;
    for (const other of others) {
      const same = other === story;
      const offered = other.articlePieces.find(
        (piece) =>
          piece.kind === 'number' &&
          piece.sort === number.sort &&
          !isNear(piece, number) &&
          Math.abs(Math.log(Number(piece.key) / Number(number.key))) < Math.log(farthest) &&
          (same
            ? !countsTheSame(story, number, piece)
            : !known.some((stated) => isNear(stated, piece)) && !spelled(story, piece)),
      );
      if (!offered) continue;
      const planted = story.titleCase || number.start === 0 ? capitalised(offered.text) : offered.text;
      yield replaced(story.title, number.start, number.end, planted, 'number', same ? 'same article' : 'elsewhere');
    }
  }
}

function isNear(left: Piece, right: Piece): boolean {
  const one = Number(left.key);
  const other = Number(right.key);
  return Math.abs(one - other) <= nearlySame * Math.max(one, other);
}

function spelled(story: ReadStory, piece: Piece): boolean {
  return story.articleWords.includes(plainWords(piece.text));
}

/** The article may count more than once what the title counts: then its other figure may be as true. */
function countsTheSame(story: ReadStory, number: Piece, other: Piece): boolean {
  const counted = nextWord(story.title, number.end);
  return story.articlePieces.some(
    (piece) =>
      piece.kind === 'number' &&
      piece.key === other.key &&
      nextWord(story.article, piece.end) === counted &&
      counted !== '',
  );
}

function nextWord(text: string, end: number): string {
  return (/^[\s-]*(\p{L}+)/u.exec(text.slice(end, end + 40))?.[1] ?? '').toLowerCase();
}

function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
