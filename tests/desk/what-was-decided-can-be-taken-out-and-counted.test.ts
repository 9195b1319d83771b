import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvRecord } from '../../src/review/csv.ts';
import { editDistance } from '../../src/review/edit-distance.ts';
import { lift } from '../../src/review/lift.ts';
import { proportion } from '../../src/review/proportion.ts';
import { click, type TestApi } from '../api/harness.ts';
import { entryOf, fellBack, judged, openDesk, write } from './desk.ts';

let desk: TestApi;
beforeAll(async () => {
  desk = await openDesk();
  await write(
    desk,
    { text: 'Bridge reopened', users: ['u1', 'u2'] },
    { text: '=Bridge "back", says council' },
    { text: 'Harbour bridge', change: judged(0.55) },
    { text: 'Bridge sold', change: judged(0.95) },
    { text: 'Still waiting' },
  );
  await decide('Bridge reopened', { action: 'approve' });
  await decide('=Bridge "back", says council', { action: 'edit', text: 'The bridge reopened' });
  await decide('Harbour bridge', { action: 'reject', reason: 'tone' });
  await decide('Bridge sold', { action: 'reject', reason: 'not-true' });
});
afterAll(() => desk.close());

async function decide(text: string, body: unknown) {
  const { id } = await entryOf(desk, text);
  const { status } = await desk.call('POST', `/v1/review/items/${id}/decision`, { body });
  if (status !== 200) throw new Error(`"${text}" could not be decided on`);
}
const lines = async (path: string) =>
  (await desk.call('GET', path)).body
    .trim()
    .split('\n')
    .map((line: string) => JSON.parse(line));

describe('an export', () => {
  test('has the texts that stand, as JSON lines', async () => {
    const rows = await lines('/v1/review/exports/approved');
    expect(rows.map(({ text, edited, readers }: never) => [text, edited, readers]).sort()).toEqual([
      ['Bridge reopened', false, 2],
      ['The bridge reopened', true, 1],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/"u[12]"/);
  });

  test('has what editors changed, and leaves out what was undone', async () => {
    const [pair, ...more] = await lines('/v1/review/exports/edit-pairs');
    expect(more).toEqual([]);
    expect(pair).toMatchObject({ before: '=Bridge "back", says council', after: 'The bridge reopened', itemId: 'a1' });
    const edited = await entryOf(desk, '=Bridge "back", says council', '&state=edited');
    await desk.call('POST', `/v1/review/items/${edited.id}/undo`);
    expect((await desk.call('GET', '/v1/review/exports/edit-pairs')).body).toBe('');
    await decide('=Bridge "back", says council', { action: 'edit', text: 'The bridge reopened' });
  });

  test('as CSV holds the same, and nothing a spreadsheet would run', async () => {
    const { body, headers } = await desk.call('GET', '/v1/review/exports/edit-pairs?format=csv');
    expect(headers.get('content-type')).toContain('text/csv');
    const [heading, row] = body.split('\r\n');
    expect(heading).toBe(
      'id,itemId,itemVersion,kind,placement,section,originalTitle,before,after,editDistance,overrideReason,decidedAt,decidedBy',
    );
    expect(row).toContain(`,"'=Bridge ""back"", says council",The bridge reopened,`);
    expect(csvRecord(['a\nb', null, 1.5, true, '@x'])).toBe(`"a\nb",,1.5,true,'@x\r\n`);
  });

  test('comes whole, however many pages the store reads', async () => {
    await write(desk, ...Array.from({ length: 3 }, (_, number) => ({ text: `Page ${number}`, itemId: 'a2' })));
    await desk.store.pool.query(`
      insert into masthead.variants (id, workspace_id, item_id, item_version, kind, placement, text, text_hash, verdict, is_original)
      select gen_random_uuid(), workspace_id, item_id, item_version, kind, placement, 'Copy ' || number, 'hash ' || number, verdict, false
      from masthead.variants, generate_series(1, 1203) as number where text = 'Page 0'`);
    await desk.store.pool.query(`
      insert into masthead.review_items (variant_id, workspace_id, item_id, item_version, kind, placement, verdict, confidence, risk,
        readers, for_everybody, state, waiting_since, decided_at, decided_by_name, approved_text)
      select id, workspace_id, item_id, item_version, kind, placement, 'supported', 1, 0, 1, false, 'approved', now(), now(), 'x', text
      from masthead.variants where text like 'Copy %'`);
    const rows = await lines('/v1/review/exports/approved');
    expect(rows).toHaveLength(1205);
    expect(new Set(rows.map(({ id }: { id: string }) => id)).size).toBe(1205);
    await desk.store.pool.query(`delete from masthead.variants where text like 'Copy %'`);
  });
});

describe('the figures', () => {
  test('count what stands: rates with intervals, reasons, edits, how far the check holds', async () => {
    const { body } = await desk.call('GET', '/v1/review/figures');
    expect(body).toMatchObject({ decisions: 4, bulkApprovals: 0, overrides: 0 });
    expect(body.approved).toMatchObject({ count: 1, of: 4, share: 0.25 });
    expect(body.rejected).toMatchObject({ count: 2, of: 4, share: 0.5 });
    expect(body.reasons).toEqual({ tone: 1, 'not-true': 1 });
    expect(body.edits).toMatchObject({
      count: 1,
      meanCharacters: editDistance('=Bridge "back", says council', 'The bridge reopened'),
    });
    const supported = body.verdicts.find(({ verdict }: { verdict: string }) => verdict === 'supported');
    expect(supported.upheld).toMatchObject({ count: 3, of: 4, share: 0.75 });
    expect(body.byConfidence[9].upheld).toMatchObject({ count: 2, of: 3 });
    expect(body.byConfidence[5].upheld).toMatchObject({ count: 1, of: 1 });
    expect(body.days).toHaveLength(1);
    expect(body.editors).toMatchObject([{ decisions: 4 }]);
    expect(body.queue.waiting).toBe(4);
    expect(body.queue.oldestSeconds).toBeGreaterThan(0);
    const before = await desk.call('GET', '/v1/review/figures?before=2020-01-01T00:00:00Z');
    expect(before.body).toMatchObject({
      decisions: 0,
      approved: { share: null },
      edits: { count: 0, meanCharacters: null },
    });
  });

  test('tell no lift while nobody was shown anything, and say so', async () => {
    const { body } = await desk.call('GET', '/v1/review/figures');
    expect(body.lift).toMatchObject({ lift: null, note: expect.stringContaining('No outcomes yet') });
  });

  test('tell the lift over items that were shown both ways', async () => {
    await write(desk, { text: 'Harbour bridge a1 reopens after repairs', users: ['u4'], change: fellBack });
    const written = await entryOf(desk, 'Bridge reopened', '&state=approved');
    const own = await entryOf(desk, 'Harbour bridge a1 reopens after repairs', '&state=original');
    const shown = (variantId: unknown, clicks: number) =>
      Array.from({ length: 20 }, (_, number) => [
        click(`reader ${number}`, 'a1', { variantId, kind: 'impression', at: new Date().toISOString() }),
        ...(number < clicks ? [click(`reader ${number}`, 'a1', { variantId, at: new Date().toISOString() })] : []),
      ]).flat();
    await desk.call('POST', '/v1/events', { body: shown(written.id, 10) });
    expect(
      (await desk.call('GET', '/v1/review/figures?before=2100-01-01T00:00:00Z&from=2026-01-01T00:00:00Z')).body.lift
        .note,
    ).toContain('No control yet');
    await desk.call('POST', '/v1/events', { body: shown(own.id, 5) });
    const { body } = await desk.call('GET', '/v1/review/figures?before=2100-01-01T00:00:00Z&from=2026-01-01T00:00:00Z');
    expect(body.lift).toMatchObject({
      personal: { impressions: 20, clicks: 10 },
      control: { impressions: 20, clicks: 5 },
      lift: 1,
    });
    expect(body.lift.low).toBeLessThan(1);
    expect(body.lift.high).toBeGreaterThan(1);
    expect(body.lift.note).toContain('not drawn by lot');
  });
});

test('a share has the interval that Wilson gives it', () => {
  // Wilson (1927) for 8 of 10 at 95 %: 0.490 to 0.943.
  expect(proportion(8, 10)).toMatchObject({
    share: 0.8,
    low: expect.closeTo(0.4902, 3),
    high: expect.closeTo(0.9433, 3),
  });
  expect(proportion(0, 0)).toEqual({ count: 0, of: 0, share: null, low: null, high: null });
});

test('a lift needs clicks on both sides', () => {
  const arm = { impressions: 10, clicks: 0 };
  expect(lift(arm, { impressions: 10, clicks: 1 }, true).lift).toBeNull();
  expect(lift({ impressions: 100, clicks: 20 }, { impressions: 100, clicks: 10 }, false).note).toContain('No item');
});

test('an edit is measured in characters', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', '')).toBe(3);
  expect(editDistance('same', 'same')).toBe(0);
  expect(editDistance('👍🏽a', 'a')).toBe(2);
});
