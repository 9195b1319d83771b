import type { Tokenizer } from '../../models/language-model.ts';
import { functionWordList, wordsOf } from '../facts/words.ts';

/** Marks a text may hold; labels, quotations, teasers and lists need others. */
const marks = [',', "'", '’', '-', "'s", '’s', "s'", '%', '$', '£', '€', '.', '\n', 's', 'es', 'd', 'ed', 'ing', 'ly'];

/** Forms a headline may put a word of the source in: "approved" as "approves" or "approve", "tram" as "trams". */
function* formsOf(word: string): Generator<string> {
  yield word;
  yield `${word}s`;
  const cut = /^(\p{Ll}{3,}?)(?:ed|ing)$/u.exec(word)?.[1];
  if (cut !== undefined) {
    yield* [cut, `${cut}s`, `${cut}e`, `${cut}es`];
    if (/(.)\1$/u.test(cut)) yield* [cut.slice(0, -1), `${cut.slice(0, -1)}s`];
    if (cut.endsWith('i')) yield* [`${cut.slice(0, -1)}y`, `${cut.slice(0, -1)}ies`];
  }
  if (/\p{Ll}{3,}s$/u.test(word)) yield word.slice(0, -1);
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/**
 * Token ids that no text about a source needs: all but those of the source's own words, their forms, function words and
 * a few marks. A small model that may use no other invents less. Names and figures are bound as they are written.
 * @param source the whole text, not only what the model sees of it
 */
export function idsOutsideSource(source: string, tokenizer: Tokenizer, vocabularySize: number): number[] {
  const words = new Set<string>();
  for (const { text } of wordsOf(source)) {
    words.add(text);
    if (/^\p{Lu}?\p{Ll}+$/u.test(text)) for (const form of formsOf(text.toLowerCase())) words.add(form);
  }
  const allowed = new Set<number>(tokenizer.endIds);
  const allow = (text: string): void => {
    for (const id of tokenizer.encode(text)) allowed.add(id);
  };
  for (const word of [...words, ...functionWordList]) {
    allow(word);
    allow(` ${word}`);
    allow(` ${capitalised(word)}`);
  }
  for (const mark of marks) allow(mark);
  const outside: number[] = [];
  for (let id = 0; id < vocabularySize; id++) if (!allowed.has(id)) outside.push(id);
  return outside;
}
