import type { Piece } from './piece.ts';

const marked = /[“"](?<double>[^“”"\n]{3,300})[”"]|(?<=^|[\s(])[‘'](?<single>\p{L}[^‘'’"\n]{2,120}?)[’'](?![\p{L}])/gu;

/** What stands between quotation marks, without the marks. */
export function quotationPieces(text: string): Piece[] {
  return [...text.matchAll(marked)].map((match) => {
    const quoted = (match.groups?.double ?? match.groups?.single)!;
    const start = match.index + 1;
    return {
      kind: 'quotation',
      text: quoted,
      start,
      end: start + quoted.length,
      sort: 'quotation',
      key: quoted.toLowerCase(),
    };
  });
}
