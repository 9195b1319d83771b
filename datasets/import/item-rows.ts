import type { DuckDBDataChunk } from '@duckdb/node-api';
import { adFactsSchema, type Item, type ItemKind } from '../item.ts';

/** What is selected of an item, in the order in which `readItems` takes it. */
export const itemSelection = `file, row::DOUBLE, problem, id, kind, title, summary, body, category, language,
  epoch_ms(published_at)::DOUBLE, word_count, facts`;

export interface RejectedItem {
  readonly file: number;
  readonly row: number | null;
  readonly problem: string;
}

/** A chunk's good items; `reject` is told of each of the others. */
export function readItems(chunk: DuckDBDataChunk, reject: (item: RejectedItem) => void): Item[] {
  const items: Item[] = [];
  for (const values of chunk.getRows()) {
    const [file, row, problem, id, kind, title, summary, body, category, language, published, words, facts] = values;
    const place = { file: Number(file), row: row === null ? null : Number(row) };
    if (problem !== null) {
      reject({ ...place, problem: String(problem) });
      continue;
    }
    const item: Item = { id: String(id), kind: kind as ItemKind, title: String(title) };
    if (summary !== null) item.summary = String(summary);
    if (body !== null) item.body = String(body);
    if (category !== null) item.category = String(category);
    if (language !== null) item.language = String(language);
    if (published !== null) item.publishedAt = new Date(Number(published)).toISOString();
    if (words !== null) item.wordCount = Number(words);
    if (facts !== null) {
      const read = readFacts(String(facts));
      if (!read) {
        reject({ ...place, problem: 'facts|not a JSON object with brand and sellingPoints' });
        continue;
      }
      item.facts = read;
    }
    items.push(item);
  }
  return items;
}

function readFacts(text: string): Item['facts'] {
  try {
    return adFactsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
