import { isFunctionWord, wordsOf } from '../../generators/facts/words.ts';
import { statesSomething } from '../../generators/headline/statement.ts';

/** Words of a shortened sentence at most. */
export const shortenedWords = 12;
const fewestLeft = 4;

const speech =
  '(?:said|says|say|announced|announces|reported|reports|told|confirmed|added|warned|according|revealed|stated|claimed|claims|believe|believes)';
const day = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const month =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?)';

const dayOfMonth = `(?:${month}\\s+\\d{1,2}|\\d{1,2}\\s+${month})`;
const sendingWords = '[–—]|--?';
const someone = "(?:[\\p{L}\\p{N}'’.&-]+\\s+){1,8}";

/** What is cut, in order; each cut is taken back when too little would be left, or no statement. */
const cuts: readonly (readonly [RegExp, string])[] = [
  // "LONDON, 3 March (Agency) -": where and when it was sent from.
  [
    new RegExp(
      `^\\p{Lu}[\\p{L}.]+(?:[\\s,]+[\\p{L}\\p{N}.]+){0,6}(?:\\s*\\([^)]*\\))?\\s+(?:${sendingWords})\\s+(?=\\p{Lu}|["“])`,
      'u',
    ),
    '',
  ],
  [/\s*[([][^()[\]]*[)\]]/gu, ''],
  [/\s+(?:--|–|—)\s+[^–—]*?\s+(?:--|–|—)(?=\s)/gu, ''],
  // When it was.
  [
    new RegExp(
      `^(?:on\\s+)?(?:yesterday|today|${day}|${dayOfMonth})(?:,?\\s+${dayOfMonth})?(?:,?\\s+\\d{4})?,\\s+`,
      'iu',
    ),
    '',
  ],
  [
    new RegExp(
      `,?\\s+(?:(?:on|by|since|until|late|early|last|next|this)\\s+)*${day}(?:\\s+(?:morning|afternoon|evening|night))?(?:,\\s+${month}\\s+\\d{1,2}(?:,\\s+\\d{4})?,?)?(?=[\\s,.]|$)`,
      'giu',
    ),
    '',
  ],
  [
    new RegExp(
      `,?\\s+(?:on|in|by|since)\\s+(?:\\d{1,2}\\s+)?${month}(?:\\s+\\d{1,2})?(?:,?\\s+\\d{4})?(?=[\\s,.]|$)`,
      'giu',
    ),
    '',
  ],
  [
    /,?\s+(?:yesterday|today|tomorrow|tonight|(?:earlier |later )?this (?:week|month|year|morning|afternoon|evening)|last (?:week|month|year|night)|recently|now)(?=[\s,.]|$)/giu,
    '',
  ],
  // Who says so, before and behind.
  [/^according to [^,]+,\s+/iu, ''],
  [new RegExp(`^${someone}${speech}\\s+that\\s+`, 'iu'), ''],
  [
    new RegExp(
      `\\s+${speech}\\s+(?:it|he|she|they)\\s+(?=(?:has|had|have|is|was|are|were|will|would|expects?|plans?|received?|agreed|completed|sold|bought|may|might|could)\\b)`,
      'iu',
    ),
    ' ',
  ],
  [new RegExp(`,\\s+(?:${someone})?${speech}(?:\\s+(?:on|in|at|to|by|late)\\b.*)?[.]?$`, 'iu'), ''],
  [/,?\s+according to .*$/iu, ''],
  // "…, who has led it since May, …", "…, which …".
  [/,\s+(?:who|which|where|when|whose|whom)\b[^,]*,/giu, ''],
  [/,\s+(?:who|which|where|when|whose|whom|while|although|though|because|despite|including|adding|saying)\b.*$/iu, ''],
  // "…, a spokesman for the firm, …"
  [/,\s+(?:an?|the|his|her|its|their|one of|formerly|most of)\s[^,]{3,70},(?=\s+\p{Ll})/giu, ''],
  // "After years of delay, …"
  [
    /^(?:after|as|although|because|before|despite|during|following|for|if|in|on|since|when|while|with|at|by|under|amid|once|until)\b[^,]{3,80},\s+(?=\S)/iu,
    '',
  ],
  // "…, making it the largest".
  [/,\s+\p{Ll}+ing\b.*$/u, ''],
  // "Hixson, Tennessee, man": the wider place.
  [/(?<=\p{Lu}\p{L}+),\s+\p{Lu}[\p{L}.]+(?:\s\p{Lu}\p{L}+)?,(?=\s)/gu, ''],
];

/** Words before which a sentence may end as a headline. */
const joints = new Set(
  (
    'after although amid and as at because before but by during following for from in into of on since so than that ' +
    'though through to under until when where which while who with without'
  ).split(' '),
);

/**
 * Shortens a body's first sentence to a headline by rules alone: datelines, parentheses, attributions, relative and
 * subordinate clauses and dates go; what is still too long ends before the last joint that fits.
 * @returns at most `shortenedWords` words, without a full stop
 */
export function shortenSentence(sentence: string): string {
  let text = sentence.replace(/\s+/gu, ' ').trim();
  for (const [cut, left] of cuts) {
    const shorter = tidied(text.replace(cut, left));
    if (shorter !== text && wordsOf(shorter).length >= fewestLeft && statesSomething(shorter)) text = shorter;
  }
  text = withinLength(text).replace(/^(?:the|an?)\s+(?=\S)/iu, '');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function tidied(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,.;:])/gu, '$1')
    .replace(/^[\s,;:–—-]+|[\s,;:.–—-]+$/gu, '');
}

function withinLength(text: string): string {
  const words = wordsOf(text);
  if (words.length <= shortenedWords) return tidied(text);
  let end = shortenedWords;
  for (let index = shortenedWords; index >= Math.ceil(shortenedWords / 2); index--) {
    const joined = text.slice(words[index - 1]!.end, words[index]!.start).trim() === '';
    const ends = joined ? joints.has(words[index]!.folded) : !/^\p{Lu}/u.test(words[index]!.text);
    if (ends && statesSomething(text.slice(0, words[index - 1]!.end))) {
      end = index;
      break;
    }
  }
  while (end > fewestLeft && isFunctionWord(words[end - 1]!.folded)) end--;
  return tidied(text.slice(0, words[end - 1]!.end));
}
