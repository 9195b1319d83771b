import type { Span } from './verdict.ts';

/** A stretch between quotation marks; the offsets are those of what is quoted, without the marks. */
export interface Quotation extends Span {
  readonly text: string;
}

const doubled = /[“«„]([^“”«»„"\n]{1,1200})[”»“]|"([^"“”\n]{1,1200})"/gu;
// A single mark opens before a letter at the start of a word and closes at the end of one; "workers' pay" opens nothing.
const single = /(?<=^|[\s([—–-])[‘']((?=[\p{L}\p{N}])[^‘\n]{0,400}?[\p{L}\p{N}.!?…,])[’'](?![\p{L}\p{N}])/gu;

/** Everything that stands in quotation marks, in order; a quotation inside another is left to the outer. */
export function findQuotations(text: string): Quotation[] {
  const found: Quotation[] = [];
  for (const expression of [doubled, single]) {
    for (const match of text.matchAll(expression)) {
      const quoted = match[1] ?? match[2] ?? '';
      const start = match.index + 1;
      if (/[\p{L}\p{N}]/u.test(quoted)) found.push({ start, end: start + quoted.length, text: quoted });
    }
  }
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const outer: Quotation[] = [];
  for (const quotation of found) if (quotation.start >= (outer.at(-1)?.end ?? -1)) outer.push(quotation);
  return outer;
}
