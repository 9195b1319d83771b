import { withElidedCurrency } from './elided-currency.ts';
import type { NumberMention, Reading } from './number-reading.ts';
import { complete, followsCurrencySign } from './number-surroundings.ts';
import { magnitudes, unitWords, vagueMagnitudes } from './number-words.ts';
import { readFraction, readWords, scale } from './numbers-in-words.ts';
import type { Span } from './verdict.ts';
import type { Word } from './words.ts';

const figure = /^(\d[\d,]*(?:\.\d+)*)([\p{L}]*)$/u;

/**
 * Every number in a text: figures, words, ordinals, fractions, magnitudes, percentages, money, units. Figures that are
 * part of a name (`Covid-19`, `5G`) are left to the rule for names.
 * @param taken spans already read as dates, sorted; numbers inside are skipped
 */
export function findNumbers(text: string, words: readonly Word[], taken: readonly Span[] = []): NumberMention[] {
  const mentions: NumberMention[] = [];
  let skip = 0;
  for (let index = 0; index < words.length; ) {
    const word = words[index]!;
    while (skip < taken.length && taken[skip]!.end <= word.start) skip++;
    const inDate = taken[skip] !== undefined && taken[skip]!.start <= word.start;
    const reading = inDate ? null : readNumber(text, words, index);
    if (!reading) {
      index++;
      continue;
    }
    const mention = complete(text, words, index, reading);
    mentions.push(mention.found);
    index = mention.next;
  }
  return withElidedCurrency(text, mentions);
}

function readNumber(text: string, words: readonly Word[], index: number): Reading | null {
  const word = words[index]!;
  const matched = figure.exec(word.folded);
  if (matched) return readFigure(text, words, index, matched[1]!, matched[2]!);
  const vague = vagueMagnitudes[word.folded];
  if (vague !== undefined && !/^\d/u.test(words[index - 1]?.folded ?? ''))
    return { value: vague, next: index + 1, kind: 'vague', unit: null, otherReading: null, bare: false };
  return readFraction(text, words, index) ?? readWords(text, words, index);
}

function readFigure(
  text: string,
  words: readonly Word[],
  index: number,
  digits: string,
  suffix: string,
): Reading | null {
  const word = words[index]!;
  const previous = words[index - 1];
  // "Covid-19", "F-35": a name that ends in a figure.
  if (previous && text.slice(previous.end, word.start) === '-' && /\p{Lu}/u.test(previous.text)) return null;
  if ((digits.match(/\./gu)?.length ?? 0) > 1) return null;
  let value = Number(digits.replaceAll(',', ''));
  if (!Number.isFinite(value)) return null;
  if (/^(?:st|nd|rd|th)$/u.test(suffix))
    return { value, next: index + 1, kind: 'ordinal', unit: null, otherReading: null, bare: false };
  const before = text.slice(Math.max(0, word.start - 4), word.start);
  if (/(?:^|[\s($£€])[-−]$/u.test(before)) value = -value;
  if (suffix === '') {
    const scaled = scale(text, words, index + 1, value);
    return { ...scaled, kind: 'cardinal', unit: null, otherReading: null, bare: scaled.next === index + 1 };
  }
  const magnitude = magnitudes[suffix];
  const unit = suffix === 'm' ? 'metre' : (unitWords[suffix] ?? null);
  const money = followsCurrencySign(before);
  // "10m", "5.5billion"; not "3dozen".
  if (magnitude !== undefined && (suffix.length <= 3 || magnitude >= 1e3)) {
    const other = unit !== null && !money ? { value, unit } : null;
    return {
      value: value * magnitude,
      next: index + 1,
      kind: 'cardinal',
      unit: null,
      otherReading: other,
      bare: false,
    };
  }
  if (unit !== null) return { value, next: index + 1, kind: 'cardinal', unit, otherReading: null, bare: false };
  return null;
}
