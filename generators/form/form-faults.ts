import type { GeneratedRow } from '../../models/language-model.ts';
import { isFunctionWord, wordsOf } from '../facts/words.ts';

const fewestWords = 4;
/** Words that begin an answer about the task instead of the text asked for. */
const chatter =
  /^(?:here(?:'s| is| are)\b|sure\b|certainly\b|i\b|i'm\b|as an ai\b|this (?:article|text|headline)\b|the (?:article|text|headline)\b)/i;
const firstPerson = /\b(?:my|I'm|I've|I)\b/;

/**
 * What is wrong with a written text as a text: rules of length, wholeness and form. Empty when sound.
 * @param text after wrapping was taken off
 * @param row as the model wrote it
 */
export function formFaults(text: string, row: Pick<GeneratedRow, 'finish'>, mostWords: number): string[] {
  const words = wordsOf(text);
  const last = words.at(-1);
  const faults: string[] = [];
  if (words.length < fewestWords) faults.push('too short');
  if (words.length > mostWords) faults.push('too long');
  if (row.finish === 'length' || /[,:;(–—-]$/u.test(text) || (last && isFunctionWord(last.folded)))
    faults.push('cut off');
  if (chatter.test(text) || firstPerson.test(text)) faults.push('chatter');
  if (/["“”]/u.test(text) && (text.match(/["“”]/gu)?.length ?? 0) % 2 === 1) faults.push('open quotation');
  if (words.length > 2 && text === text.toUpperCase()) faults.push('all capitals');
  if (repeats(words.map((word) => word.folded))) faults.push('repeats itself');
  if (/[<>{}|\\#]|https?:/i.test(text)) faults.push('markup');
  return faults;
}

/** Whether a content word comes three times, or a run of two words twice. */
function repeats(words: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const word of words) if (!isFunctionWord(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  if ([...counts.values()].some((count) => count > 2)) return true;
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`);
  return new Set(pairs).size < pairs.length;
}
