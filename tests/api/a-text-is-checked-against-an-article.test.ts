import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedScorer } from '../../generators/facts/score/shipped-scorer.ts';
import { article, openTestApi, type TestApi } from './harness.ts';

let service: TestApi;
const body =
  'The council of Brackwater approved a tram line to the harbour on Tuesday after a debate of six hours.\n' +
  'The line will cost 48 million crowns and open in 2028, the mayor, Ida Holm, said.\n' +
  'Shopkeepers in Pier Street fear for their parking places.';

beforeAll(async () => {
  service = await openTestApi();
});
afterAll(() => service.close());

const check = (request: unknown, key?: string | null) =>
  service.call('POST', '/v1/check', { body: request, ...(key !== undefined && { key }) });

test('a wrong number is contradicted, with the words at fault and where the article says otherwise', async () => {
  const text = 'Council approves tram line to the harbour after nine hours';
  const { status, body: answer } = await check({ text, article: { body } });
  expect(status).toBe(200);
  expect(answer.verdict.label).toBe('contradicted');
  expect(answer.verdict.assessment.probability).toBe(0);
  const wrong = answer.verdict.claims.find((claim: { label: string }) => claim.label === 'contradicted');
  expect(text.slice(wrong.textSpan.start, wrong.textSpan.end)).toContain('nine');
  expect(body.slice(wrong.evidence[0].start, wrong.evidence[0].end)).toContain('six');
});

test('an empty text is refused with what it must hold', async () => {
  const { status, body: problem } = await check({ text: ' ', article: { body } });
  expect(status).toBe(422);
  const [error] = problem.errors;
  expect(error).toMatchObject({ pointer: '/text', detail: expect.stringContaining('nothing to check') });
  expect(error.cure).toContain('\\S');
});

test('every verdict names checker, scorer and threshold', async () => {
  const { body: answer } = await check({ text: 'Council approves tram line to the harbour', article: { body } });
  const { checker, assessment } = answer.verdict;
  expect(checker.version).toMatch(/^\d/);
  expect(assessment.scorer).toContain(`${shippedScorer.name}@${shippedScorer.version}`);
  expect(assessment.probability).toBeGreaterThan(0);
  expect(shippedScorer.models.map(({ thresholds }) => thresholds.gate)).toContain(assessment.threshold);
});

test('an article is analysed once, however many texts are checked against it', async () => {
  const source = { body: `${body}\nThe first tram is to run in May.` };
  const first = await check({ text: 'Tram line approved', article: source });
  const second = await check({ text: 'Shopkeepers fear for parking places', article: source });
  const changed = await check({
    text: 'Tram line approved',
    article: { ...source, publishedAt: '2026-03-04T09:00:00Z' },
  });
  expect(first.body.article.analysedBefore).toBe(false);
  expect(second.body.article).toEqual({ sha256: first.body.article.sha256, analysedBefore: true });
  expect(changed.body.article.analysedBefore).toBe(false);
});

test('a stored article or ad is named by its id', async () => {
  const ad = {
    id: 'lamp',
    kind: 'ad',
    title: 'Lamp',
    facts: { brand: 'Nordlys', price: '499 crowns', sellingPoints: ['dims to one percent'] },
  };
  await service.call('POST', '/v1/items', { body: [article('tram', { body }), ad] });
  const checked = await check({ text: 'Tram line to cost 48 million crowns', itemId: 'tram' });
  expect(checked.body.article.sha256).toBe((await check({ text: 'x', article: { body } })).body.article.sha256);
  const offered = await check({ text: 'Nordlys: dims to one percent, 299 crowns', itemId: 'lamp' });
  expect(offered.body.verdict.label).not.toBe('supported');
  const doubted = offered.body.verdict.claims.filter(({ label }: { label: string }) => label !== 'supported');
  expect(doubted.some(({ reason }: { reason: string }) => reason.includes('299'))).toBe(true);
});

test('the workspace moves its own gate, and nobody else’s', async () => {
  const text = 'Council approves tram line to the harbour';
  const before = (await check({ text, article: { body } })).body.verdict;
  expect((await service.call('PUT', '/v1/check-settings', { body: { gate: 1 } })).status).toBe(200);
  const strict = (await check({ text, article: { body } })).body.verdict;
  expect(strict.assessment.threshold).toBe(1);
  expect(strict.label).toBe('not_verifiable');
  expect(strict.assessment.reason).toContain('100 % is needed');
  const other = (await check({ text, article: { body } }, service.keys.other)).body.verdict;
  expect(other.assessment.threshold).toBe(before.assessment.threshold);
  const asked = (await check({ text, article: { body }, threshold: 0 })).body.verdict;
  expect(asked.label).toBe('supported');
  expect((await service.call('PUT', '/v1/check-settings', { body: { gate: null } })).status).toBe(200);
  expect((await service.call('PUT', '/v1/check-settings', { body: { gate: 2 } })).body.errors[0].pointer).toBe('/gate');
  expect((await service.call('PUT', '/v1/check-settings', { body: { gate: 0 }, key: service.keys.write })).status).toBe(
    403,
  );
});

test.each([
  [{ text: 'x' }, '/article'],
  [{ text: 'x', article: { body }, itemId: 'tram' }, '/article'],
  [{ text: ' ', article: { body } }, '/text'],
  [{ text: 'x', article: { body: '\n' } }, '/article/body'],
  [{ text: 'x', article: { body, publishedAt: 'Tuesday' } }, '/article/publishedAt'],
  [{ text: 'x', article: { body }, threshold: 'strict' }, '/threshold'],
])('what cannot be checked is a problem that names the field: %j', async (request, pointer) => {
  const { status, headers, body: problem } = await check(request);
  expect(status).toBe(422);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(problem.errors[0].pointer).toBe(pointer);
});

test('an item that is not there, or holds nothing to check against, is said so', async () => {
  expect((await check({ text: 'x', itemId: 'nowhere' })).status).toBe(404);
  await service.call('POST', '/v1/items', { body: [{ id: 'bare', kind: 'article', title: 'Bare' }] });
  const { status, body: problem } = await check({ text: 'x', itemId: 'bare' });
  expect([status, problem.errors[0].pointer]).toEqual([422, '/itemId']);
});

test('an article in another language or script is answered, and said not to be checked', async () => {
  const { status, body: answer } = await check({
    text: 'Council approves tram line',
    article: {
      body: 'Городской совет одобрил новую трамвайную линию к гавани после шести часов обсуждения во вторник.',
    },
  });
  expect(status).toBe(200);
  expect(answer.verdict.label).toBe('not_verifiable');
  expect(answer.verdict.claims[0].reason).toMatch(/not checked/);
});

test('a process without models says 503 and why', async () => {
  const without = await openTestApi({ factCheckService: undefined }, service);
  const { status, body: problem } = await without.call('POST', '/v1/check', { body: { text: 'x', article: { body } } });
  expect([status, problem.type]).toEqual([503, '/problems/unavailable']);
});
