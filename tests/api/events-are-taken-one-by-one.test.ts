import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOfUser } from '../../src/store/events.ts';
import { article, click, openTestApi, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
  await service.call('POST', '/v1/items', { body: article('a1') });
});
afterAll(() => service.close());

const ndjson = (lines: readonly string[]) => ({ raw: { type: 'application/x-ndjson', text: lines.join('\n') } });

describe('events', () => {
  test('one event is taken, and a second time is a duplicate', async () => {
    const first = await service.call('POST', '/v1/events', { body: click('ada', 'a1') });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ accepted: 1, duplicates: 0, unknownItems: 0, rejectedCount: 0, rejected: [] });
    const second = await service.call('POST', '/v1/events', { body: click('ada', 'a1') });
    expect(second.body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await eventsOfUser(service.store, 'default', 'ada')).toHaveLength(1);
  });

  test('an event may name an item that is not in the catalogue yet, and the report says so', async () => {
    const answer = await service.call('POST', '/v1/events', { body: [click('bo', 'a1'), click('bo', 'not-yet')] });
    expect(answer.body).toMatchObject({ accepted: 2, unknownItems: 1 });
  });

  test('a malformed line costs the others nothing, and its number is named', async () => {
    const answer = await service.call(
      'POST',
      '/v1/events',
      ndjson([
        JSON.stringify(click('cy', 'a1')),
        '{"userId": "cy", "itemId": ',
        '',
        JSON.stringify(click('cy', 'a1', { at: '2026-03-01T09:00:00+01:00', kind: 'finish', dwellSeconds: -4 })),
        JSON.stringify(click('cy', 'a1', { kind: 'share', clicks: 2 })),
        JSON.stringify(click('cy', 'a1', { kind: 'like' })),
      ]),
    );
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({ accepted: 2, duplicates: 0, rejectedCount: 3 });
    expect(answer.body.rejected.map(({ line, field }: { line: number; field: string }) => [line, field])).toEqual([
      [2, null],
      [4, 'dwellSeconds'],
      [5, 'clicks'],
    ]);
    expect(await eventsOfUser(service.store, 'default', 'cy')).toHaveLength(2);
  });

  test.each([
    ['in the future', { at: new Date(Date.now() + 3_600_000).toISOString() }, '/at'],
    ['with a negative dwell', { dwellSeconds: -1 }, '/dwellSeconds'],
    ['with a field that does not exist', { dwel: 3 }, '/dwel'],
    ['without a time zone', { at: '2026-03-01T08:30:00' }, '/at'],
    ['before events were logged anywhere', { at: '0000-03-01T08:30:00Z' }, '/at'],
    ['of an unknown kind', { kind: 'hover' }, '/kind'],
    ['with a NUL character', { sessionId: 'a\0b' }, '/sessionId'],
    ['with half a surrogate pair', { device: '\ud800' }, '/device'],
  ])('an event %s is refused, naming the field and the cure', async (_what, fields, pointer) => {
    const answer = await service.call('POST', '/v1/events', { body: click('di', 'a1', fields) });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(answer.body.errors[0].cure).not.toBe('');
    expect(await eventsOfUser(service.store, 'default', 'di')).toHaveLength(0);
  });

  test('an event a few minutes ahead is taken: clocks differ', async () => {
    const at = new Date(Date.now() + 120_000).toISOString();
    expect((await service.call('POST', '/v1/events', { body: click('ed', 'a1', { at }) })).status).toBe(200);
  });

  test('when no line at all can be taken the answer is a problem that names the first', async () => {
    const answer = await service.call('POST', '/v1/events', ndjson(['not json', '[]']));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ accepted: 0, rejectedCount: 2 });
    expect(answer.body.detail).toContain('line 1');
  });

  test('a line that is too long is refused alone', async () => {
    const long = JSON.stringify(click('fy', 'a1', { sessionId: 'x'.repeat(1_100_000) }));
    const answer = await service.call('POST', '/v1/events', ndjson([long, JSON.stringify(click('fy', 'a1'))]));
    expect(answer.status).toBe(207);
    expect(answer.body.rejected).toMatchObject([{ line: 1, field: null }]);
    expect(answer.body.accepted).toBe(1);
  });

  test('lines may be cut anywhere between two chunks, and characters too', async () => {
    const bytes = new TextEncoder().encode(
      `\ufeff${[0, 1, 2].map((minute) => JSON.stringify(click('gé 😀', 'a1', { at: `2026-03-01T08:0${minute}:00Z` }))).join('\r\n')}\n`,
    );
    const stream = new ReadableStream({
      start(controller) {
        for (let start = 0; start < bytes.length; start += 7) controller.enqueue(bytes.slice(start, start + 7));
        controller.close();
      },
    });
    const answer = await service.call('POST', '/v1/events', { raw: { type: 'application/x-ndjson', text: stream } });
    expect(answer.body).toMatchObject({ accepted: 3, rejectedCount: 0 });
    expect(await eventsOfUser(service.store, 'default', 'gé 😀')).toHaveLength(3);
  });

  test('a stream beyond 50 MB is cut off; what came before is stored and counted', async () => {
    const good = new TextEncoder().encode(`${JSON.stringify(click('hal', 'a1'))}\n`);
    const filler = new TextEncoder().encode(`${'x'.repeat(1_000_000)}\n`);
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        if (sent > 52 * 1024 * 1024) return controller.close();
        const next = sent === 0 ? good : filler;
        sent += next.length;
        controller.enqueue(next);
      },
    });
    const answer = await service.call('POST', '/v1/events', { raw: { type: 'application/x-ndjson', text: stream } });
    expect(answer.status).toBe(413);
    expect(answer.body.accepted).toBe(1);
    expect(await eventsOfUser(service.store, 'default', 'hal')).toHaveLength(1);
  });

  test('an array beyond 1000 records is refused as a whole', async () => {
    const body = Array.from({ length: 1001 }, (_, index) => click('ida', `i${index}`));
    const answer = await service.call('POST', '/v1/events', { body });
    expect(answer.status).toBe(422);
    expect(await eventsOfUser(service.store, 'default', 'ida')).toHaveLength(0);
  });

  test.each([
    ['plain text', 'text/plain', 415],
    ['no content type', null, 415],
  ])('%s is refused', async (_what, type, status) => {
    const text = new TextEncoder().encode(JSON.stringify(click('jo', 'a1')));
    expect((await service.call('POST', '/v1/events', { raw: { type, text } })).status).toBe(status);
  });
});
