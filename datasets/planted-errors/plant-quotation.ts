import { type Piece, plainWords } from './piece.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import { type ReadStory, standsIn } from './story.ts';

const longest = 12;
const shortest = 3;
const speech = 'said|says|told|added|stated|explained|warned|insisted|noted|argued|remarked';

/**
 * Words put into the mouth of someone of the story. From elsewhere: a quotation of another article, in the place of
 * the title's own or behind a name. From the same article: what another person said there, or what was said with its
 * sense turned round.
 */
export function* plantQuotations(story: ReadStory, others: Iterable<ReadStory>): Generator<PlantedError> {
  const own = story.titlePieces.filter(({ kind }) => kind === 'quotation');
  for (const other of others) {
    const same = other === story;
    if (!same) {
      const said = other.articlePieces.find((piece) => isShort(piece) && !standsIn(story, piece.text));
      if (said)
        yield own[0]
          ? replaced(story.title, own[0].start, own[0].end, trimmed(said.text), 'quotation', 'elsewhere')
          : appended(story, trimmed(said.text), 'elsewhere');
      continue;
    }
    for (const quotation of own) {
      const turned = turnedRound(quotation.text);
      if (turned && !standsIn(story, turned))
        yield replaced(story.title, quotation.start, quotation.end, turned, 'quotation', 'same article');
    }
    for (const said of story.articlePieces) {
      if (said.kind !== 'quotation') continue;
      const speaker = speakerOf(story, said);
      const short = shortened(said.text);
      if (!short) continue;
      const innocent = story.articlePieces.find(
        (piece) =>
          piece.kind === 'entity' &&
          piece.sort === 'person' &&
          speaker !== null &&
          surname(piece.key) !== surname(speaker) &&
          hasSpoken(story, piece),
      );
      if (innocent && own.length === 0) yield spokenBy(story, innocent.text, short);
      const turned = turnedRound(short);
      if (turned && own.length === 0 && !standsIn(story, turned)) yield appended(story, turned, 'same article');
    }
  }
}

const isShort = (piece: Piece): boolean =>
  piece.kind === 'quotation' && wordCount(piece.text) <= longest && wordCount(piece.text) >= shortest;
const wordCount = (text: string): number => text.split(/\s+/u).length;
const trimmed = (text: string): string => text.replace(/[,.;:]+$/u, '').trim();
const surname = (name: string): string => name.toLowerCase().split(' ').at(-1)!;

/** The first clause of a quotation, if it is short enough for a title. */
function shortened(quoted: string): string | null {
  const clause = trimmed(/^[^,.;:!?–—]+/u.exec(quoted)?.[0] ?? '');
  return wordCount(clause) >= shortest && wordCount(clause) <= longest ? clause : null;
}

function appended(story: ReadStory, quoted: string, from: PlantedError['from']): PlantedError {
  return replaced(story.title, story.title.length, story.title.length, `: “${quoted}”`, 'quotation', from);
}

/** A title of its own: the wrong speaker and the words. */
function spokenBy(story: ReadStory, speaker: string, quoted: string): PlantedError {
  return replaced(story.title, 0, story.title.length, `${speaker}: “${quoted}”`, 'quotation', 'same article');
}

/** The person named beside a verb of saying next to the quotation, in the same paragraph, or null. */
function speakerOf(story: ReadStory, said: Piece): string | null {
  const behind = story.article.slice(said.end + 1, said.end + 120).split(/\n|[“"]/u)[0]!;
  const before = story.article
    .slice(Math.max(0, said.start - 100), said.start - 1)
    .split(/\n|[”"]/u)
    .at(-1)!;
  for (const text of [behind, before]) {
    if (!new RegExp(`\\b(?:${speech})\\b`, 'u').test(text)) continue;
    const words = plainWords(text);
    const persons = [...story.names.sortByName].filter(
      ([name, sort]) => sort === 'person' && words.includes(plainWords(name)),
    );
    if (persons.length > 0) return persons.sort(([one], [other]) => other.length - one.length)[0]![0];
  }
  return null;
}

function hasSpoken(story: ReadStory, person: Piece): boolean {
  return new RegExp(
    `(?:${speech})[^.\\n]{0,30}${surname(person.key)}|${surname(person.key)}[^.\\n]{0,20}(?:${speech})`,
    'iu',
  ).test(story.article);
}

/** The same words with a negation added or taken away, or null when there is no safe place for it. */
function turnedRound(quoted: string): string | null {
  if (/\bn[o']t\b|n[’']t\b/iu.test(quoted)) {
    const turned = quoted
      .replace(/\b(?:do|does|did) not (?=\p{L})/iu, '')
      .replace(/\b(is|are|was|were|will|would|can|could|should|must|have|has|had|may|might) not\b/iu, '$1');
    return turned === quoted ? null : turned;
  }
  const turned = quoted.replace(/\b(is|are|was|were|will|would|can|could|should|must)\b(?! n)/iu, '$1 not');
  return turned === quoted ? null : turned;
}
