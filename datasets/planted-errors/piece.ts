/** A number, date, name or quotation of a text. Read here by other means than the check's, which is measured with it. */
export interface Piece {
  readonly kind: 'number' | 'date' | 'entity' | 'quotation';
  readonly text: string;
  /** Character offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Only a piece of the same sort may stand in for it: `money`, `percent`, `weekday`, `person` and so on. */
  readonly sort: string;
  /** What is compared: a value, or the words in small letters. */
  readonly key: string;
}

/** Small letters, accents and punctuation removed, one space between words and at both ends. */
export function plainWords(text: string): string {
  return ` ${text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]s\b/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()} `;
}

/** Whether a piece of the same kind that was found before lies over this place. */
export function overlaps(pieces: readonly Piece[], start: number, end: number): boolean {
  return pieces.some((piece) => piece.start < end && start < piece.end);
}
