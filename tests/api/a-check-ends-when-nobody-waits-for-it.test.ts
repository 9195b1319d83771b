import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { type RunningServer, startServer } from '../../src/api/server.ts';
import { ModelFactCheckService } from '../../src/server/fact-check-service.ts';
import { wordEncoder } from '../generators/scripted-models.ts';
import { openTestApi, type TestApi } from './harness.ts';

let busy = false;
let givenUp = 0;
/** Reads articles at once, and texts too unless it is busy: then only giving up ends the reading. */
const encoder: SentenceEncoder = {
  ...wordEncoder,
  encode: async (texts, options = {}) => {
    const { signal } = options;
    if (signal && busy)
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          givenUp += 1;
          reject(signal.reason);
        });
      });
    return wordEncoder.encode(texts, options);
  },
};
const article = { body: 'The council of Brackwater approved a tram line on Tuesday. It will cost 48 million crowns.' };
let service: TestApi;
let server: RunningServer;
beforeAll(async () => {
  service = await openTestApi({ factCheckService: new ModelFactCheckService({ encoder }) });
  server = await startServer({ port: 0, host: '127.0.0.1', api: service.api });
});
afterAll(async () => {
  await server?.close();
  await service?.close();
});

const check = (text: string, signal: AbortSignal) =>
  fetch(`${server.url}/v1/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text, article }),
    signal,
  });

test('an editor who types on is answered for the last text, and the ones before are given up', async () => {
  busy = true;
  const typing = new AbortController();
  const first = check('Tram line to cost 84', typing.signal);
  await new Promise((resolve) => setTimeout(resolve, 500));
  typing.abort();
  await expect(first).rejects.toThrow();
  await vi.waitFor(() => expect(givenUp).toBeGreaterThan(0), 10_000);
  busy = false;
  const last = await check('Tram line to cost 48 million crowns', new AbortController().signal);
  expect(last.status).toBe(200);
  expect(await last.json()).toMatchObject({
    article: { analysedBefore: true },
    verdict: { claims: expect.any(Array) },
  });
  expect(service.log.filter((line) => line.includes('request failed'))).toEqual([]);
});
