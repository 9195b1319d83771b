import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApi } from '../api/harness.ts';
import { entryOf, openDesk, write } from './desk.ts';
import { type Browser, signIn } from './editors.ts';

let desk: TestApi;
let ada: Browser;
let bob: Browser;
let chief: Browser;
beforeAll(async () => {
  desk = await openDesk();
  ada = await signIn(desk, 'Ada');
  bob = await signIn(desk, 'Bob');
  chief = await signIn(desk, 'Chief', 'admin');
});
afterAll(() => desk.close());

/** Has a text written, and gives the path of its entry. */
const written = async (text: string) => {
  await write(desk, { text });
  return `/v1/review/items/${(await entryOf(desk, text)).id}`;
};
const decide = (who: Browser, entry: string, body: unknown) => who.call('POST', `${entry}/decision`, body);

test('what is approved stands as it was proposed', async () => {
  const entry = await written('The harbour bridge reopened');
  const { body } = await decide(ada, entry, { action: 'approve', note: 'fine' });
  expect(body.entry).toMatchObject({
    state: 'approved',
    approvedText: 'The harbour bridge reopened',
    decidedBy: 'Ada',
  });
  expect(body.decision).toMatchObject({
    action: 'approve',
    by: 'Ada',
    mine: true,
    stateBefore: 'waiting',
    note: 'fine',
  });
  const twice = await decide(ada, entry, { action: 'approve', note: 'fine' });
  expect(twice.body.decision.id).toBe(body.decision.id);
});

describe('an edit', () => {
  test('that the article bears out is taken, with how much was changed', async () => {
    const entry = await written('Bridge reopened');
    const { body, status } = await decide(ada, entry, { action: 'edit', text: 'Harbour bridge reopened on Tuesday' });
    expect([status, body.entry?.state]).toEqual([200, 'edited']);
    expect(body.decision).toMatchObject({ before: 'Bridge reopened', after: 'Harbour bridge reopened on Tuesday' });
    expect(body.decision.editDistance).toBe(20);
    expect(body.decision.check.label).toBe('supported');
  });

  test('into a false claim is caught as one types, and not taken', async () => {
    const entry = await written('Bridge reopened after 14 weeks');
    const text = 'Bridge reopened after 41 weeks';
    const typed = await ada.call('POST', `${entry}/check`, { text });
    expect(typed.body.label).toBe('contradicted');
    const claim = typed.body.claims.find(({ label }: { label: string }) => label === 'contradicted');
    expect(text.slice(claim.textSpan.start, claim.textSpan.end)).toContain('41');
    const refused = await decide(ada, entry, { action: 'edit', text });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ type: '/problems/check-failed', verdict: { label: 'contradicted' } });
    expect((await ada.call('GET', entry)).body.entry.state).toBe('waiting');
  });

  test('is taken all the same when someone says why, and that is on record', async () => {
    const entry = await written('Bridge reopened on a Tuesday');
    const text = 'Bridge reopened after 41 weeks';
    const { body } = await decide(ada, entry, { action: 'edit', text, override: 'The council corrected the figure.' });
    expect(body.decision).toMatchObject({
      override: 'The council corrected the figure.',
      check: { label: 'contradicted' },
    });
    expect(body.entry.approvedText).toBe(text);
    const needless = await written('Bridge reopened once more');
    const sound = await decide(ada, needless, { action: 'edit', text: 'The bridge reopened', override: 'because' });
    expect(sound.body.decision.override).toBeNull();
  });

  test('keeps markup as the text that it is', async () => {
    const entry = await written('<img src=x onerror=alert(1)> Bridge');
    const { body } = await ada.call('GET', entry);
    expect(body.entry.text).toBe('<img src=x onerror=alert(1)> Bridge');
  });
});

test('a rejection has a reason from the list, and words where the list has none', async () => {
  const entry = await written('You will not believe this bridge');
  expect((await decide(ada, entry, { action: 'reject' })).status).toBe(422);
  expect((await decide(ada, entry, { action: 'reject', reason: 'boring' })).status).toBe(422);
  const bare = await decide(ada, entry, { action: 'reject', reason: 'other' });
  expect(bare.body.errors[0].pointer).toBe('/note');
  const { body } = await decide(ada, entry, { action: 'reject', reason: 'clickbait', note: 'promises too much' });
  expect(body.decision).toMatchObject({ reason: 'clickbait', note: 'promises too much', after: null });
  expect(body.entry).toMatchObject({ state: 'rejected', approvedText: null });
});

test('what is skipped is set aside, and can be taken up again', async () => {
  const entry = await written('Not now');
  expect((await decide(ada, entry, { action: 'skip' })).body.entry.state).toBe('skipped');
  const { body } = await desk.call('GET', '/v1/review/items?state=skipped');
  expect(body.rows.map((row: { text: string }) => row.text)).toEqual(['Not now']);
  expect((await decide(bob, entry, { action: 'approve' })).body.entry.state).toBe('approved');
});

describe('undo', () => {
  test('puts a text back as it was, step by step, and takes nothing out of the history', async () => {
    const entry = await written('Undone');
    await decide(ada, entry, { action: 'skip' });
    await decide(ada, entry, { action: 'reject', reason: 'tone' });
    const first = await ada.call('POST', `${entry}/undo`);
    expect(first.body.entry).toMatchObject({ state: 'skipped', decidedBy: 'Ada' });
    const second = await ada.call('POST', `${entry}/undo`);
    expect(second.body.entry).toMatchObject({ state: 'waiting', decidedBy: null, decidedAt: null });
    expect((await ada.call('POST', `${entry}/undo`)).status).toBe(409);
    const { decisions } = (await ada.call('GET', entry)).body;
    expect(decisions.map(({ action }: { action: string }) => action)).toEqual(['undo', 'undo', 'reject', 'skip']);
    expect(decisions[1].undoes).toBe(decisions[2].id);
    expect(decisions[2].undoneBy).toBe(decisions[1].id);
  });

  test('is for one’s own decisions; an admin undoes anyone’s', async () => {
    const entry = await written('Whose');
    await decide(ada, entry, { action: 'approve' });
    const refused = await bob.call('POST', `${entry}/undo`);
    expect(refused.body).toMatchObject({ status: 409, decidedBy: 'Ada' });
    expect((await chief.call('POST', `${entry}/undo`)).body.decision).toMatchObject({ action: 'undo', by: 'Chief' });
  });
});

describe('many at once', () => {
  const rule = { leastConfidence: 0.85, itemId: 'a2' };
  test('are approved by a rule that is stated, counted before, and on record', async () => {
    await write(desk, ...['Good', 'Fine', 'Sound'].map((text) => ({ text, itemId: 'a2' })));
    const claimed = await entryOf(desk, 'Sound');
    await bob.call('PUT', `/v1/review/items/${claimed.id}/claim`);
    const preview = await ada.call('POST', '/v1/review/bulk-approvals/preview', rule);
    expect(preview.body.count).toBe(2);
    expect(preview.body.sample.map((row: { text: string }) => row.text).sort()).toEqual(['Fine', 'Good']);
    const moved = await ada.call('POST', '/v1/review/bulk-approvals', { rule, expected: 3 });
    expect(moved.body).toMatchObject({ status: 409, count: 2 });
    const done = await ada.call('POST', '/v1/review/bulk-approvals', { rule, expected: 2 });
    expect(done.body).toMatchObject({ approved: 2, by: 'Ada', rule });
    expect((await ada.call('GET', '/v1/review/bulk-approvals')).body.rows).toMatchObject([{ approved: 2, rule }]);
    const { body } = await ada.call('GET', '/v1/review/items?state=approved&itemId=a2');
    expect(body.rows.map((row: { text: string }) => row.text).sort()).toEqual(['Fine', 'Good']);
    const [decision] = (await ada.call('GET', `/v1/review/items/${body.rows[0].id}`)).body.decisions;
    expect(decision).toMatchObject({ action: 'approve', bulkId: done.body.id, by: 'Ada' });
  });

  test('can be undone one by one', async () => {
    const entry = await entryOf(desk, 'Good', '&state=approved');
    const undone = await ada.call('POST', `/v1/review/items/${entry.id}/undo`);
    expect(undone.body.entry).toMatchObject({ state: 'waiting', decidedBy: null });
  });

  test('never take what the check does not support, whatever the rule says', async () => {
    const before = (await ada.call('POST', '/v1/review/bulk-approvals/preview', { ...rule, leastConfidence: 0 })).body;
    await write(desk, {
      text: 'Refuted',
      itemId: 'a2',
      users: ['u3'],
      change: (result) => ({
        ...result,
        outcome: { ...result.outcome, verdict: { ...result.outcome.verdict, label: 'contradicted' } },
      }),
    });
    const after = (await ada.call('POST', '/v1/review/bulk-approvals/preview', { ...rule, leastConfidence: 0 })).body;
    expect(after.count).toBe(before.count);
  });
});
