import {
  decisionCounts,
  doubleReadings,
  editDistances,
  outcomes,
  type Period,
  queueAge,
  throughput,
} from '../store/review/figures.ts';
import type { Store } from '../store/store.ts';
import { agreement } from './agreement.ts';
import { lift } from './lift.ts';
import { proportion } from './proportion.ts';
import type { FiguresView } from './schemas/figures.ts';

/** Reasons that say the check let through what is not so. */
const factualReasons: ReadonlySet<string | null> = new Set(['not-true', 'misleading', 'not-in-article']);

/** The dashboards' numbers over a period, each with its sample size; shares with their intervals. */
export async function reviewFigures(store: Store, workspaceId: string, period: Period): Promise<FiguresView> {
  const [counts, edits, work, age, pairs, shown] = await Promise.all([
    decisionCounts(store, workspaceId, period),
    editDistances(store, workspaceId, period),
    throughput(store, workspaceId, period),
    queueAge(store, workspaceId),
    doubleReadings(store, workspaceId, period),
    outcomes(store, workspaceId, period),
  ]);
  type Count = (typeof counts)[number];
  const total = (fits: (row: Count) => boolean) => counts.reduce((sum, row) => sum + (fits(row) ? row.count : 0), 0);
  const read = (row: Count) => !row.bulk;
  const decided = total(read);
  const precisionOf = (fits: (row: Count) => boolean) => {
    const of = total((row) => read(row) && fits(row));
    const refuted = total((row) => read(row) && fits(row) && factualReasons.has(row.reason));
    return proportion(of - refuted, of);
  };
  const reasons: Record<string, number> = {};
  for (const { reason, count } of counts) if (reason) reasons[reason] = (reasons[reason] ?? 0) + count;
  return {
    from: period.from.toISOString(),
    before: period.before.toISOString(),
    decisions: decided,
    bulkApprovals: total((row) => row.bulk),
    approved: proportion(
      total((row) => read(row) && row.action === 'approve'),
      decided,
    ),
    edited: proportion(
      total((row) => read(row) && row.action === 'edit'),
      decided,
    ),
    rejected: proportion(
      total((row) => read(row) && row.action === 'reject'),
      decided,
    ),
    overrides: total((row) => row.overridden),
    reasons,
    edits: {
      count: edits.edits,
      meanCharacters: edits.mean,
      medianCharacters: edits.median,
      meanShare: edits.mean_share,
    },
    verdicts: (['supported', 'not_verifiable', 'contradicted'] as const).map((verdict) => ({
      verdict,
      upheld: precisionOf((row) => row.verdict === verdict),
    })),
    byConfidence: Array.from({ length: 10 }, (_, tenth) => ({
      from: tenth / 10,
      to: (tenth + 1) / 10,
      upheld: precisionOf((row) => row.tenth === tenth),
    })),
    days: daysOf(work.days),
    editors: work.editors.map(({ actor, name, decisions, seconds }) => ({
      id: actor,
      name,
      decisions,
      medianSeconds: seconds,
    })),
    queue: {
      waiting: age.waiting,
      oldestSeconds: age.oldest,
      medianSeconds: age.median,
      ninetiethSeconds: age.ninetieth,
    },
    agreement: agreement(pairs),
    lift: lift(shown.personal, shown.control, shown.sameItems),
  };
}

function daysOf(rows: readonly { day: string; action: string; count: number }[]): FiguresView['days'] {
  const days = new Map<string, FiguresView['days'][number]>();
  for (const { day, action, count } of rows) {
    const entry = days.get(day) ?? { day, approve: 0, edit: 0, reject: 0, bulk: 0 };
    days.set(day, { ...entry, [action]: count });
  }
  return [...days.values()];
}
