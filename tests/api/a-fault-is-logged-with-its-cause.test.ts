import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, seed, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  const profile = () => Promise.reject(new TypeError('the profile of "u1" has no clock'));
  service = await openTestApi({ profileService: { profile } });
  await seed(service);
});
afterAll(() => service.close());

test('the log says what went wrong and where, under the request id that the caller was given, and not whom it concerns', async () => {
  const { status, body } = await service.call('GET', '/v1/users/u1/profile');
  expect(status).toBe(500);
  const line = service.log.find((one) => one.includes('request failed'))!;
  const { requestId, error } = JSON.parse(line);
  expect(requestId).toBe(body.instance);
  expect(error).toMatchObject({ name: 'TypeError', message: 'the profile of … has no clock' });
  expect(error.stack).toContain('a-fault-is-logged');
  expect(line).not.toContain('u1');
});
