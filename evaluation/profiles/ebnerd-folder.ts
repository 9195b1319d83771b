import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../datasets/item.ts';
import type { StoredEvent } from '../../profiles/profile.ts';

/** A page of headlines that a reader saw, and what they opened. */
export interface Impression {
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly shown: readonly string[];
  readonly clicked: readonly string[];
  /** Seconds spent on what was opened, if known. */
  readonly nextReadSeconds: number | null;
}

export interface EbnerdFolder {
  /** Those with a title. */
  readonly items: ReadonlyMap<string, Item>;
  /** Everyone's clicks before the impressions, with read times. */
  readonly history: readonly StoredEvent[];
  readonly impressions: readonly Impression[];
}

interface ArticleRow {
  readonly article_id: number;
  readonly title: string;
  readonly subtitle?: string;
  readonly category?: string;
}
interface HistoryRow {
  readonly userId: number;
  readonly events: readonly {
    readonly articleId: number;
    readonly t: string;
    readonly readTimeS?: number | null;
    readonly scrollPct?: number | null;
  }[];
}
interface BehaviourRow {
  readonly user_id: number;
  readonly impression_time: string;
  readonly article_ids_inview: readonly number[];
  readonly article_ids_clicked: readonly number[];
  readonly next_read_time?: number | null;
}

/**
 * Reads a folder with `articles_titles.jsonl`, `history_titled.jsonl` and `behaviors_dev.jsonl`: EB-NeRD made into JSONL,
 * one reader a row of history.
 * @throws Error with file and line for a row that is not JSON
 */
export function readEbnerdFolder(folder: string): EbnerdFolder {
  const items = new Map<string, Item>();
  for (const row of jsonLines<ArticleRow>(join(folder, 'articles_titles.jsonl')))
    items.set(String(row.article_id), {
      id: String(row.article_id),
      kind: 'article',
      title: row.title,
      ...(row.subtitle ? { summary: row.subtitle } : {}),
      ...(row.category ? { category: row.category } : {}),
    });
  const history = jsonLines<HistoryRow>(join(folder, 'history_titled.jsonl')).flatMap(({ userId, events }) =>
    events.map(
      ({ articleId, t, readTimeS, scrollPct }, index): StoredEvent => ({
        id: `${userId}-${index}`,
        userId: String(userId),
        itemId: String(articleId),
        at: t,
        kind: 'click',
        ...(typeof readTimeS === 'number' ? { dwellSeconds: Math.min(86_400, Math.max(0, readTimeS)) } : {}),
        ...(typeof scrollPct === 'number' ? { scroll: Math.min(1, Math.max(0, scrollPct / 100)) } : {}),
      }),
    ),
  );
  const impressions = jsonLines<BehaviourRow>(join(folder, 'behaviors_dev.jsonl')).map(
    (row): Impression => ({
      userId: String(row.user_id),
      at: Date.parse(row.impression_time),
      shown: row.article_ids_inview.map(String),
      clicked: row.article_ids_clicked.map(String),
      nextReadSeconds: row.next_read_time ?? null,
    }),
  );
  return { items, history, impressions };
}

function jsonLines<Row>(path: string): Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line) as Row];
      } catch (error) {
        throw new Error(`${path}:${index + 1}: not JSON`, { cause: error });
      }
    });
}
