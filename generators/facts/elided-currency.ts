import type { NumberMention } from './number-reading.ts';
import { currencyUnits } from './number-words.ts';

/** How far back a sum of money lends its currency to one that leaves it out. */
const reach = 200;
const largeSum = /(?:million|billion|trillion|bn|tn)$/iu;
// What follows a sum that stands alone; a noun would say what else is counted.
const standsAlone = /^\s*(?:[.,;:)]|(?:of|from|and|over|more|in|for|by|to|a)\b|$)/iu;

/**
 * "It cost 1.9 billion crowns; tolls cover 1.2 billion of that": a large sum without a noun, soon after one of money, may
 * be read in the same currency too.
 * @param mentions numbers of the text, in order
 */
export function withElidedCurrency(text: string, mentions: readonly NumberMention[]): NumberMention[] {
  let money: NumberMention | undefined;
  return mentions.map((mention) => {
    if (mention.unit !== null && currencyUnits.has(mention.unit)) money = mention;
    const elided =
      money !== undefined &&
      mention.unit === null &&
      mention.kind === 'cardinal' &&
      mention.otherReading === null &&
      mention.start - money.end < reach &&
      largeSum.test(text.slice(mention.start, mention.end).trim()) &&
      standsAlone.test(text.slice(mention.end));
    return elided ? { ...mention, otherReading: { value: mention.value, unit: money!.unit } } : mention;
  });
}
