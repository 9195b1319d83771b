import { wordsOf } from '../facts/words.ts';

/**
 * Cuts a list-like text ("name: point, point, poi") back to its first whole parts that fit: what the model went on to
 * list is dropped part by part, and a part that was cut off is never kept.
 * @param finished whether the model ended the text itself
 * @param mostParts parts kept at most, the first included
 */
export function wholeParts(text: string, finished: boolean, mostWords: number, mostParts: number): string {
  // A separator between digits ("1,190", "10:30") parts nothing.
  const ends = [...text.matchAll(/(?<!\d)[,:;](?=\s)|(?<=\d)[,:;](?=\s)/gu)].map(({ index }) => index);
  const cuts = finished ? [...ends, text.length] : ends;
  for (const end of cuts.slice(0, mostParts).reverse()) {
    const part = text.slice(0, end);
    if (wordsOf(part).length <= mostWords) return punctuated(part);
  }
  return text;
}

/** One colon, then commas; no list dashes. */
function punctuated(text: string): string {
  const [first, ...rest] = text.split(/:\s+(?:-\s+)?/u);
  return rest.length === 0 ? text : `${first}: ${rest.join(', ')}`;
}
