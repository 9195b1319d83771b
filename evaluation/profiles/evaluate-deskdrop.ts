import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapUsers, type Interval, meanOf } from './bootstrap-users.ts';

/** Weight of a kind of feedback, strong to weak. */
const typedWeights: Readonly<Record<string, number>> = {
  VIEW: 0.6,
  LIKE: 1,
  BOOKMARK: 1,
  FOLLOW: 1,
  'COMMENT CREATED': 1,
};
/** Others an item is ranked among, the items that are not in the reader's history, evenly drawn. */
const passedOver = 100;
/** Last items of a reader's history that the next one is predicted from. */
const lookBack = 50;

interface Act {
  readonly user: string;
  readonly item: string;
  readonly kind: string;
  readonly at: number;
}

export interface DeskdropScores {
  readonly n: { readonly events: number; readonly users: number; readonly predictions: number };
  readonly arms: Readonly<Record<'typed' | 'untyped' | 'popularity', { readonly auc: Interval }>>;
  /** AUC with typed weights less that without, on the same predictions. */
  readonly typedOverUntyped: Interval;
}

/**
 * Next item by co-visits on `users_interactions.csv`: each reader's last new item is held out and ranked among items they
 * never opened by how much it shares readers with what they opened before, with and without the kinds' weights. Counts
 * come from the whole log but for the held-out acts and what their readers did after them.
 */
export function evaluateDeskdrop(folder: string): DeskdropScores {
  const acts = readActs(join(folder, 'users_interactions.csv'));
  const byUser = new Map<string, Act[]>();
  for (const act of acts) byUser.set(act.user, [...(byUser.get(act.user) ?? []), act]);
  const held = new Map<string, { item: string; before: Act[] }>();
  for (const [user, list] of byUser) {
    const first = new Map<string, number>();
    for (const act of list) if (!first.has(act.item)) first.set(act.item, act.at);
    if (first.size < 3) continue;
    const [item, at] = [...first].reduce((latest, entry) => (entry[1] >= latest[1] ? entry : latest));
    held.set(user, { item, before: list.filter((act) => act.item !== item && act.at <= at) });
  }
  const readers = [...byUser].map(([user, list]) => strongest(held.get(user)?.before ?? list));
  const popularity = new Map<string, number>();
  const visitors = new Map<string, Map<number, number>>();
  for (const [reader, items] of readers.entries())
    for (const [item, weight] of items) {
      popularity.set(item, (popularity.get(item) ?? 0) + 1);
      const own = visitors.get(item) ?? new Map<number, number>();
      visitors.set(item, own);
      own.set(reader, weight);
    }
  const all = [...popularity.keys()].sort();
  const predictions = [...held].flatMap(([user, { item, before }]) => {
    if (!popularity.has(item) || before.length === 0) return [];
    const opened = new Set([...before.map((act) => act.item), item]);
    const others = evenly(
      all.filter((other) => !opened.has(other)),
      passedOver,
      user,
    );
    const history = [...strongest(before)].slice(-lookBack);
    const rank = (score: (candidate: string) => number) => shareBelow(score(item), others.map(score));
    return [
      {
        typed: rank((candidate) => coVisits(candidate, history, visitors, true)),
        untyped: rank((candidate) => coVisits(candidate, history, visitors, false)),
        popularity: rank((candidate) => popularity.get(candidate) ?? 0),
      },
    ];
  });
  const groups = predictions.map((prediction) => [prediction]);
  const auc = (arm: 'typed' | 'untyped' | 'popularity') => ({
    auc: bootstrapUsers(groups, (rows) => meanOf(rows.map((row) => row[arm]))),
  });
  return {
    n: { events: acts.length, users: byUser.size, predictions: predictions.length },
    arms: { typed: auc('typed'), untyped: auc('untyped'), popularity: auc('popularity') },
    typedOverUntyped: bootstrapUsers(groups, (rows) => meanOf(rows.map((row) => row.typed - row.untyped))),
  };
}

function readActs(path: string): Act[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const columns = head!.trim().split(',');
  const at = (name: string) => {
    const index = columns.indexOf(name);
    if (index < 0) throw new Error(`${path}: needs the column ${name}`);
    return index;
  };
  const [time, kind, item, user] = [at('timestamp'), at('eventType'), at('contentId'), at('personId')];
  return lines
    .map((line) => line.trim().split(','))
    .map((cells) => ({ user: cells[user]!, item: cells[item]!, kind: cells[kind]!, at: Number(cells[time]) }))
    .sort((a, b) => a.at - b.at);
}

/** The strongest act on each item, in order of first acts. */
function strongest(acts: readonly Act[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { item, kind } of acts) weights.set(item, Math.max(weights.get(item) ?? 0, typedWeights[kind] ?? 0));
  return weights;
}

/** Shared readers of a candidate and what was opened, over the root of both items' readers (cosine of columns). */
function coVisits(
  candidate: string,
  history: readonly (readonly [string, number])[],
  visitors: ReadonlyMap<string, ReadonlyMap<number, number>>,
  typed: boolean,
): number {
  const own = visitors.get(candidate);
  if (!own) return 0;
  let score = 0;
  for (const [item, weight] of history) {
    const others = visitors.get(item);
    if (!others) continue;
    let shared = 0;
    for (const [reader, strength] of own) {
      const other = others.get(reader);
      if (other !== undefined) shared += typed ? strength * other : 1;
    }
    score += ((typed ? weight : 1) * shared) / Math.sqrt(own.size * others.size);
  }
  return score;
}

const shareBelow = (own: number, others: readonly number[]): number =>
  others.reduce((sum, other) => sum + (own > other ? 1 : own === other ? 0.5 : 0), 0) / others.length;

/** `count` of the rows at equal steps, from a start that the reader's id gives. */
function evenly<Row>(rows: readonly Row[], count: number, seed: string): Row[] {
  let start = 0;
  for (const character of seed) start = (Math.imul(start, 31) + character.charCodeAt(0)) >>> 0;
  const step = Math.max(1, rows.length / count);
  return Array.from(
    { length: Math.min(count, rows.length) },
    (_, index) => rows[(start + Math.floor(index * step)) % rows.length]!,
  );
}
