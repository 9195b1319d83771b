import type { z } from '@hono/zod-openapi';
import type { ResultEvidence } from '../store/review/entry-evidence.ts';
import type { whyReadersSchema } from './schemas/entry.ts';

const interestsShown = 8;
const focusShown = 5;

const round = (value: number) => Math.round(value * 1e4) / 1e4;

/**
 * Sums up why a text's readers get it: mean interests and clock, the sentences leaned on, what was used and dropped.
 * @param readers how many readers there are, of whom `evidence` may hold only the newest
 */
export function whyReaders(evidence: readonly ResultEvidence[], readers: number): z.infer<typeof whyReadersSchema> {
  const known = evidence.flatMap(({ reader }) => (reader ? [reader] : []));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const interests = new Map<string, { share: number; readers: number }>();
  for (const { interests: own } of known)
    for (const { name, share } of own) {
      const entry = interests.get(name) ?? { share: 0, readers: 0 };
      interests.set(name, { share: entry.share + share, readers: entry.readers + 1 });
    }
  const droppedByReason: Record<string, number> = {};
  const bySource: Record<string, number> = {};
  for (const reader of known) {
    bySource[reader.source] = (bySource[reader.source] ?? 0) + 1;
    for (const [reason, count] of Object.entries(reader.droppedByReason))
      droppedByReason[reason] = (droppedByReason[reason] ?? 0) + count;
  }
  const clocks = known.flatMap(({ clock }) => (clock?.length === 168 ? [clock] : []));
  return {
    readers,
    summedUp: evidence.length,
    confidence: known.length > 0 ? round(sum(known.map(({ confidence }) => confidence)) / known.length) : null,
    interests: [...interests]
      .map(([name, { share, readers: holders }]) => ({ name, share: round(share / known.length), readers: holders }))
      .sort((a, b) => b.share - a.share)
      .slice(0, interestsShown),
    clock:
      clocks.length > 0
        ? Array.from({ length: 168 }, (_, hour) => round(sum(clocks.map((clock) => clock[hour]!)) / clocks.length))
        : null,
    focus: focusSentences(evidence),
    eventsUsed: sum(known.map(({ eventsUsed }) => eventsUsed)),
    eventsDropped: sum(known.map(({ eventsDropped }) => eventsDropped)),
    droppedByReason,
    bySource,
  };
}

/** The sentences leaned on, by how many readers' texts leaned on each. */
function focusSentences(evidence: readonly ResultEvidence[]) {
  const bySpan = new Map<string, { focus: NonNullable<ResultEvidence['focus']>; readers: number }>();
  for (const { focus } of evidence) {
    if (!focus) continue;
    const key = `${focus.span.start}-${focus.span.end}`;
    const entry = bySpan.get(key) ?? { focus, readers: 0 };
    bySpan.set(key, { focus: entry.focus, readers: entry.readers + 1 });
  }
  return [...bySpan.values()]
    .sort((a, b) => b.readers - a.readers)
    .slice(0, focusShown)
    .map(({ focus, readers }) => ({ ...focus, readers }));
}
