import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventSchema } from '../../datasets/event.ts';
import { createEventLoopGuard } from '../../src/api/event-loop-guard.ts';
import { takeIn } from '../../src/api/intake.ts';
import { click, openTestApi, seed, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
});
afterAll(() => service.close());

test('other requests are answered while a long stream of lines is read', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    JSON.stringify(click('u1', 'a1', { id: `long-${index}` })),
  );
  let finished = false;
  const stream = service
    .call('POST', '/v1/events', { raw: { type: 'application/x-ndjson', text: lines.join('\n') } })
    .then((answer) => {
      finished = true;
      return answer;
    });
  let answered = 0;
  while (!finished) {
    expect((await service.call('GET', '/livez', { key: null })).status).toBe(200);
    answered += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await stream).body).toMatchObject({ accepted: 20_000 });
  expect(answered).toBeGreaterThan(10);
});

test('lines that are all refused let others run as well', async () => {
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  async function* faulty() {
    const letOthersRun = createEventLoopGuard(4);
    for (let line = 1; line <= 60_000; line += 1) {
      await letOthersRun();
      yield { line, value: { userId: 'u1', itemId: 'a1', at: 'never', kind: 'click' }, bytes: 70 };
    }
  }
  const intake = {
    schema: eventSchema,
    store: async () => ({ accepted: 0, duplicates: 0 }),
    noCounts: { accepted: 0, duplicates: 0 },
  };
  await expect(takeIn({ shape: 'lines', records: faulty() }, intake)).rejects.toMatchObject({ status: 422 });
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
});
