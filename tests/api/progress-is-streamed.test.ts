import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/api/server.ts';
import { MastheadApiError, MastheadUnreachableError } from '../../src/client/api-error.ts';
import { createClient, type MastheadClient } from '../../src/client/client.ts';
import { readServerSentEvents } from '../../src/client/server-sent-events.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob } from '../../src/store/jobs.ts';
import { begin, resultFor } from './finished-work.ts';
import { article, click, headlineJob, openTestApi, type TestApi } from './harness.ts';

let service: TestApi;
let server: RunningServer;
let client: MastheadClient;
beforeAll(async () => {
  service = await openTestApi();
  server = await startServer({ port: 0, host: '127.0.0.1', api: service.api });
  client = createClient({ url: server.url, key: service.keys.write });
  await client.items.send([article('a1')]);
  await client.events.send([{ ...click('u1', 'a1'), kind: 'click' }]);
});
afterAll(async () => {
  await server.close();
  await service.close();
});

/** Works on a job step by step, as a worker does. */
async function work(jobId: string): Promise<void> {
  const fence = await begin(service.store, jobId);
  for (const done of [1, 2, 3]) await jobStore(service.store).recordProgress(jobId, fence, { done, total: 3 });
  const job = (await findJob(service.store, 'default', jobId))!;
  await jobStore(service.store).completeJob(jobId, fence, [resultFor(job, 'u1', 'The bridge is back')]);
}

async function followed(
  jobId: string,
  headers: Record<string, string> = {},
): Promise<{ ids: string[]; kinds: string[] }> {
  const response = await fetch(`${server.url}/v1/jobs/${jobId}/events`, {
    headers: { authorization: `Bearer ${service.keys.read}`, ...headers },
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const ids: string[] = [];
  const kinds: string[] = [];
  for await (const event of readServerSentEvents(response.body!)) {
    ids.push(event.id!);
    kinds.push(event.event);
  }
  return { ids, kinds };
}

const whole = ['queued', 'running', 'progress', 'progress', 'progress', 'done'];
const submit = async () => (await client.jobs.submit(headlineJob() as never)).id;

describe('progress', () => {
  test('comes as it happens, in order, and the stream ends with the job', async () => {
    const id = await submit();
    const following = [followed(id), followed(id)];
    await work(id);
    for (const { ids, kinds } of await Promise.all(following)) {
      expect(kinds).toEqual(whole);
      expect(ids).toEqual(['1', '2', '3', '4', '5', '6']);
    }
  });

  test('of a job that has ended is told from the start, or from where the listener was', async () => {
    const id = await submit();
    await work(id);
    expect((await followed(id)).kinds).toEqual(whole);
    expect((await followed(id, { 'last-event-id': '4' })).kinds).toEqual(['progress', 'done']);
    expect((await followed(id, { 'last-event-id': '6' })).kinds).toEqual([]);
    expect((await followed(id, { 'last-event-id': '900' })).kinds).toEqual([]);
  });

  test('of a cancelled job ends too', async () => {
    const id = await submit();
    const following = followed(id);
    await client.jobs.cancel(id);
    expect((await following).kinds).toEqual(['queued', 'cancelled']);
  });

  test('goes on when a failed job is tried again', async () => {
    const id = await submit();
    const fence = await begin(service.store, id);
    const error = { name: 'Error', message: 'no', retryable: false, attempt: 1, at: new Date().toISOString() };
    await jobStore(service.store).failJob(id, fence, error);
    expect((await followed(id)).kinds).toEqual(['queued', 'running', 'failed']);
    await client.jobs.retry(id);
    const following = followed(id, { 'last-event-id': '3' });
    await work(id);
    expect((await following).kinds).toEqual(whole);
  });
});

describe('the client', () => {
  test('waits for a job, telling each step once, and reads what it gave', async () => {
    const id = await submit();
    const steps: string[] = [];
    const waiting = client.jobs.wait(id, { onStep: (step) => steps.push(step.kind) });
    await work(id);
    expect((await waiting).state).toBe('done');
    expect(steps).toEqual(whole);
    expect((await client.jobs.results(id)).results[0]?.text).toBe('The bridge is back');
  });

  test('takes a broken connection up again where it broke', async () => {
    const id = await submit();
    let requests = 0;
    const flaky: typeof fetch = async (target, init) => {
      const response = await fetch(target, init);
      if (!String(target).endsWith('/events') || ++requests > 2) return response;
      const cut = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          controller.enqueue(chunk);
          if (requests === 1) controller.error(new Error('connection lost'));
          else controller.terminate();
        },
      });
      return new Response(response.body!.pipeThrough(cut), response);
    };
    const steps: string[] = [];
    const waiting = createClient({ url: server.url, key: service.keys.read, fetch: flaky }).jobs.wait(id, {
      onStep: (step) => steps.push(step.kind),
    });
    await work(id);
    expect((await waiting).state).toBe('done');
    expect(steps).toEqual(whole);
    expect(requests).toBeGreaterThan(1);
  });

  test('stops waiting when told to', async () => {
    const id = await submit();
    const stop = new AbortController();
    const waiting = client.jobs.wait(id, { signal: stop.signal, onStep: () => stop.abort(new Error('enough')) });
    await expect(waiting).rejects.toThrow('enough');
  });

  test('says in one line what the server refused, and how to cure it', async () => {
    const refused = client.jobs.submit(headlineJob({ itemId: 'nothing' }) as never);
    await expect(refused).rejects.toThrow(MastheadApiError);
    await expect(refused).rejects.toThrow(
      /^422 The request is not valid: \/itemId: There is no item of that id\. Send the item to POST \/v1\/items first\.$/,
    );
  });

  test('says in one line that nobody is there', async () => {
    const nobody = createClient({ url: 'http://127.0.0.1:9', key: 'k' });
    await expect(nobody.jobs.list()).rejects.toThrow(MastheadUnreachableError);
    await expect(nobody.jobs.list()).rejects.toThrow(/^No Masthead answers at http:\/\/127\.0\.0\.1:9: .+$/);
  });

  test('sends many records in several requests and counts lines through', async () => {
    const events = Array.from({ length: 6000 }, (_, index) => ({
      ...click(`s${index % 7}`, 'a1', { id: `e${index}` }),
      ...(index === 5500 ? { dwellSeconds: -1 } : {}),
    }));
    const report = await client.events.send(events as never);
    expect(report).toMatchObject({
      accepted: 5999,
      rejectedCount: 1,
      rejected: [{ line: 5501, field: 'dwellSeconds' }],
    });
  });
});

describe('the server', () => {
  test.each(['/v1/jobs', '/v1/batches', '/v1/events', '/v1/items'])(
    'answers a body of 5 MB to %s with 413, not with a broken connection',
    async (path) => {
      const text = JSON.stringify({ kind: 'x'.repeat(5 * 1024 * 1024) });
      const inPieces = new Blob([text]).stream();
      for (const body of [text, inPieces]) {
        const response = await fetch(`${server.url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${service.keys.write}`, 'content-type': 'application/json' },
          body,
          duplex: 'half',
        } as RequestInit);
        expect(response.status).toBe(413);
        expect(((await response.json()) as { type: string }).type).toBe('/problems/too-large');
      }
    },
  );

  test('says which port is taken', async () => {
    const second = startServer({ port: server.port, host: '127.0.0.1', api: service.api });
    await expect(second).rejects.toThrow(`Port ${server.port} on 127.0.0.1 is taken`);
  });

  test('lets a request under way end when it closes, and takes no new one', async () => {
    const own = await startServer({ port: 0, host: '127.0.0.1', api: service.api });
    const id = await submit();
    const headers = { authorization: `Bearer ${service.keys.read}` };
    const stream = await fetch(`${own.url}/v1/jobs/${id}/events`, { headers });
    const closing = own.close();
    await work(id);
    expect(await stream.text()).toContain('event: done');
    await closing;
    await expect(fetch(`${own.url}/livez`)).rejects.toThrow();
  });
});
