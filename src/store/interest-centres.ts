import { and, desc, eq, lte } from 'drizzle-orm';
import type { InterestCentres } from '../../profiles/living/interest-centres.ts';
import type { InterestTerm } from '../../profiles/profile.ts';
import { interestCentres } from './schema.ts';
import type { Store } from './store.ts';
import { decodeVector, encodeVector } from './stored-vector.ts';
import { transact } from './transact.ts';
import { holdUser } from './users.ts';

/** One interest as it is kept: its vector as base64. */
export interface StoredCentre {
  readonly name: string;
  readonly category?: string;
  readonly terms: readonly InterestTerm[];
  readonly vector: string;
}

/** A reader's interest centres, with what they were clustered from. */
export interface KeptCentres extends InterestCentres {
  /** Number of the snapshot they were clustered under. */
  readonly snapshot: number;
  /** Names what they depend on beside events: encoder, settings, privacy, rules. */
  readonly basis: string;
  /** Events the reader had. */
  readonly events: number;
  readonly createdAt: Date;
}

/** A reader's newest interest centres, or null. */
export async function findCentres(store: Store, workspaceId: string, userId: string): Promise<KeptCentres | null> {
  const [found] = await store.database
    .select()
    .from(interestCentres)
    .where(and(eq(interestCentres.workspaceId, workspaceId), eq(interestCentres.userId, userId)))
    .orderBy(desc(interestCentres.number))
    .limit(1);
  if (!found) return null;
  const { number, snapshot, basis, events, body, createdAt } = found;
  const centres = body.map(({ vector, ...rest }) => ({ ...rest, vector: decodeVector(vector) }));
  return { number, centres, snapshot, basis, events, createdAt };
}

/**
 * Keeps a reader's interest centres and drops those that are too many. Where another process has made the same number
 * meanwhile, its centres stand.
 * @returns those that stand; of a user who is not there any more nothing is kept
 */
export async function saveCentres(
  store: Store,
  workspaceId: string,
  userId: string,
  { number, centres }: InterestCentres,
  { kept, ...from }: Pick<KeptCentres, 'snapshot' | 'basis' | 'events'> & { readonly kept: number },
): Promise<KeptCentres> {
  const body = centres.map(({ vector, ...rest }) => ({ ...rest, vector: encodeVector(vector) }));
  await transact(store, async (transaction) => {
    if (!(await holdUser(transaction, workspaceId, userId))) return;
    await transaction
      .insert(interestCentres)
      .values({ workspaceId, userId, number, ...from, body })
      .onConflictDoNothing();
    await transaction
      .delete(interestCentres)
      .where(
        and(
          eq(interestCentres.workspaceId, workspaceId),
          eq(interestCentres.userId, userId),
          lte(interestCentres.number, number - kept),
        ),
      );
  });
  return (await findCentres(store, workspaceId, userId)) ?? { number, centres, ...from, createdAt: new Date() };
}
