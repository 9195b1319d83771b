import { overlaps, type Piece } from './piece.ts';

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const shapes: readonly (readonly [sort: string, expression: RegExp])[] = [
  [
    'day',
    new RegExp(`\\b(?:\\d{1,2}(?:st|nd|rd|th)? (?:${months})|(?:${months}) \\d{1,2}(?!\\d))(?:,? \\d{4})?\\b`, 'gu'),
  ],
  ['month of a year', new RegExp(`\\b(?:${months}) (?:19|20)\\d\\d\\b`, 'gu')],
  [
    'month',
    new RegExp(`(?<=\\b(?:in|by|since|until|for|from|this|last|next|of|In|By) )(?:${months})\\b(?! \\d)`, 'gu'),
  ],
  ['weekday', /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/gu],
  ['year', /(?<![\d$€£.,/-])(?:19|20)\d\d(?![\d%]|[.,/-]\d|\p{L}|-year)/gu],
  ['relative', /\b(?:next|last) (?:week|month|year)\b/giu],
];

/** Dates as English news writes them. A round figure before a plural is left alone: it may count something. */
export function datePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [sort, expression] of shapes) {
    for (const match of text.matchAll(expression)) {
      const start = match.index;
      const end = start + match[0].length;
      if (overlaps(pieces, start, end)) continue;
      if (sort === 'year' && /^\s+\p{Ll}+s\b/u.test(text.slice(end, end + 20))) continue;
      pieces.push({ kind: 'date', text: match[0], start, end, sort, key: match[0].toLowerCase() });
    }
  }
  return pieces.sort((left, right) => left.start - right.start);
}
