import { roleWords } from './entity-pieces.ts';
import { type Piece, plainWords } from './piece.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import { type ReadStory, standsIn } from './story.ts';

/** Names of a title replaced by names of the same sort: of others' articles that this one lacks, or of its own. */
export function* plantEntities(story: ReadStory, others: Iterable<ReadStory>): Generator<PlantedError> {
  const inTitle = plainWords(story.title);
  for (const name of story.titlePieces) {
    if (name.kind !== 'entity' || isPartOfName(story, name)) continue;
    for (const other of others) {
      const same = other === story;
      const offered = other.articlePieces.find(
        (piece) =>
          piece.kind === 'entity' &&
          piece.sort === name.sort &&
          piece.text.length <= 40 &&
          !piece.key.split(' ').some((word) => inTitle.includes(plainWords(word))) &&
          (same
            ? !isAlias(name, piece) && !sideBySide(story, name, piece)
            : !piece.key.split(' ').some((word) => word.length > 2 && standsIn(story, word)) &&
              !initialsStand(story, piece)),
      );
      if (!offered) continue;
      yield replaced(story.title, name.start, name.end, offered.text, 'entity', same ? 'same article' : 'elsewhere');
    }
  }
}

/** "Department" of "Justice Department": the article has the word beside it, with a capital too, and it is no role. */
export function isPartOfName(story: ReadStory, name: Piece): boolean {
  const before = /(\p{Lu}[\p{L}'’.]*)[\s-]$/u.exec(story.title.slice(0, name.start))?.[1];
  const behind = /^[\s-](\p{Lu}[\p{L}'’.]*)/u.exec(story.title.slice(name.end))?.[1];
  const joined = (one: string, other: string): boolean =>
    [`${one} ${other}`, `${one}-${other}`].some((phrase) => story.article.includes(phrase));
  return (
    (before !== undefined && !roleWords.has(before.toLowerCase().replace(/\.$/u, '')) && joined(before, name.text)) ||
    (behind !== undefined && joined(name.text, behind))
  );
}

/** "National Health Service" and "NHS": first letters of one are the other. */
function isAlias(name: Piece, other: Piece): boolean {
  const letters = (text: string): string =>
    text
      .split(/[\s-]+/u)
      .filter((word) => /^\p{Lu}/u.test(word))
      .map((word) => word[0])
      .join('')
      .toLowerCase();
  const bare = (piece: Piece): string => piece.key.replaceAll('.', '');
  const one = sameThing(name.key);
  return (
    (one !== -1 && one === sameThing(other.key)) ||
    letters(name.text) === bare(other) ||
    letters(other.text) === bare(name) ||
    shareStart(name.key, other.key)
  );
}

// Names that mean one country or are said so often that nothing hangs on them.
const sameThings: readonly RegExp[] = [
  /^(?:u\.?s\.?(?:a\.?)?|(?:the )?united states(?: of america)?|americans?|america)$/u,
  /^(?:u\.?k\.?|united kingdom|(?:great )?britain|british|england|english)$/u,
  /^(?:earth|world|internet|congress|house|senate|house of representatives|united states senate)$/u,
];

function sameThing(key: string): number {
  return sameThings.findIndex((expression) => expression.test(key));
}

/** "Britain" and "British", "Democrat" and "Democrats". */
function shareStart(one: string, other: string): boolean {
  return one.slice(0, 4) === other.slice(0, 4);
}

function initialsStand(story: ReadStory, piece: Piece): boolean {
  const known = sameThing(piece.key);
  // Every American newsroom's article speaks of the country under one name or another.
  if (known !== -1 && (known === 2 || known === 0)) return true;
  return [...story.names.sortByName.keys()].some((key) => isAlias(piece, { ...piece, key, text: key.toUpperCase() }));
}

/** "Lopez and Ash", "Sarnholm, Ostrey": what is told of one may be told of the other. */
function sideBySide(story: ReadStory, name: Piece, other: Piece): boolean {
  const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const one = literally(name.text);
  const two = literally(other.text);
  return new RegExp(
    `${one}[^.\\n]{0,12}(?:,|and|&|\\(|or|with|of)[^.\\n]{0,12}${two}|${two}[^.\\n]{0,12}(?:,|and|&|\\(|or|with|of)[^.\\n]{0,12}${one}`,
    'u',
  ).test(story.article);
}
