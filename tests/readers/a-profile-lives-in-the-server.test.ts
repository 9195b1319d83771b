import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../profiles/interests/vector.ts';
import type { Profile } from '../../profiles/profile.ts';
import { ReaderService } from '../../src/readers/reader-service.ts';
import { setWorkspaceProfileSettings } from '../../src/readers/workspace-settings.ts';
import { eraseUser } from '../../src/store/erase-user.ts';
import { insertEvents } from '../../src/store/events.ts';
import { upsertItems } from '../../src/store/items.ts';
import { findProfile, listProfileVersions } from '../../src/store/profiles.ts';
import type { Store } from '../../src/store/store.ts';
import { ensureUsers, upsertUsers } from '../../src/store/users.ts';
import { wordEncoder } from '../generators/scripted-models.ts';
import { openSmallWorkspace, readings, start } from './small-workspace.ts';

let store: Store;
beforeAll(async () => {
  store = await openSmallWorkspace();
});
afterAll(() => store.close());

const service = () => new ReaderService(store, wordEncoder);
const difference = (a: Profile, b: Profile): number =>
  Math.max(
    1 - dot(a.vector!, b.vector!),
    Math.abs(a.confidence - b.confidence),
    ...a.interests.map((interest, index) => Math.abs(interest.share - b.interests[index]!.share)),
    ...a.clock.map((value, hour) => Math.abs(value - b.clock[hour]!)),
  );

describe('a profile lives in the server', () => {
  it('takes new events in under the same snapshot and interests, and equals what another process makes of all of them', async () => {
    const living = service();
    const before = await living.profile('default', 'reader1');
    expect(before.numbers).toEqual({ snapshot: 1, centres: 1, version: 1 });
    await insertEvents(store, 'default', readings('reader1', 3, 0, 1, 20));
    const after = await living.profile('default', 'reader1');
    expect(after.numbers).toEqual({ snapshot: 1, centres: 1, version: 2 });
    expect(after.events).toHaveLength(23);
    const anew = await service().profile('default', 'reader1');
    expect(anew.numbers).toEqual(after.numbers);
    expect(anew.interests.map(({ name }) => name)).toEqual(after.interests.map(({ name }) => name));
    expect(difference(anew, after)).toBeLessThan(1e-6);
  });

  it('counts a click on an article that came after the snapshot, even one that was sent after the click', async () => {
    const living = service();
    await insertEvents(store, 'default', [
      { userId: 'reader3', itemId: 'late', at: new Date(start + 9e8).toISOString(), kind: 'click', dwellSeconds: 90 },
    ]);
    const without = await living.profile('default', 'reader3');
    await upsertItems(store, 'default', [
      { id: 'late', kind: 'article', title: 'The pottery kiln of week 41', category: 'Craft', wordCount: 300 },
    ]);
    await insertEvents(store, 'default', readings('reader3', 1, 0, 1, 20));
    const withIt = await living.profile('default', 'reader3');
    expect(withIt.numbers!.snapshot).toBe(without.numbers!.snapshot);
    const named = (profile: Profile) => profile.interests.flatMap(({ itemIds }) => itemIds);
    expect(named(without)).not.toContain('late');
    expect(named(withIt)).toContain('late');
    expect(difference(await service().profile('default', 'reader3'), withIt)).toBeLessThan(1e-6);
  });

  it('clusters a reader’s interests anew once their history has grown by half, and keeps the versions', async () => {
    const living = service();
    await insertEvents(store, 'default', readings('grower', 4, 0));
    const young = await living.profile('default', 'grower');
    await insertEvents(store, 'default', readings('grower', 14, 2, 2, 4));
    const grown = await living.profile('default', 'grower');
    expect(grown.numbers!.centres).toBe(young.numbers!.centres + 1);
    expect(grown.interests.map(({ category }) => category)).toContain('Culture');
    const { rows } = await listProfileVersions(store, 'default', 'grower', { limit: 10 });
    expect(rows.map(({ version, centres }) => [version, centres])).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const kept = (await findProfile(store, 'default', 'grower', 1))!;
    expect(kept.profile.interests.map(({ name }) => name)).toEqual(young.interests.map(({ name }) => name));
    expect(kept.evidence).toHaveLength(4);
  });

  it('at 0, 1, 5 and 20 events says what it knows and from where', async () => {
    const living = service();
    await ensureUsers(store.database, 'default', ['cold']);
    const seen: Profile[] = [await living.profile('default', 'cold')];
    for (const [from, to] of [
      [0, 1],
      [1, 5],
      [5, 20],
    ]) {
      await insertEvents(store, 'default', readings('cold', to! - from!, 0, 0, from));
      seen.push(await living.profile('default', 'cold'));
    }
    expect(seen.map(({ source }) => source)).toEqual(['none', 'blend', 'blend', 'behaviour']);
    expect(seen[1]!.segment!.part).toBeGreaterThan(seen[2]!.segment!.part);
    expect(seen[1]!.interests.filter(({ borrowed }) => borrowed).map(({ category }) => category)).toContain(
      'Transport',
    );
    expect(seen[3]!.segment).toBeUndefined();
  });

  it('takes the next snapshot when the log has outgrown the present one, and when settings change', async () => {
    const first = await service().profile('default', 'reader5');
    for (let more = 0; more < 10; more++) await insertEvents(store, 'default', readings(`more${more}`, 20, 1, 3));
    const second = await service().profile('default', 'reader5');
    expect(second.numbers!.snapshot).toBe(first.numbers!.snapshot + 1);
    await setWorkspaceProfileSettings(store, 'default', { denoise: { thresholds: { shortSeconds: 500 } } });
    const third = await service().profile('default', 'reader5');
    expect(third.numbers!.snapshot).toBe(second.numbers!.snapshot + 1);
    await setWorkspaceProfileSettings(store, 'default', {});
  });

  it('learns nothing where the workspace takes unknown consent for a refusal, or serves adults only', async () => {
    await setWorkspaceProfileSettings(store, 'default', { privacy: { unknownConsent: 'refused' } });
    expect(await service().profile('default', 'reader5')).toMatchObject({
      source: 'none',
      withheld: 'consent',
      events: [],
    });
    await setWorkspaceProfileSettings(store, 'default', { privacy: { adultsOnly: true } });
    expect((await service().profile('default', 'reader5')).withheld).toBe('age');
    await upsertUsers(store, 'default', [{ id: 'reader5', consent: 'given', ageBand: 'adult', rules: [] }]);
    expect((await service().profile('default', 'reader5')).source).toBe('behaviour');
    await setWorkspaceProfileSettings(store, 'default', {});
  });

  it('drops what was learnt of a reader who refuses later', async () => {
    await service().profile('default', 'reader9');
    expect(await tablesWith('reader9')).toContain('profiles');
    await upsertUsers(store, 'default', [{ id: 'reader9', consent: 'refused', ageBand: 'adult', rules: [] }]);
    expect(await service().profile('default', 'reader9')).toMatchObject({ source: 'none', withheld: 'consent' });
    expect(await findProfile(store, 'default', 'reader9')).toBeNull();
    for (const table of ['interest_centres', 'segment_readers'])
      expect(await tablesWith('reader9')).not.toContain(table);
    await upsertUsers(store, 'default', [{ id: 'reader9', consent: 'given', ageBand: 'adult', rules: [] }]);
  });

  it('lets a reader’s rule outrank what was learnt, and shows what it took out', async () => {
    const living = service();
    const free = await living.profile('default', 'reader7');
    expect(free.interests.map(({ category }) => category)).toContain('Sport');
    await upsertUsers(store, 'default', [{ id: 'reader7', consent: 'given', ageBand: 'adult', rules: ['no sport'] }]);
    const ruled = await living.profile('default', 'reader7');
    expect(ruled.interests.map(({ category }) => category)).not.toContain('Sport');
    expect(ruled.ruleEffects).toEqual([{ rule: 'no sport', asks: 'without', itemsLeftOut: 5 }]);
  });

  it('takes a named attribute out of every vector, and shows by a probe that it is gone', async () => {
    await upsertUsers(
      store,
      'default',
      Array.from({ length: 12 }, (_, reader) => ({
        id: `reader${reader}`,
        consent: 'given' as const,
        ageBand: 'adult' as const,
        rules: [],
        // Who reads of rowing and ferries is of one group, who reads of museums and gardens of the other.
        attributes: { group: reader % 2 ? 'x' : 'y' },
      })),
    );
    const before = await service().profile('default', 'reader1');
    const other = await service().profile('default', 'reader2');
    await setWorkspaceProfileSettings(store, 'default', { privacy: { removedAttributes: ['group'] } });
    const living = service();
    const { snapshot, number } = await living.takeSnapshot('default');
    expect(snapshot.policy.removedDirections).toHaveLength(1);
    const after = await living.profile('default', 'reader1');
    const otherAfter = await living.profile('default', 'reader2');
    const along = (profile: Profile) => Math.abs(dot(profile.vector!, snapshot.policy.removedDirections[0]!));
    expect(along(before) + along(other)).toBeGreaterThan(0.5);
    expect(along(after)).toBeLessThan(1e-5);
    expect(along(otherAfter)).toBeLessThan(1e-5);
    const { rows } = await store.database.execute<{ removals: Record<string, { byValue: object }> }>(
      sql`select body -> 'removals' as removals from masthead.snapshots where number = ${number}`,
    );
    expect(Object.keys(rows[0]!.removals.group!.byValue)).toEqual(['x', 'y']);
    await setWorkspaceProfileSettings(store, 'default', {});
  });

  it('of an erased reader keeps nothing: no state, no versions, no place in a segment, and the next snapshot does not count them', async () => {
    const canary = 'canary-51c0de';
    await insertEvents(store, 'default', readings(canary, 20, 1, 1));
    const living = service();
    const { number } = await living.takeSnapshot('default');
    await living.profile('default', canary);
    expect(await tablesWith(canary)).toEqual(['events', 'interest_centres', 'profiles', 'segment_readers', 'users']);
    const receipt = await eraseUser(store, 'default', canary);
    expect(receipt).toMatchObject({ events: 20, profiles: 1, interestCentres: 1 });
    expect(receipt!.segments).toBeGreaterThan(0);
    living.erased('default', canary);
    expect(await tablesWith(canary)).toEqual([]);
    await expect(living.profile('default', canary)).rejects.toThrow(/no longer there/);
    const next = await living.profile('default', 'reader1');
    expect(next.numbers!.snapshot).toBeGreaterThan(number);
    // Who comes back under the same name starts from nothing.
    await insertEvents(store, 'default', readings(canary, 1, 2));
    expect((await living.profile('default', canary)).events).toHaveLength(1);
  });
});

async function tablesWith(text: string): Promise<string[]> {
  const { rows: tables } = await store.database.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'masthead'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await store.database.execute<{ hits: number }>(
      sql`select count(*)::integer as hits from ${sql.raw(`masthead.${name}`)} as whole where whole::text like ${`%${text}%`}`,
    );
    if (rows[0]!.hits > 0) found.push(name);
  }
  return found.sort();
}
