import { unit } from './vector.ts';

/**
 * Gives each row extra dimensions that say its section, so that clusters tend to follow the sections a desk thinks in
 * and still part or join them where the texts do. A row's squared length is `part` section and `1 − part` text; a row
 * without a section is text alone.
 * @param rows unit vectors
 * @param sections one a row
 */
export function withSectionAxes(
  rows: readonly Float32Array[],
  sections: readonly (string | undefined)[],
  part: number,
): Float32Array[] {
  const axes = [...new Set(sections.filter((section) => section !== undefined))].sort();
  return rows.map((row, index) => {
    const section = sections[index];
    const widened = new Float64Array(row.length + axes.length);
    for (const [dimension, value] of row.entries()) widened[dimension] = value * Math.sqrt(1 - part);
    if (section !== undefined) widened[row.length + axes.indexOf(section)] = Math.sqrt(part);
    return unit(widened) ?? Float32Array.from(widened);
  });
}
