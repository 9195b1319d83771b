import type { Reading } from './number-reading.ts';
import { fractionWords, magnitudes, ordinalWords, smallNumbers } from './number-words.ts';
import type { Word } from './words.ts';

/** Multiplies by the magnitude words that follow: "12 million", "2 hundred thousand", "1.2 bn". */
export function scale(
  text: string,
  words: readonly Word[],
  from: number,
  value: number,
): { value: number; next: number } {
  let next = from;
  let scaled = value;
  while (next < words.length && /^[\s-]*$/u.test(text.slice(words[next - 1]!.end, words[next]!.start))) {
    const folded = words[next]!.folded;
    const magnitude = magnitudes[folded];
    if (magnitude === undefined || folded === 'score' || folded === 'b' || folded === 'm') break;
    scaled *= magnitude;
    next++;
  }
  return { value: scaled, next };
}

/** "a third of", "two-thirds", "half of". "a third man" is an ordinal. */
export function readFraction(text: string, words: readonly Word[], index: number): Reading | null {
  const joined = (at: number): boolean =>
    at < words.length && /^[\s-]*$/u.test(text.slice(words[at - 1]!.end, words[at]!.start));
  const first = words[index]!.folded;
  const counted = first === 'a' || first === 'one' ? 1 : (smallNumbers[first] ?? 0);
  const at = counted > 0 && joined(index + 1) ? index + 1 : index;
  const folded = words[at]!.folded;
  const part = fractionWords[folded] ?? (counted > 1 ? fractionWords[folded.replace(/s$/u, '')] : undefined);
  if (part === undefined || (at === index && folded !== 'half')) return null;
  const following = words[at + 1]?.folded ?? '';
  const plural = counted > 1 && folded.endsWith('s');
  const next = at + 1;
  if (folded === 'half' && (following === 'a' || following === 'an') && magnitudes[words[next + 1]?.folded ?? '']) {
    const scaled = scale(text, words, next + 1, 0.5);
    return { ...scaled, kind: 'cardinal', unit: null, otherReading: null, bare: false };
  }
  const partitive = /^(?:of|the|its|their|his|her|all|more|less|fewer|lower|higher|larger|smaller|off)$/u.test(
    following,
  );
  if (!plural && !partitive) return null;
  const times = counted > 0 && at > index ? counted : 1;
  return { value: times * part * 100, next, kind: 'fraction', unit: 'percent', otherReading: null, bare: false };
}

/** Numbers in words: "twenty-one", "one hundred and five thousand", "a dozen", "two and a half", "twenty-first". */
export function readWords(text: string, words: readonly Word[], index: number): Reading | null {
  let total = 0;
  let current = 0;
  let next = index;
  let seen = false;
  let ordinal = false;
  for (; next < words.length && !ordinal; next++) {
    if (next > index && !/^[\s-]*$/u.test(text.slice(words[next - 1]!.end, words[next]!.start))) break;
    const folded = words[next]!.folded;
    const small = smallNumbers[folded];
    const magnitude = folded.length > 4 || folded === 'dozen' ? magnitudes[folded] : undefined;
    const rank = ordinalWords[folded];
    if (small !== undefined && follows(current, small)) current += small;
    else if (rank !== undefined && (!seen || (current % 10 === 0 && rank < 10))) {
      current += rank;
      ordinal = true;
    } else if (magnitude !== undefined && folded !== 'score' && (seen || isArticle(words, index, next))) {
      if (magnitude <= 100) current = (current || 1) * magnitude;
      else {
        total += (current || 1) * magnitude;
        current = 0;
      }
    } else if (folded === 'and' && seen && continues(words, next, current, total)) continue;
    else if (
      folded === 'a' &&
      next === index &&
      magnitudes[words[next + 1]?.folded ?? ''] &&
      words[next + 1]!.folded.length > 4
    )
      continue;
    else break;
    seen = true;
  }
  if (!seen) return null;
  let value = total + current;
  if (words[next]?.folded === 'and' && words[next + 1]?.folded === 'a' && words[next + 2]?.folded === 'half') {
    const scaled = scale(text, words, next + 3, value + 0.5);
    value = scaled.value;
    next = scaled.next;
  }
  return { value, next, kind: ordinal ? 'ordinal' : 'cardinal', unit: null, otherReading: null, bare: false };
}

const isArticle = (words: readonly Word[], index: number, next: number): boolean =>
  next === index + 1 && words[index]!.folded === 'a';

/** Whether a small number word may join what was read: "twenty" + "one", "hundred" + "five"; not "two" + "three". */
function follows(current: number, small: number): boolean {
  if (current === 0) return true;
  if (current % 100 === 0) return small > 0;
  return current % 10 === 0 && current % 100 >= 20 && small > 0 && small < 10;
}

/** "one hundred and five": the "and" joins only after a magnitude and before a smaller number. */
function continues(words: readonly Word[], at: number, current: number, total: number): boolean {
  const following = words[at + 1]?.folded ?? '';
  const afterMagnitude = (current >= 100 && current % 100 === 0) || (total > 0 && current === 0);
  return afterMagnitude && smallNumbers[following] !== undefined;
}
