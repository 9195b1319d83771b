import type { Piece } from './piece.ts';
import { isPartOfName } from './plant-entity.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';
import { matchCase } from './word-places.ts';

/**
 * Numbers and names that the article has, given to the wrong thing: two of a title changed over, or a count put before
 * something else that the article counts.
 */
export function* plantBindings(story: ReadStory): Generator<PlantedError> {
  const { title } = story;
  for (const [one, other] of pairs(story)) {
    const between = title.slice(one.end, other.start);
    const swapped = other.text + between + matchCase(other.text, one.text);
    yield replaced(
      title,
      one.start,
      other.end,
      one.kind === 'entity' ? other.text + between + one.text : swapped,
      'binding',
      'same article',
    );
  }
  for (const number of story.titlePieces) {
    if (number.kind !== 'number' || number.sort !== 'count') continue;
    const noun = countedNoun(title, number.end);
    if (!noun) continue;
    const counted = story.articlePieces
      .filter(({ kind, sort, key }) => kind === 'number' && sort === 'count' && key !== number.key)
      .map((piece) => countedNoun(story.article, piece.end)?.text.toLowerCase())
      .find(
        (other) =>
          other !== undefined &&
          other.slice(0, 4) !== noun.text.slice(0, 4).toLowerCase() &&
          !isMeasure(other) &&
          !counts(story, number, other) &&
          !title.toLowerCase().includes(other),
      );
    if (counted === undefined) continue;
    const start = number.end + noun.offset;
    yield replaced(title, start, start + noun.text.length, matchCase(noun.text, counted), 'binding', 'same article');
  }
}

/** Two numbers of one sort, or two names of one sort that are not told of together. */
function* pairs(story: ReadStory): Generator<readonly [Piece, Piece]> {
  const pieces = story.titlePieces.filter((piece) => piece.kind !== 'entity' || !isPartOfName(story, piece));
  for (const [index, one] of pieces.entries()) {
    const other = pieces.slice(index + 1).find(({ kind, sort }) => kind === one.kind && sort === one.sort);
    if (!other || one.kind === 'quotation' || one.kind === 'date' || one.key === other.key) continue;
    const between = story.title.slice(one.end, other.start);
    if (
      /^\s*(?:,|and\b|&|\/|-|–|vs?\b|or\b|to\b|with\b|of\b)/iu.test(between) ||
      /\b(?:and|&|with|meets?|between)\s*(?:\p{L}+\s)?$/iu.test(between)
    )
      continue;
    yield [one, other];
  }
}

/** A plural noun right behind a number, at most one small word between. */
function countedNoun(text: string, end: number): { readonly text: string; readonly offset: number } | null {
  const found = /^(\s+(?:\p{L}+\s+)?)(\p{L}{3,}s)\b(?!\s+\p{L}+s\b)/u.exec(text.slice(end, end + 50));
  return found && !/ss$/u.test(found[2]!) && !isMeasure(found[2]!.toLowerCase())
    ? { text: found[2]!, offset: found[1]!.length }
    : null;
}

function isMeasure(noun: string): boolean {
  return /^(?:years?|months?|weeks?|days?|hours?|minutes?|miles|metres|meters|dollars|pounds|euros|times|points|others|sus|his|its|this|was|has|is|plus|yes|thus|counts)$/u.test(
    noun,
  );
}

function counts(story: ReadStory, number: Piece, noun: string): boolean {
  return story.articlePieces.some(
    (piece) =>
      piece.kind === 'number' &&
      piece.key === number.key &&
      story.article
        .slice(piece.end, piece.end + 40)
        .toLowerCase()
        .includes(noun),
  );
}
