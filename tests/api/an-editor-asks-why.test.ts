import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReaderService } from '../../src/readers/reader-service.ts';
import { wordEncoder } from '../generators/scripted-models.ts';
import { items, readings, start } from '../readers/small-workspace.ts';
import { openTestApi, type TestApi } from './harness.ts';

let bare: TestApi;
let service: TestApi;
beforeAll(async () => {
  bare = await openTestApi();
  const readers = new ReaderService(bare.store, wordEncoder);
  service = await openTestApi(
    {
      profileService: readers,
      snapshotService: {
        take: (workspaceId) => readers.takeSnapshot(workspaceId),
        progress: (workspaceId) => readers.snapshotProgress(workspaceId),
        settingsChanged: (workspaceId) => readers.settingsChanged(workspaceId),
      },
    },
    bare,
  );
  await service.call('POST', '/v1/items', { body: items });
  for (let reader = 0; reader < 12; reader++)
    await service.call('POST', '/v1/events', {
      body: readings(`reader${reader}`, 20, reader % 2 ? 0 : 2, reader % 2 ? 1 : 3),
    });
  // A bounce, and the same click sent twice.
  const at = (minute: number) => new Date(start - 9e7 + minute * 60_000).toISOString();
  await service.call('POST', '/v1/events', {
    body: [
      { userId: 'reader1', itemId: 'i2', at: at(0), kind: 'click', dwellSeconds: 1 },
      { userId: 'reader1', itemId: 'i4', at: at(30), kind: 'click', dwellSeconds: 60 },
      { userId: 'reader1', itemId: 'i4', at: at(30.05), kind: 'click', dwellSeconds: 60 },
      { userId: 'reader1', itemId: 'i6', at: at(90), kind: 'dislike' },
    ],
  });
});
afterAll(() => bare.close());

describe('an editor who asks why', () => {
  it('reads interests with share and trend, the rhythm, the style, and each dropped click with its reason', async () => {
    const { status, body } = await service.call('GET', '/v1/users/reader1/explain');
    expect(status).toBe(200);
    expect(body.source).toBe('behaviour');
    expect(body.from).toMatch(/^\d+ clicks of their own/);
    const shares = body.interests.map(({ share }: { share: number }) => share);
    expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(body.interests.every(({ trend }: { trend: string }) => typeof trend === 'string')).toBe(true);
    for (const view of ['instant', 'recent', 'stable']) {
      const parts: { share: number }[] = body.views[view];
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    }
    expect(body.turnedAwayFrom).toEqual({ times: 1, titles: [items[6]!.title] });
    expect(body.rhythm).toMatch(/mostly|at all hours/);
    expect(body.style.titles).toBeGreaterThan(10);
    expect(body.dropped).toMatchObject({ clicks: 2, ofClicks: 24, byReason: { short: 1, duplicate: 1 } });
    expect(body.dropped.ledger.find(({ itemId }: { itemId: string }) => itemId === 'i2')).toMatchObject({
      title: items[2]!.title,
      reasons: ['short'],
      explanation: expect.stringMatching(/Open for 1 s, a 300-word article takes/),
    });
    expect(body.numbers).toMatchObject({ snapshot: 1, centres: 1, version: 1 });
  });

  it('sees the same profile by number, and its kept versions', async () => {
    const { body } = await service.call('GET', '/v1/users/reader1/profile');
    expect(body.numbers.version).toBe(1);
    const versions = await service.call('GET', '/v1/users/reader1/profile/versions');
    expect(versions.body.rows).toHaveLength(1);
    const kept = await service.call('GET', '/v1/users/reader1/profile/versions/1');
    expect(kept.body.interests).toEqual(body.interests);
    expect(kept.body.events).toHaveLength(24);
    expect((await service.call('GET', '/v1/users/reader1/profile/versions/7')).status).toBe(404);
  });

  it('sees that a rule outranks what was learnt, and one that is not understood', async () => {
    await service.call('PUT', '/v1/users/reader3', { body: { rules: ['no sport', 'more of the usual'] } });
    const { body } = await service.call('GET', '/v1/users/reader3/explain');
    const names = body.interests.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).not.toMatch(/^sport|rowing/i);
    expect(new Set(names).size).toBe(names.length);
    expect(body.rules).toEqual([
      { rule: 'no sport', asks: 'without', itemsLeftOut: 5 },
      { rule: 'more of the usual', asks: 'unclear', itemsLeftOut: 0 },
    ]);
  });

  it('builds everyone’s profile, page by page, and sees how the workspace stands', async () => {
    const first = await service.call('POST', '/v1/profiles/build?limit=8');
    expect(first.body.built).toBe(8);
    const rest = await service.call('POST', `/v1/profiles/build?limit=8&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ built: 4, nextCursor: null });
    const { body } = await service.call('GET', '/v1/profiles');
    expect(body.readers).toEqual({ given: 0, refused: 0, unknown: 12 });
    expect(body).toMatchObject({ unknownConsent: 'allowed', snapshot: { number: 1 }, taking: null });
  });
});

describe('a workspace’s settings', () => {
  it('are one table that says what each decides', async () => {
    const { body } = await service.call('GET', '/v1/profile-settings');
    const names = body.settings.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['denoise.thresholds.shortSeconds', 'privacy.unknownConsent']));
    expect(new Set(names).size).toBe(names.length);
    for (const row of body.settings) expect(row.decides.length).toBeGreaterThan(10);
  });

  it('that are wrong are refused by field, each with its cure, and change nothing', async () => {
    const { status, body } = await service.call('PUT', '/v1/profile-settings', {
      body: {
        denoise: { thresholds: { shortSeconds: -3 } },
        interests: { mostInterests: 2.5, halfLife: 3 },
        privacy: { unknownConsent: 'maybe', sensitiveAllowances: ['everything'] },
        scedule: {},
      },
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/denoise/thresholds/shortSeconds',
      '/interests/halfLife',
      '/interests/mostInterests',
      '/privacy/sensitiveAllowances',
      '/privacy/unknownConsent',
      '/scedule',
    ]);
    for (const { detail, cure } of body.errors) {
      expect(detail.length).toBeGreaterThan(5);
      expect(cure).toMatch(/give|use|write/);
    }
    expect((await service.call('GET', '/v1/profile-settings')).body.overrides).toEqual({});
  });

  it('hold from the next profile on: unknown consent may be taken for a refusal', async () => {
    await service.call('PUT', '/v1/profile-settings', { body: { privacy: { unknownConsent: 'refused' } } });
    const { body } = await service.call('GET', '/v1/users/reader5/explain');
    expect(body).toMatchObject({ source: 'none', withheld: 'consent', interests: [] });
    expect(body.from).toMatch(/consent/);
    await service.call('PUT', '/v1/profile-settings', { body: {} });
    expect((await service.call('GET', '/v1/users/reader5/explain')).body.source).toBe('behaviour');
  });

  it('are an admin’s to set', async () => {
    const { status } = await service.call('PUT', '/v1/profile-settings', { body: {}, key: service.keys.write });
    expect(status).toBe(403);
  });
});
