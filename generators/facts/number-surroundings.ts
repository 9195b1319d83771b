import type { NumberMention, Reading } from './number-reading.ts';
import { currencySigns, unitWords } from './number-words.ts';
import { isFunctionWord, type Word } from './words.ts';

const aboutWords = new Set(['about', 'around', 'roughly', 'some', 'approximately', 'estimated']);
const overWords = new Set(['over', 'above', 'more than', 'at least']);
const underWords = new Set(['nearly', 'almost', 'under', 'below', 'up to', 'less than', 'fewer than', 'as many']);
const currencyBefore = /(?:us|a|c|nz|hk)?[$]\s?$|[€£¥₹₩₽]\s?$/iu;

/** Whether the sign of a currency stands right before. */
export function followsCurrencySign(before: string): boolean {
  return currencyBefore.test(before);
}

function hedgeBefore(words: readonly Word[], index: number): NumberMention['hedge'] {
  const one = words[index - 1]?.folded ?? '';
  const two = `${words[index - 2]?.folded ?? ''} ${one}`;
  if (aboutWords.has(one)) return 'about';
  if (overWords.has(one) || overWords.has(two)) return 'over';
  return underWords.has(one) || underWords.has(two) ? 'under' : null;
}

/** Adds what stands around the figure: unit, nouns, hedge. */
export function complete(
  text: string,
  words: readonly Word[],
  index: number,
  reading: Reading,
): { found: NumberMention; next: number } {
  const first = words[index]!;
  let next = reading.next;
  let end = words[next - 1]!.end;
  let start = first.start;
  let unit = reading.unit;
  const sign = currencyBefore.exec(text.slice(Math.max(0, start - 5), start));
  if (sign) {
    start -= sign[0].length;
    unit = currencySigns[sign[0].trim().toLowerCase()] ?? 'dollar';
  }
  const percentSign = /^\s?%|^\s?°(?:\s?[CF]\b)?/u.exec(text.slice(end, end + 4));
  const following = words[next];
  const gap = following ? text.slice(end, following.start) : '.';
  if (percentSign) {
    unit = percentSign[0].includes('%') ? 'percent' : 'degree';
    end += percentSign[0].length;
    while (next < words.length && words[next]!.start < end) next++;
  } else if (following && /^[\s-]*$/u.test(gap)) {
    const perCent = following.folded === 'per' && words[next + 1]?.folded === 'cent';
    const points = following.folded === 'percentage' && /^points?$/u.test(words[next + 1]?.folded ?? '');
    const named = unitWords[following.folded];
    if (perCent || points) {
      unit = 'percent';
      next += 2;
    } else if (named !== undefined && reading.kind !== 'ordinal' && (unit === null || unit === named)) {
      unit = named;
      next++;
    }
    end = words[next - 1]!.end;
  }
  const nouns = nounsAfter(text, words, next);
  const plain = reading.bare && unit === null && reading.kind === 'cardinal' && /^\d{4}$/u.test(first.text);
  const countable = /s$/u.test(words[next]?.folded ?? '') && /^\s+$/u.test(text.slice(end, words[next]?.start ?? end));
  const found: NumberMention = {
    start,
    end,
    value: reading.value,
    unit,
    kind: reading.kind,
    otherReading: reading.otherReading,
    nouns,
    before: contentBefore(text, words, index),
    hedge: hedgeBefore(words, index),
    yearLike: plain && reading.value >= 1000 && reading.value <= 2100 && !countable,
  };
  return { found, next };
}

function nounsAfter(text: string, words: readonly Word[], from: number): string[] {
  const nouns: string[] = [];
  for (let at = from; at < words.length && at < from + 5 && nouns.length < 3; at++) {
    const gap = at === 0 ? '' : text.slice(words[at - 1]!.end, words[at]!.start);
    if (at > 0 && /[.,;:!?()–—\n]/u.test(gap)) break;
    const { folded, stem } = words[at]!;
    if (isFunctionWord(folded)) {
      if (nouns.length > 0 && folded !== 'of') break;
      continue;
    }
    if (/^\d/u.test(folded)) break;
    nouns.push(stem);
  }
  return nouns;
}

function contentBefore(text: string, words: readonly Word[], index: number): string | null {
  for (let at = index - 1; at >= 0 && at >= index - 3; at--) {
    if (/[.,;:!?()\n]/u.test(text.slice(words[at]!.end, words[at + 1]!.start))) return null;
    if (!isFunctionWord(words[at]!.folded)) return words[at]!.stem;
  }
  return null;
}
