import { and, desc, eq, sql } from 'drizzle-orm';
import type { Interest, Profile } from '../../profiles/profile.ts';
import { contentHash } from './content-hash.ts';
import { profiles } from './schema.ts';
import type { Store } from './store.ts';
import { transact } from './transact.ts';

/** A profile with the number that the store gave it; versions of a user count from 1. */
export interface StoredProfile {
  readonly version: number;
  readonly profile: Profile;
  readonly createdAt: Date;
}

/**
 * Keeps a profile as the user's newest version. One that says the same as the newest (but for its as-of time) is not
 * kept twice.
 * @returns the version that holds it
 */
export async function saveProfile(store: Store, workspaceId: string, profile: Profile): Promise<number> {
  const { asOf, ...knowledge } = profile;
  const body = profileBody(profile);
  const bodyHash = contentHash({
    ...body,
    asOf: undefined,
    events: knowledge.events.map((event) => [event.event.id, event.weight]),
  });
  return transact(store, async (transaction) => {
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${workspaceId} || '/profile/' || ${profile.userId}, 0))`,
    );
    const [newest] = await transaction
      .select({ version: profiles.version, bodyHash: profiles.bodyHash })
      .from(profiles)
      .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.userId, profile.userId)))
      .orderBy(desc(profiles.version))
      .limit(1);
    if (newest?.bodyHash === bodyHash) return newest.version;
    const version = (newest?.version ?? 0) + 1;
    await transaction
      .insert(profiles)
      .values({ workspaceId, userId: profile.userId, version, asOf: new Date(asOf), body, bodyHash });
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
    .where(
      and(
        eq(profiles.workspaceId, workspaceId),
        eq(profiles.userId, userId),
        version === undefined ? undefined : eq(profiles.version, version),
      ),
    )
    .orderBy(desc(profiles.version))
    .limit(1);
  return found ? { version: found.version, profile: bodyProfile(found.body), createdAt: found.createdAt } : null;
}

/** JSON holds no Float32Array: vectors go in as base64 of their little-endian floats, bit for bit. */
function profileBody(profile: Profile): Record<string, unknown> {
  return {
    ...profile,
    vector: profile.vector && encodeVector(profile.vector),
    interests: profile.interests.map((interest) => ({ ...interest, vector: encodeVector(interest.vector) })),
  };
}

function bodyProfile(body: Record<string, unknown>): Profile {
  const stored = body as Omit<Profile, 'vector' | 'interests'> & {
    vector: string | null;
    interests: (Omit<Interest, 'vector'> & { vector: string })[];
  };
  return {
    ...stored,
    vector: stored.vector === null ? null : decodeVector(stored.vector),
    interests: stored.interests.map((interest) => ({ ...interest, vector: decodeVector(interest.vector) })),
  };
}

function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const vector = new Float32Array(bytes.byteLength / 4);
  Buffer.from(vector.buffer).set(bytes);
  return vector;
}
