import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { taskTailVersion } from '../../generators/prompt/task-tail.ts';
import { writeAdapter } from '../../models/adapter/adapter-file.ts';
import { shelve } from '../../models/adapter/adapter-shelf.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import { trainingFolder } from '../../queues/handlers/training-handler.ts';
import { ServedAdapters } from '../../src/server/served-adapters.ts';
import { adaptersChannel, listenTo } from '../../src/store/notifications.ts';
import { headlineJob, openTestApi, seed, type TestApi } from '../api/harness.ts';
import { randomAdapter } from '../models/adapter/random-adapter.ts';
import { randomWeights } from '../models/decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from '../models/host/tiny-model.ts';

const weights = randomWeights();
const dataDirectory = mkdtempSync(join(tmpdir(), 'served-adapters-'));
const training = { folder: join(dataDirectory, 'training') };
let bare: TestApi;
let server: TestApi;
let model: LanguageModel;
/** The model of a worker that shares the data folder. */
let workers: LanguageModel;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  bare = await openTestApi();
  const { store } = bare;
  const servedBy = (languageModel: LanguageModel | null) => {
    const options = { store, dataDirectory, training, madeFor: weights.fileSha256 };
    return new ServedAdapters({ ...options, languageModel: () => languageModel && Promise.resolve(languageModel) });
  };
  model = await openTinyModel({ weights });
  workers = await openTinyModel({ weights });
  const beside = servedBy(workers);
  stops.push(await listenTo(store, adaptersChannel, () => void beside.readShelf()));
  server = await openTestApi({ adapterService: servedBy(model), loadedAdapters: () => model.adapters }, bare);
  await seed(server);
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await bare?.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const adapter = (name: string, version = '1') => ({
  ...randomAdapter(weights, { name: `${name} ${version}`, promptVersion: taskTailVersion }),
  name,
  version,
});
/** Leaves what a training run leaves. */
function trained(run: string, version?: string, workspace = 'default'): string {
  const folder = join(trainingFolder(training, workspace), 'runs', run);
  mkdirSync(folder, { recursive: true });
  writeAdapter(join(folder, 'adapter.safetensors'), adapter(run, version));
  return join(folder, 'adapter.safetensors');
}
const written = async (by: LanguageModel, name: string) => {
  const row = { tail: [{ ids: someIds(8, 2) }], sampling: greedy({ maxTokens: 20 }), adapter: name };
  return (await by.generate({ prefix: someIds(20, 1), rows: [row], lane: 'bulk' }))[0]!.ids;
};
const post = (path: string, body?: unknown, key?: string) =>
  server.call('POST', path, { ...(body !== undefined && { body }), ...(key !== undefined && { key }) });

it('a run’s adapter is taken by its name, and jobs may name it from then on, here and in the workers', async () => {
  trained('ours');
  const job = { ...headlineJob(), adapter: 'ours' };
  expect((await post('/v1/jobs', job)).body.errors[0].detail).toBe('No adapter ours is loaded.');
  const added = await post('/v1/adapters', { run: 'ours' });
  expect(added).toMatchObject({ status: 201, body: { name: 'ours', version: '1', task: 'headline' } });
  expect((await post('/v1/jobs', job)).status).toBe(202);
  expect((await server.call('GET', '/v1/adapters')).body.rows.at(-1)).toEqual(added.body);
  await vi.waitFor(() => expect(workers.adapters.map(({ name }) => name)).toContain('ours'), 10_000);
  expect(await written(workers, 'ours')).toEqual(await written(model, 'ours'));
});

it('trained further and taken again, it takes its own place', async () => {
  const before = await written(model, 'ours');
  trained('ours', '2');
  expect((await post('/v1/adapters', { run: 'ours' })).body.version).toBe('2');
  expect(model.adapters.filter(({ name }) => name === 'ours').map(({ version }) => version)).toEqual(['2']);
  expect(await written(model, 'ours')).not.toEqual(before);
});

it('what was laid on the shelf by hand is taken when the shelf is looked at; a broken file is said', async () => {
  shelve(trained('by-hand', '1', 'evening-post'), dataDirectory, weights.fileSha256);
  writeFileSync(join(dataDirectory, 'adapters', 'broken.safetensors'), 'nothing');
  const { status, body } = await post('/v1/adapters/refresh');
  expect(status).toBe(200);
  expect(body.rows.map(({ name }: { name: string }) => name)).toEqual(['ours', 'by-hand']);
  expect(body.leftAside.some((line: string) => line.includes('broken.safetensors'))).toBe(true);
});

it('a run that has left nothing, or something unusable, is refused with the reason', async () => {
  expect(await post('/v1/adapters', { run: 'none' })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('no adapter of a run none of the workspace default') },
  });
  const foreign = randomWeights({ ropeBase: 500 });
  const folder = join(trainingFolder(training, 'default'), 'runs', 'foreign');
  mkdirSync(folder, { recursive: true });
  writeAdapter(join(folder, 'adapter.safetensors'), { ...randomAdapter(foreign), name: 'foreign' });
  expect(await post('/v1/adapters', { run: 'foreign' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('was made for the model file') },
  });
  expect((await post('/v1/adapters', { run: '../ours' })).status).toBe(422);
});

it('a server whose model cannot be opened lays it on the shelf all the same, for the next start', async () => {
  const { store } = bare;
  const languageModel = () => Promise.reject(new Error('the model file is damaged'));
  const unable = new ServedAdapters({ store, dataDirectory, training, madeFor: weights.fileSha256, languageModel });
  trained('early');
  expect(await unable.addRun('default', 'early')).toMatchObject({ name: 'early', version: '1' });
  expect(await unable.refresh()).toEqual({ loaded: null, leftAside: [] });
  await vi.waitFor(() => expect(workers.adapters.map(({ name }) => name)).toContain('early'), 10_000);
});

it('only the operator adds adapters, which serve every workspace', async () => {
  trained('theirs', '1', 'other');
  expect((await post('/v1/adapters', { run: 'theirs' }, server.keys.otherAdmin)).status).toBe(403);
  expect((await post('/v1/adapters/refresh', undefined, server.keys.otherAdmin)).status).toBe(403);
  expect((await post('/v1/adapters', { run: 'theirs' }, server.keys.write)).status).toBe(403);
  expect((await post('/v1/adapters', { run: 'theirs', workspace: 'other' })).status).toBe(201);
});
