import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findJob } from '../../src/store/jobs.ts';
import { finish } from './finished-work.ts';
import { article, headlineJob, openTestApi, seed, type TestApi } from './harness.ts';
import { type Components, type JsonSchema, type KnownStrings, nearly } from './schema-arbitrary.ts';

/** More for a longer look: FUZZ_CASES=10000 npx vitest run tests/api/nothing-a-client-sends-breaks-the-server.test.ts */
const cases = Number(process.env.FUZZ_CASES ?? 1500);
const fuzzSeed = Number(process.env.FUZZ_SEED ?? 20_260_301);

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema: JsonSchema;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
interface DocumentOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  readonly responses: DocumentOperation['responses'];
}

let service: TestApi;
let operations: Operation[];
let components: Components;
let known: KnownStrings;

beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
  const ad = { id: 'ad1', kind: 'ad', title: 'Lamp', facts: { brand: 'Nordlys', sellingPoints: ['dims'] } };
  await service.call('POST', '/v1/items', { body: [article('a2'), ad] });
  const done = (await service.call('POST', '/v1/jobs', { body: headlineJob() })).body.id;
  await finish(service.store, (await findJob(service.store, 'default', done))!, 'The bridge is back');
  const result = (await service.call('GET', `/v1/jobs/${done}/result`)).body;
  const batch = (await service.call('POST', '/v1/batches', { body: { jobs: [headlineJob()] } })).body;
  const users = ['u1', 'u2', 'u3'];
  known = {
    '': ['a1', 'u1', 'u2', done, result.id, result.variantId, batch.id, batch.jobIds[0], '2', 'headline'],
    itemId: ['a1', 'a2', 'ad1'],
    userId: users,
    userIds: users,
    'idempotency-key': ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'],
    'last-event-id': ['0', '1', '2'],
    limit: ['1', '2'],
  };
  const document = (await service.call('GET', '/openapi.json')).body;
  components = document.components.schemas;
  operations = Object.entries<Record<string, DocumentOperation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json']?.schema,
      responses: operation.responses,
    })),
  );
});
afterAll(() => service.close());

/** A check of JSON against a schema of the document, made from the document alone. */
const checks = new Map<string, z.ZodType>();
function checkOf(schema: JsonSchema): z.ZodType {
  const text = JSON.stringify(schema);
  const made = checks.get(text) ?? makeCheck(text);
  checks.set(text, made);
  return made;
}
function makeCheck(text: string): z.ZodType {
  const local = (json: string) => JSON.parse(json.replaceAll('#/components/schemas/', '#/$defs/'));
  return z.fromJSONSchema({ ...local(text), $defs: local(JSON.stringify(components)) });
}

test('the document is sound: references lead somewhere, paths and parameters agree, every answer is described', () => {
  const text = JSON.stringify({ operations, components });
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(components).toHaveProperty([name!]);
  for (const { path, method, parameters, responses } of operations) {
    const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    if (path.startsWith('/v1/'))
      expect([path, method, Object.keys(responses)]).toEqual([
        path,
        method,
        expect.arrayContaining(['401', '403', '429', '500', '503']),
      ]);
  }
});

test(`${cases} requests, sound and damaged, get an answer that the document describes, and no 5xx`, async () => {
  // One request in ten has something written, so that this is reached however many routes there are.
  const submissions = operations.filter(({ method, path }) => `${method} ${path}` === 'POST /v1/jobs');
  const chosen = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...operations) },
    { weight: 1, arbitrary: fc.constantFrom(...submissions) },
  );
  const requests = chosen.chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      parameters: fc.tuple(
        ...operation.parameters.map(({ schema, name }) =>
          fc.option(nearly(schema, components, known, name), { freq: 3, nil: undefined }),
        ),
      ),
      body: operation.body ? nearly(operation.body, components, known) : fc.constant(undefined),
      lines: operation.path === '/v1/events' || operation.path === '/v1/items' ? fc.boolean() : fc.constant(false),
    }),
  );
  const statuses = new Map<number, number>();
  for (const id of ['u2', 'u3']) await service.call('PUT', `/v1/users/${id}`, { body: {} });
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, parameters, body, lines }) => {
      const answer = await send(operation, parameters, body, lines);
      // A user who was erased comes back, so that later jobs find them.
      if (operation.method === 'DELETE')
        for (const id of ['u1', 'u2', 'u3']) await service.call('PUT', `/v1/users/${id}`, { body: {} });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const described = operation.responses[answer.status];
      const where = `${operation.method} ${operation.path} → ${answer.status} ${answer.text.slice(0, 300)}`;
      expect(answer.status, where).toBeLessThan(500);
      expect(described, where).toBeDefined();
      const content = described?.content?.[answer.type];
      if (answer.status !== 204) expect(content, `${where} as ${answer.type}`).toBeDefined();
      if (content && /[/+]json$/.test(answer.type))
        expect(checkOf(content.schema).safeParse(JSON.parse(answer.text)).error?.issues, where).toBeUndefined();
    }),
    { numRuns: cases, seed: fuzzSeed },
  );
  // The requests must reach beyond validation to be worth anything.
  for (const status of [200, 202, 400, 404, 422]) expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
}, 600_000);

async function send(
  operation: Operation,
  values: readonly unknown[],
  body: unknown,
  lines: boolean,
): Promise<{ status: number; type: string; text: string }> {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = new Headers({ authorization: `Bearer ${service.keys.admin}` });
  for (const [index, { in: place, name }] of operation.parameters.entries()) {
    const value = values[index];
    const text = value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(Buffer.from(text || 'u1').toString()));
    else if (text !== undefined && place === 'query') query.set(name, text);
    else if (text !== undefined && /^[\t\x20-\x7e]*$/.test(text)) headers.set(name, text);
  }
  const init: RequestInit = { method: operation.method, headers };
  if (body !== undefined) {
    headers.set('content-type', lines ? 'application/x-ndjson' : 'application/json');
    init.body = lines ? `${JSON.stringify(body)}\nnot json\n` : JSON.stringify(body);
  }
  const response = await service.api.request(`${path}?${query}`, init);
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (type === 'text/event-stream') {
    // A job that waits has no end of stream yet.
    await response.body?.cancel();
    return { status: response.status, type, text: '' };
  }
  return { status: response.status, type, text: await response.text() };
}
