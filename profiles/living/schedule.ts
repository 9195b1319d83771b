/** When what is everyone's, and a reader's interests, are computed anew: the table that a workspace may override. */
export const scheduleFigures = {
  snapshotHours: {
    default: 1,
    unit: 'h',
    decides: 'how old a snapshot grows, while events come in, before the next is taken',
    source: 'chosen: surges are hours long',
    least: 0.01,
    most: 8760,
  },
  snapshotGrowth: {
    default: 0.25,
    unit: 'share',
    decides: 'how much the log may grow under a snapshot before the next is taken at once',
    source: 'chosen',
    least: 0,
    most: 1000,
  },
  centresDays: {
    default: 7,
    unit: 'days',
    decides: 'how old a reader’s interests grow, while they read on, before they are clustered anew',
    source: 'chosen: one week, PHG-DIF’s window of recent evolution',
    least: 0.01,
    most: 3650,
  },
  centresGrowth: {
    default: 0.5,
    unit: 'share',
    decides: 'how much a reader’s history may grow before their interests are clustered anew',
    source: 'chosen',
    least: 0,
    most: 1000,
  },
  versionsKept: {
    default: 20,
    unit: 'versions',
    decides: 'how many versions of a reader’s profile, and how many numbers of their interests, are kept',
    source: 'chosen',
    least: 1,
    most: 1000,
  },
  snapshotsKept: {
    default: 10,
    unit: 'snapshots',
    decides: 'how many snapshots of a workspace are kept',
    source: 'chosen',
    least: 1,
    most: 1000,
  },
} as const satisfies Record<
  string,
  { default: number; unit: string; decides: string; source: string; least: number; most: number }
>;

export type ProfileSchedule = { readonly [Name in keyof typeof scheduleFigures]: number };

export const defaultSchedule: ProfileSchedule = Object.fromEntries(
  Object.entries(scheduleFigures).map(([name, figure]) => [name, figure.default]),
) as ProfileSchedule;

const hour = 3_600_000;

/** What is known of the log when a snapshot was taken, and now. */
export interface LogGrowth {
  readonly takenAt: Date;
  readonly eventsThen: number;
  readonly itemsThen: number;
  readonly eventsNow: number;
  readonly itemsNow: number;
}

/**
 * Whether the next snapshot is due: `now` where the log has outgrown the present one, so that whoever asks waits for the
 * next; `soon` where it has only grown old, so that it may be taken in the background.
 */
export function snapshotDue(log: LogGrowth, at: Date, schedule: ProfileSchedule): 'now' | 'soon' | null {
  if (log.eventsNow > log.eventsThen * (1 + schedule.snapshotGrowth)) return 'now';
  const changed = log.eventsNow !== log.eventsThen || log.itemsNow !== log.itemsThen;
  return changed && at.getTime() - log.takenAt.getTime() >= schedule.snapshotHours * hour ? 'soon' : null;
}

/**
 * Whether a reader's interests are to be clustered anew.
 * @param grown events they had when they were last clustered, events they have now, and the time since
 */
export function centresDue(
  grown: { readonly eventsThen: number; readonly eventsNow: number; readonly ageMilliseconds: number },
  schedule: ProfileSchedule,
): boolean {
  const { eventsThen, eventsNow, ageMilliseconds } = grown;
  if (eventsNow === eventsThen) return false;
  return eventsNow > eventsThen * (1 + schedule.centresGrowth) || ageMilliseconds >= schedule.centresDays * 24 * hour;
}
