import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../package-root.ts';
import { type Event, eventSchema } from '../event.ts';
import { type Item, itemSchema } from '../item.ts';
import { type User, userSchema } from '../user.ts';

/** Where the demo newsroom's files lie. */
export const demoNewsroomFolder = join(packageRoot, 'datasets', 'demo-newsroom');
/** The moment at which the demo newsroom's clock stands: profiles are built as of then. */
export const demoNewsroomAsOf = '2026-03-29T18:00:00Z';

export const plantedNoiseKinds = ['short', 'surge', 'burst', 'bot', 'duplicate'] as const;

const eventTruthSchema = z.strictObject({
  eventId: z.string(),
  /** Kind of planted noise, or null for a real event. */
  noise: z.enum(plantedNoiseKinds).nullable(),
  /** Whether the item's sub-topic is one of the reader's own interests. */
  onInterest: z.boolean(),
  /** The dwell was measured by nobody; the event is real all the same. */
  dwellMissing: z.boolean(),
});
export type EventTruth = z.infer<typeof eventTruthSchema>;

const readerTruthSchema = z.strictObject({
  userId: z.string(),
  kind: z.enum(['reader', 'bot', 'newcomer']),
  /** Shares sum to 1. An interest with `since` began then; the others were there from the start. */
  interests: z.array(
    z.strictObject({ category: z.string(), topic: z.string(), share: z.number(), since: z.string().optional() }),
  ),
  wordsPerMinute: z.number().nullable(),
  rhythm: z.string(),
});
export type ReaderTruth = z.infer<typeof readerTruthSchema>;

/** What a text record looks like on disk: an item that says it is invented. */
const fictionalItemSchema = itemSchema.extend({ fiction: z.literal(true) });

export interface DemoNewsroom {
  /** Full articles to write headlines for. */
  readonly articles: Item[];
  /** What the histories consist of: title, summary, section, word count. */
  readonly olderItems: Item[];
  readonly ads: Item[];
  /** 24 readers, one bot, one newcomer. */
  readonly users: User[];
  /** In order of time. */
  readonly events: Event[];
  readonly truth: {
    /** One for each event, in the same order. */
    readonly events: EventTruth[];
    readonly readers: ReaderTruth[];
    /** Item id → sub-topic. */
    readonly topics: Readonly<Record<string, string>>;
  };
}

function readLines<T>(fileName: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(join(demoNewsroomFolder, fileName), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = schema.safeParse(JSON.parse(line));
    if (parsed.success) return [parsed.data];
    throw new Error(`${fileName} line ${index + 1}: ${z.prettifyError(parsed.error)}`);
  });
}

function readItems(fileName: string): Item[] {
  return readLines(fileName, fictionalItemSchema).map(({ fiction: _, ...item }) => item);
}

/** The demo newsroom's texts alone, without readers. Throws as `loadDemoNewsroom` does. */
export function loadDemoItems(): Pick<DemoNewsroom, 'articles' | 'olderItems' | 'ads'> {
  return {
    articles: readItems('articles.jsonl'),
    olderItems: readItems('older-items.jsonl'),
    ads: readItems('ads.jsonl'),
  };
}

/** The sub-topic of each item: truth for evaluation, never an input of the product. */
export function loadDemoTopics(): Record<string, string> {
  const text = readFileSync(join(demoNewsroomFolder, 'item-topics.json'), 'utf8');
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

/** Reads and validates the demo newsroom. Throws with file and line number when a record breaks its schema. */
export function loadDemoNewsroom(): DemoNewsroom {
  return {
    ...loadDemoItems(),
    users: readLines('users.jsonl', userSchema),
    events: readLines('events.jsonl', eventSchema),
    truth: {
      events: readLines('truth.jsonl', eventTruthSchema),
      readers: readLines('reader-truth.jsonl', readerTruthSchema),
      topics: loadDemoTopics(),
    },
  };
}
