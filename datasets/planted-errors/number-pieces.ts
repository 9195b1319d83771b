import { overlaps, type Piece } from './piece.ts';

const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  m: 1e6,
  mln: 1e6,
  bn: 1e9,
  billions: 1e9,
};
const scale = '(?:[ -]?(?<scale>hundred|thousand|million|billion|trillion|mln|bn|k|m)\\b)?';
const share = '(?<share> ?%| per ?cent\\b| pct\\b)?';
const inFigures = new RegExp(
  `(?<sign>(?:US|A|C)?[$€£]\\s?)?(?<![\\p{L}\\p{N}.,/-])(?<figure>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)${scale}${share}(?![\\p{L}\\p{N}]|[-/:.,]\\d)`,
  'giu',
);
const inWords = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?<word>(?:${tens.join('|')})(?:-(?:${ones.slice(0, 9).join('|')}))?|${ones.slice(1).join('|')})${scale}${share}(?![\\p{L}\\p{N}-])`,
  'giu',
);

function wordValue(word: string): number {
  const [first, second] = word.toLowerCase().split('-');
  const ten = tens.indexOf(first!);
  return ten === -1 ? ones.indexOf(first!) + 1 : 20 + 10 * ten + (second === undefined ? 0 : ones.indexOf(second) + 1);
}

/**
 * Numbers of a text, each with what it measures (`money`, `percent`, `count`, `large count`) and its value. Bare years, ordinals,
 * scores, lone ones and figures inside names are left out.
 * @param dates pieces whose figures are taken
 */
export function numberPieces(text: string, dates: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  for (const expression of [inFigures, inWords]) {
    for (const match of text.matchAll(expression)) {
      const groups = match.groups ?? {};
      const start = match.index;
      const end = start + match[0].length;
      const base = groups.figure === undefined ? wordValue(groups.word!) : Number(groups.figure.replaceAll(',', ''));
      const value = base * (scales[groups.scale?.toLowerCase() ?? ''] ?? 1);
      const unscaled = !groups.scale && !groups.sign && !groups.share;
      if (value <= 1 || !Number.isFinite(value) || overlaps(dates, start, end)) continue;
      if (unscaled && /^(?:1[5-9]|20)\d\d$/u.test(groups.figure ?? '')) continue;
      // "Highway 61", "Class 4": a figure behind a name is part of it.
      if (
        unscaled &&
        groups.figure &&
        /\p{Lu}[\p{L}.]*\s$/u.test(text.slice(0, start)) &&
        !/^\s\p{L}/u.test(text.slice(end))
      )
        continue;
      const sort = groups.sign
        ? `money ${groups.sign.trim()}`
        : groups.share
          ? 'percent'
          : value < 1e5
            ? 'count'
            : 'large count';
      pieces.push({ kind: 'number', text: match[0], start, end, sort, key: String(value) });
    }
  }
  return pieces.sort((left, right) => left.start - right.start);
}
