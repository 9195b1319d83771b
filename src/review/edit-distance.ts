/**
 * Levenshtein distance in code points: how many were put in, taken out or replaced (Wagner and Fischer 1974, with two
 * rows). Time grows with the product of the lengths; titles are short.
 */
export function editDistance(before: string, after: string): number {
  const [one, other] = [[...before], [...after]];
  let above = other.map((_, index) => index + 1);
  for (const [row, character] of one.entries()) {
    const here: number[] = [];
    for (const [column, wanted] of other.entries()) {
      const left = here[column - 1] ?? row + 1;
      const over = above[column]!;
      const diagonal = column === 0 ? row : above[column - 1]!;
      here.push(Math.min(left + 1, over + 1, diagonal + (character === wanted ? 0 : 1)));
    }
    above = here;
  }
  return above.at(-1) ?? one.length;
}
