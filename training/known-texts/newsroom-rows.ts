import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';

/** An openly licensed article. */
export interface NewsroomRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly date?: string;
  readonly set: string;
}

/**
 * Sets whose terms let weights made from them be shipped, and how often each is drawn: news before releases. Releases of
 * members of a parliament are left out, their terms being less settled.
 */
const shares = { wikinews: 0.35, nasa: 0.3, digitalgov: 0.15, doj: 0.2 } as const;

const fewestCharacters = 400;

/**
 * Articles in one random order in which every stretch holds the sets in their shares, until a set runs out.
 * @param folder holds a file a set, JSON lines
 * @throws when a file is not there
 */
export function newsroomRows(folder: string): NewsroomRow[] {
  const random = seededRandom('newsroom');
  const placed = Object.entries(shares).flatMap(([set, share]) => {
    const rows = rowsOf(join(folder, `${set}.jsonl`), set).filter(({ body }) => body.length >= fewestCharacters);
    const order = rows.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
    return order.map(({ row }, index) => ({ row, place: (index + 0.5) / share }));
  });
  return placed.sort((a, b) => a.place - b.place).map(({ row }) => row);
}

function rowsOf(file: string, set: string): NewsroomRow[] {
  if (!existsSync(file)) throw new Error(`${file} is not there: give the folder that holds the newsroom sets`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { id, title, body, date } = JSON.parse(line) as NewsroomRow;
      return { id, title, body, set, ...(date && { date }) };
    });
}
