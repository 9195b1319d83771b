import { and, desc, eq, lt, lte, sql } from 'drizzle-orm';
import type { Interest, NoiseReason, Profile } from '../../profiles/profile.ts';
import { contentHash } from './content-hash.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { profiles } from './schema.ts';
import type { Store } from './store.ts';
import { decodeVector, encodeVector } from './stored-vector.ts';
import { transact } from './transact.ts';
import { holdUser } from './users.ts';

/** What a kept version says of an event; the event itself stands in the log. */
export interface KeptEvidence {
  readonly eventId: string;
  readonly weight: number;
  readonly reasons: readonly NoiseReason[];
}

/** Numbers that a version of a profile goes by. */
export interface ProfileNumbers {
  /** Number of the snapshot of what is everyone's. */
  readonly snapshot: number | null;
  /** Number of the reader's interest centres. */
  readonly centres: number | null;
}

/** A profile with the number that the store gave it; versions of a user count from 1. */
export interface StoredProfile extends ProfileNumbers {
  readonly version: number;
  readonly profile: Omit<Profile, 'events'>;
  readonly evidence: readonly KeptEvidence[];
  readonly createdAt: Date;
}

/**
 * Keeps a profile as the user's newest version, and drops the oldest beyond `kept`. One that says the same as the newest
 * (but for its as-of time) is not kept twice.
 * @returns the version that holds it; 0 where the user is not there any more, of whom nothing is kept
 */
export async function saveProfile(
  store: Store,
  workspaceId: string,
  profile: Profile,
  { snapshot = null, centres = null, kept = 20 }: Partial<ProfileNumbers> & { readonly kept?: number } = {},
): Promise<number> {
  const body = profileBody(profile);
  const bodyHash = contentHash({ ...body, asOf: undefined, confidence: undefined, snapshot, centres });
  return transact(store, async (transaction) => {
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${workspaceId} || '/profile/' || ${profile.userId}, 0))`,
    );
    if (!(await holdUser(transaction, workspaceId, profile.userId))) return 0;
    const [newest] = await transaction
      .select({ version: profiles.version, bodyHash: profiles.bodyHash })
      .from(profiles)
      .where(of(workspaceId, profile.userId))
      .orderBy(desc(profiles.version))
      .limit(1);
    if (newest?.bodyHash === bodyHash) return newest.version;
    const version = (newest?.version ?? 0) + 1;
    await transaction.insert(profiles).values({
      workspaceId,
      userId: profile.userId,
      version,
      asOf: new Date(profile.asOf),
      body,
      bodyHash,
      snapshot,
      centres,
    });
    await transaction
      .delete(profiles)
      .where(and(of(workspaceId, profile.userId), lte(profiles.version, version - kept)));
    return version;
  });
}

/** A user's newest profile, or the version asked for; null if there is none. */
export async function findProfile(
  store: Store,
  workspaceId: string,
  userId: string,
  version?: number,
): Promise<StoredProfile | null> {
  const [found] = await store.database
    .select()
    .from(profiles)
    .where(and(of(workspaceId, userId), version === undefined ? undefined : eq(profiles.version, version)))
    .orderBy(desc(profiles.version))
    .limit(1);
  return found ? storedProfile(found) : null;
}

/** The kept versions of a user's profile, newest first. */
export async function listProfileVersions(
  store: Store,
  workspaceId: string,
  userId: string,
  { after, limit }: PageRequest,
): Promise<Page<ProfileNumbers & { id: string; version: number; asOf: Date; createdAt: Date }>> {
  const { version, asOf, snapshot, centres, createdAt } = profiles;
  const rows = await store.database
    .select({ version, asOf, snapshot, centres, createdAt })
    .from(profiles)
    .where(and(of(workspaceId, userId), after ? lt(version, Number(after)) : undefined))
    .orderBy(desc(version))
    .limit(limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row, id: String(row.version) })),
    limit,
  );
}

/** Drops all that was learnt of a user who refuses: versions, interests, a place in segments. The log stays. */
export async function dropLearnt(store: Store, workspaceId: string, userId: string): Promise<void> {
  await transact(store, async (transaction) => {
    for (const table of ['profiles', 'interest_centres', 'segment_readers'])
      await transaction.execute(
        sql`delete from ${sql.raw(`masthead.${table}`)} where workspace_id = ${workspaceId} and user_id = ${userId}`,
      );
  });
}

const of = (workspaceId: string, userId: string) =>
  and(eq(profiles.workspaceId, workspaceId), eq(profiles.userId, userId));

/** Events shrink to id, weight and reasons: what they are stands in the log, and a version must stay small. */
function profileBody({ events, ...profile }: Profile): Record<string, unknown> {
  return {
    ...profile,
    vector: profile.vector && encodeVector(profile.vector),
    interests: profile.interests.map((interest) => ({ ...interest, vector: encodeVector(interest.vector) })),
    evidence: events.map(({ event, weight, reasons }) => [event.id, weight, ...reasons]),
  };
}

function storedProfile(row: typeof profiles.$inferSelect): StoredProfile {
  const { evidence, ...body } = row.body as unknown as Omit<Profile, 'vector' | 'interests' | 'events'> & {
    vector: string | null;
    interests: (Omit<Interest, 'vector'> & { vector: string })[];
    evidence: [string, number, ...NoiseReason[]][];
  };
  return {
    version: row.version,
    snapshot: row.snapshot,
    centres: row.centres,
    createdAt: row.createdAt,
    profile: {
      ...body,
      vector: body.vector === null ? null : decodeVector(body.vector),
      interests: body.interests.map((interest) => ({ ...interest, vector: decodeVector(interest.vector) })),
    },
    evidence: evidence.map(([eventId, weight, ...reasons]) => ({ eventId, weight, reasons })),
  };
}
