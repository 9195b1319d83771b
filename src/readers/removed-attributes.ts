import { createHash } from 'node:crypto';
import type { User } from '../../datasets/user.ts';
import type { PrivacySettings } from '../../profiles/privacy/privacy-settings.ts';
import { type RemovalReport, removalReport } from '../../profiles/privacy/removal-report.ts';
import { attributeDirections, joinDirections } from '../../profiles/privacy/remove-attributes.ts';
import { profileOf, type Reader, type Snapshot } from '../../profiles/snapshot.ts';

/** Readers of an attribute whose vectors are looked at; fewer than `fewest` tell nothing of it. */
const most = 2000;
const fewest = 8;

/**
 * Takes the attributes that a workspace names out of what a snapshot's vectors say: their directions are found on the
 * readers whose value is known, and a probe on held-out readers shows whether it worked.
 * @param asOf ISO-8601
 */
export async function removeAttributes(
  snapshot: Snapshot,
  readers: readonly Reader[],
  users: readonly User[],
  { removedAttributes }: PrivacySettings,
  asOf: string,
): Promise<{ snapshot: Snapshot; removals: Record<string, RemovalReport> }> {
  const removals: Record<string, RemovalReport> = {};
  if (removedAttributes.length === 0) return { snapshot, removals };
  const known = new Map(readers.map((reader) => [reader.userId, reader]));
  const directions: Float32Array[][] = [];
  for (const attribute of removedAttributes) {
    const vectors: Float32Array[] = [];
    const values: string[] = [];
    for (const user of users) {
      const value = user.attributes?.[attribute];
      const reader = known.get(user.id);
      if (value === undefined || !reader || vectors.length >= most) continue;
      const { vector } = profileOf(reader, snapshot, asOf);
      if (!vector) continue;
      vectors.push(vector);
      values.push(value);
    }
    if (vectors.length < fewest || new Set(values).size < 2) continue;
    directions.push(attributeDirections(vectors, values));
    removals[attribute] = removalReport(vectors, values);
  }
  const removedDirections = joinDirections(directions);
  if (removedDirections.length === 0) return { snapshot, removals };
  const hash = createHash('sha256').update(snapshot.id);
  for (const direction of removedDirections) hash.update(new Uint8Array(direction.buffer));
  return {
    snapshot: {
      ...snapshot,
      id: hash.digest('hex').slice(0, 16),
      policy: { ...snapshot.policy, removedDirections },
    },
    removals,
  };
}
