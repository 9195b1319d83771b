/** A stretch of text that something is said about. Offsets as JavaScript counts them, end exclusive. */
export interface Marking<Mark> {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
}

/** A piece of the text with everything that is said about it. */
export interface Segment<Mark> {
  readonly start: number;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * Cuts a text at the ends of all markings, which may overlap, so that each piece is wholly inside or outside each of
 * them. What lies outside the text is left out.
 */
export function segmentsOf<Mark>(text: string, markings: readonly Marking<Mark>[]): Segment<Mark>[] {
  const within = markings
    .map(({ start, end, mark }) => ({ start: Math.max(0, start), end: Math.min(text.length, end), mark }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index]!;
    return {
      start,
      text: text.slice(start, end),
      marks: within.filter((marking) => marking.start <= start && marking.end >= end).map(({ mark }) => mark),
    };
  });
}

/** A text as its paragraphs, each with where it begins. */
export function paragraphsOf(text: string): { readonly start: number; readonly text: string }[] {
  const paragraphs: { start: number; text: string }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') paragraphs.push({ start, text: line });
    start += line.length + 1;
  }
  return paragraphs;
}
