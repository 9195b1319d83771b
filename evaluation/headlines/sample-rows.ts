import { createHash } from 'node:crypto';

/** So many of the rows, drawn by a hash of seed and id: the same for the same seed, whatever the file's order. */
export function sampleRows<Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
  seed: number,
): Row[] {
  const place = (id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex');
  return rows
    .map((row) => ({ row, place: place(row.id) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => row);
}
