import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadedAdapter } from '../../models/language-model.ts';
import { ReaderService } from '../../src/readers/reader-service.ts';
import { loadedAdapter, wordEncoder } from '../generators/scripted-models.ts';
import { headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

let loaded: readonly LoadedAdapter[] | null = null;
let service: TestApi;
beforeAll(async () => {
  service = await openTestApi({ loadedAdapters: () => loaded });
  await seed(service);
  loaded = [loadedAdapter(), loadedAdapter({ name: 'ours' }), loadedAdapter({ name: 'ads', task: 'ad-title' })];
});
afterAll(() => service.close());

test('those that are loaded are listed; before any model is open, that is said', async () => {
  const { body } = await service.call('GET', '/v1/adapters', { key: service.keys.read });
  expect(body.rows.map(({ name, task }: LoadedAdapter) => [name, task])).toEqual([
    ['headline', 'headline'],
    ['ours', 'headline'],
    ['ads', 'ad-title'],
  ]);
  expect(body.rows[0]).toMatchObject({ version: '3', sha256: 'f'.repeat(64), trainedOn: 'nothing' });
  const held = loaded;
  loaded = null;
  expect(await service.call('GET', '/v1/adapters')).toMatchObject({ status: 503 });
  loaded = held;
});

test('a choice is kept for the workspace alone, and its jobs go by it', async () => {
  const none = { headline: null, 'ad-title': null };
  expect((await service.call('GET', '/v1/adapter-settings')).body).toEqual(none);
  const chosen = { headline: 'ours', 'ad-title': 'none' };
  expect(await service.call('PUT', '/v1/adapter-settings', { body: chosen })).toMatchObject({
    status: 200,
    body: chosen,
  });
  expect((await service.call('GET', '/v1/adapter-settings')).body).toEqual(chosen);
  expect((await service.call('GET', '/v1/adapter-settings', { key: service.keys.otherAdmin })).body).toEqual(none);
  const readers = new ReaderService(service.store, wordEncoder);
  expect(await readers.chosenAdapter('default', 'headline')).toBe('ours');
  expect(await readers.chosenAdapter('default', 'ad-title')).toBe('none');
  expect(await readers.chosenAdapter('other', 'headline')).toBeUndefined();
  const forbidden = await service.call('PUT', '/v1/adapter-settings', { body: chosen, key: service.keys.write });
  expect(forbidden.status).toBe(403);
});

test('a choice that cannot serve is refused where it is made, with the names that can', async () => {
  const put = await service.call('PUT', '/v1/adapter-settings', { body: { headline: 'ads' } });
  expect(put).toMatchObject({ status: 422, body: { errors: [{ pointer: '/headline' }] } });
  expect(put.body.detail).toContain('Adapter ads writes for the task ad-title, not headline.');
  const job = await service.call('POST', '/v1/jobs', { body: { ...headlineJob(), adapter: 'poems' } });
  expect(job).toMatchObject({ status: 422, body: { errors: [{ pointer: '/adapter' }] } });
  expect(job.body.errors[0].cure).toBe('For headline name one of: headline, ours, none.');
  expect((await service.call('POST', '/v1/jobs', { body: { ...headlineJob(), adapter: 'No Name' } })).status).toBe(422);
  for (const adapter of ['ours', 'none'])
    expect((await service.call('POST', '/v1/jobs', { body: { ...headlineJob(), adapter } })).status).toBe(202);
});
