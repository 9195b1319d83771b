import type { DecisionAction, ReviewState } from '../store/review-tables.ts';

/** What an editor may do to a text, but for undo. */
export type Deed = Exclude<DecisionAction, 'undo'>;

/** Where a text stands before a deed. */
export interface Standing {
  readonly state: ReviewState;
  readonly round: number;
  readonly firstBy: string | null;
  /** The first reader's deed and the text it left, when this is the second reading. */
  readonly first: { readonly action: DecisionAction; readonly text: string | null } | null;
}

/** Where it stands after. */
export interface Outcome {
  readonly state: ReviewState;
  readonly round: number;
  /** The first reading is over and a second, blind one begins. */
  readonly awaitsSecond: boolean;
}

const decided: Readonly<Record<Exclude<Deed, 'skip'>, ReviewState>> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
};

/**
 * What a deed makes of a text. One that is read twice waits for a second reader, who sees nothing of the first's
 * decision; where both do the same it stands, else it waits for a third, open reading.
 * @param readTwice whether the text is in the sample for double review
 * @param text the text that the deed leaves
 */
export function afterDeed(standing: Standing, deed: Deed, text: string | null, readTwice: boolean): Outcome {
  if (deed === 'skip') return { state: 'skipped', round: standing.round, awaitsSecond: false };
  if (standing.round === 1 && readTwice) return { state: 'waiting', round: 2, awaitsSecond: true };
  if (standing.round === 2) {
    const same = standing.first?.action === deed && (deed !== 'edit' || standing.first.text === text);
    if (!same) return { state: 'waiting', round: 3, awaitsSecond: false };
  }
  return { state: decided[deed], round: standing.round, awaitsSecond: false };
}
