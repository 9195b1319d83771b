import type { Span } from './verdict.ts';

/** A word of a text with its place. */
export interface Word extends Span {
  /** As written. */
  readonly text: string;
  /** Lower case, accents removed, possessive 's removed. */
  readonly folded: string;
  /** Light stem of `folded`, for comparing word forms. */
  readonly stem: string;
  /** The first word of the text, of a sentence, of a line, of a quotation, or after a colon. */
  readonly opens: boolean;
}

// What lies between two words when the second may be capitalised for its place alone.
const opensSentence = /[.!?…:;\n"“”«»|•]|(?:^|\s)['‘]|\s[-–—]\s|—/u;

// A word is a run of letters and digits. Apostrophes and ampersands join ("O'Neill", "AT&T"), points and commas join
// digits ("1,200.5"), points join lone letters ("U.S.", "p.m.") and letters to a small letter ("bbc.co.uk", but not
// "year.The"). Hyphens and slashes part words: "41-year-old" is 41, year, old.
const wordPattern =
  /[\p{L}\p{N}](?:\p{M}|[\p{L}\p{N}]|['’&](?=[\p{L}\p{N}])|(?<=\p{N})[.,](?=\p{N})|(?<=(?<![\p{L}\p{N}])\p{L})\.(?=\p{L}(?![\p{L}\p{N}]))|(?<=\p{L})\.(?=\p{Ll}))*/gu;

/** Lower case, without accents, typographic apostrophes made plain. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘ʼ]/gu, "'").toLowerCase();
}

/**
 * A light stem: plural, -ed, -ing and -ly endings cut, a doubled last consonant made single. Made for asking whether
 * two words are forms of one, after the first steps of Porter (1980); it is no dictionary.
 */
export function stem(folded: string): string {
  let word = folded;
  if (word.length <= 3) return word;
  if (word.endsWith('ies') && word.length > 4) word = `${word.slice(0, -3)}y`;
  else if (/(?:s|x|z|ch|sh)es$/u.test(word)) word = word.slice(0, -2);
  else if (word.endsWith('s') && !/(?:ss|us|is)$/u.test(word)) word = word.slice(0, -1);
  if (word.endsWith('ied') && word.length > 4) word = `${word.slice(0, -3)}y`;
  else if (/[aeiouy].*ing$/u.test(word) && word.length > 5) word = word.slice(0, -3);
  else if (/[aeiouy].*ed$/u.test(word) && word.length > 4) word = word.slice(0, -2);
  if (word.endsWith('ly') && word.length > 5) word = word.slice(0, -2);
  if (/([b-df-hj-np-tv-z])\1$/u.test(word) && !/(?:ll|ss|zz)$/u.test(word)) word = word.slice(0, -1);
  if (word.endsWith('e') && word.length > 4) word = word.slice(0, -1);
  return word;
}

function possessiveCut(folded: string): string {
  return folded.replace(/'s$/u, '').replace(/s'$/u, 's');
}

/** "u.s" is "us", "p.m" is "pm". */
function pointsCut(folded: string): string {
  return /^(?:\p{L}\.)+\p{L}$/u.test(folded) ? folded.replaceAll('.', '') : folded;
}

/** Words of a text, in order, with character offsets. Linear in the length of the text. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(wordPattern)) {
    const gap = text.slice(previousEnd, match.index);
    const end = match.index + match[0].length;
    const folded = pointsCut(possessiveCut(fold(match[0])));
    words.push({
      text: match[0],
      start: match.index,
      end,
      folded,
      stem: stem(folded),
      opens: words.length === 0 || opensSentence.test(gap),
    });
    previousEnd = end;
  }
  return words;
}

/** Articles, prepositions, auxiliaries, pronouns and their like, folded. */
export const functionWordList: readonly string[] = (
  'a an the and or but nor so yet if then than as at by for from in into of off on onto out over per to up upon with ' +
  'within without about above after against along amid among around before behind below between beyond down during ' +
  'except near since through toward towards under until via is am are was were be been being do does did has have ' +
  'had having will would shall should can could may might must not no yes it its he him his she her hers they them ' +
  'their theirs we us our ours you your yours i me my mine this that these those there here who whom whose which ' +
  'what when where why how all any both each few more most other some such only own same too very just also now new ' +
  'says said say amid vs nearly almost'
).split(' ');
const functionWords = new Set(functionWordList);

/** Whether a folded word carries no content of its own (articles, prepositions, auxiliaries, pronouns). */
export function isFunctionWord(folded: string): boolean {
  return functionWords.has(folded);
}

/** Capital first letter, or a capital anywhere ("iPhone", "McKay"). */
export function isCapitalised(word: string): boolean {
  return /\p{Lu}/u.test(word);
}
