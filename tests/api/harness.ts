import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Item } from '../../datasets/item.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { ApiDependencies, ApiEnvironment } from '../../src/api/context.ts';
import { createApi } from '../../src/api/create-api.ts';
import { createLogger } from '../../src/logging.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { ReaderService } from '../../src/readers/reader-service.ts';
import { ModelFactCheckService } from '../../src/server/fact-check-service.ts';
import { ServedAdapters } from '../../src/server/served-adapters.ts';
import { createApiKey } from '../../src/store/api-keys.ts';
import { eventsOfUser } from '../../src/store/events.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { ApiKeyRole } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/store.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import { wordEncoder } from '../generators/scripted-models.ts';

/** The API over a real store in memory, with keys of two workspaces. */
export interface TestApi {
  readonly api: OpenAPIHono<ApiEnvironment>;
  readonly store: Store;
  /** Lines that were logged. */
  readonly log: string[];
  /** How often the outbox was nudged. */
  readonly nudges: () => number;
  readonly keys: Readonly<Record<'admin' | 'write' | 'read' | 'other' | 'otherAdmin', string>>;
  /** Sends a request with a key (admin's unless told) and a JSON body, if any. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is, with its content type. */
  readonly raw?: { readonly type: string | null; readonly text: string | Uint8Array | ReadableStream };
  readonly headers?: Readonly<Record<string, string>>;
  /** Null sends none. */
  readonly key?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** @param beside an API whose store and keys are used again, since opening a store takes seconds */
export async function openTestApi(more: Partial<ApiDependencies> = {}, beside?: TestApi): Promise<TestApi> {
  const store = beside?.store ?? (await openStore({ dataDirectory: 'memory://' }));
  const log: string[] = [];
  let nudges = 0;
  const readers = new ReaderService(store, wordEncoder);
  const dependencies: ApiDependencies = {
    store,
    profileService: { profile: (workspaceId, userId) => bareProfile(store, workspaceId, userId) },
    factCheckService: new ModelFactCheckService({ encoder: wordEncoder }),
    snapshotService: {
      take: (workspaceId) => readers.takeSnapshot(workspaceId),
      progress: (workspaceId) => readers.snapshotProgress(workspaceId),
      settingsChanged: (workspaceId) => readers.settingsChanged(workspaceId),
    },
    loadedAdapters: () => [],
    adapterService: adaptersWithoutModel(store),
    nudgeOutbox: () => {
      nudges += 1;
    },
    metrics: createMetrics({ processMetrics: false }),
    logger: createLogger('debug', { write: (line) => void log.push(line) }),
    ...more,
  };
  const api = createApi(dependencies);
  const keys = beside?.keys ?? (await makeKeys(store));
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const headers = new Headers(options.headers);
    const key = options.key === undefined ? keys.admin : options.key;
    if (key !== null) headers.set('authorization', `Bearer ${key}`);
    let body: BodyInit | undefined;
    if (options.raw) {
      if (options.raw.type !== null) headers.set('content-type', options.raw.type);
      body = options.raw.text as BodyInit;
    } else if (options.body !== undefined) {
      headers.set('content-type', 'application/json');
      body = JSON.stringify(options.body);
    }
    const init: RequestInit & { duplex?: 'half' } = { method, headers };
    if (body !== undefined) Object.assign(init, { body, duplex: 'half' });
    const response = await api.request(path, init);
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return { api, store, log, nudges: () => nudges, keys, call, close: async () => (beside ? undefined : store.close()) };
}

/** As in a process that has opened no model, over a folder where nobody trained anything. */
function adaptersWithoutModel(store: Store): ServedAdapters {
  const dataDirectory = join(tmpdir(), 'masthead-nothing-trained');
  const training = { folder: join(dataDirectory, 'training') };
  return new ServedAdapters({ store, dataDirectory, training, madeFor: '0'.repeat(64), languageModel: () => null });
}

async function makeKeys(store: Store): Promise<TestApi['keys']> {
  await ensureWorkspace(store, { id: 'default' });
  await ensureWorkspace(store, { id: 'other' });
  const makeKey = async (workspaceId: string, role: ApiKeyRole) =>
    (await createApiKey(store, workspaceId, { role, label: `${workspaceId} ${role}` })).secret;
  return {
    admin: await makeKey('default', 'admin'),
    write: await makeKey('default', 'write'),
    read: await makeKey('default', 'read'),
    other: await makeKey('other', 'write'),
    otherAdmin: await makeKey('other', 'admin'),
  };
}

/** A profile that says only what the store holds: enough to test the API, without a model. */
async function bareProfile(store: Store, workspaceId: string, userId: string): Promise<Profile> {
  const events = await eventsOfUser(store, workspaceId, userId);
  return {
    userId,
    asOf: new Date().toISOString(),
    source: events.length > 0 ? 'behaviour' : 'none',
    vector: null,
    interests: [],
    clock: new Array(168).fill(0),
    confidence: 0,
    events: events.map((event) => ({ event, weight: 1, reasons: [] })),
    encoderSha256: '0'.repeat(64),
    denoiserVersion: 'none',
  };
}

export const article = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  kind: 'article',
  title: `Harbour bridge ${id} reopens after repairs`,
  body: 'The harbour bridge reopened on Tuesday after 14 weeks of repairs.\nThe work cost 3.2 million crowns, the council said.',
  ...more,
});

export const click = (userId: string, itemId: string, more: Record<string, unknown> = {}) => ({
  userId,
  itemId,
  at: '2026-03-01T08:30:00Z',
  kind: 'click',
  ...more,
});

/** An item `a1` and a user `u1` with one click, so that jobs can be posted. */
export async function seed({ call }: Pick<TestApi, 'call'>): Promise<void> {
  await call('POST', '/v1/items', { body: article('a1') });
  await call('POST', '/v1/events', { body: click('u1', 'a1') });
}

export const headlineJob = (more: Record<string, unknown> = {}) => ({
  kind: 'headline',
  itemId: 'a1',
  audience: { userId: 'u1' },
  ...more,
});
