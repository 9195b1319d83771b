/** Marks of a title, by name. */
const marks = {
  question: (title: string) => /\?["”’»]?\s*$/u.test(title),
  number: (title: string) => /\p{N}/u.test(title),
  quotation: (title: string) => /["“”«»]/u.test(title),
  colon: (title: string) => /:\s/u.test(title),
} as const;
export type TitleMark = keyof typeof marks;

/** How the titles are written that a reader reads to the end. */
export interface TitleStyle {
  readonly titles: number;
  /** Mean words of a title. */
  readonly words: number;
  /** Share of titles with each mark. */
  readonly marks: Readonly<Record<TitleMark, number>>;
}

/** Weighted by how far each was read; null without titles. */
export function titleStyle(titles: readonly { readonly title: string; readonly weight: number }[]): TitleStyle | null {
  const total = titles.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  const words = titles.reduce((sum, { title, weight }) => sum + weight * title.trim().split(/\s+/).length, 0) / total;
  return {
    titles: titles.length,
    words,
    marks: Object.fromEntries(
      Object.entries(marks).map(([name, holds]) => [
        name,
        titles.reduce((sum, { title, weight }) => sum + (holds(title) ? weight : 0), 0) / total,
      ]),
    ) as Record<TitleMark, number>,
  };
}
