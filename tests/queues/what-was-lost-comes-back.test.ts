import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgresql } from '../store/real-postgresql.ts';
import { openHarness, resultFor } from './harness.ts';
import { startRedis } from './real-redis.ts';

const redis = await startRedis().catch((error: Error) => {
  console.warn(`skipped: a Redis that is restarted, because Redis cannot be had here (${error.message})`);
  return null;
});
const postgresql = await startPostgresql().catch((error: Error) => {
  console.warn(`skipped: cut connections, because PostgreSQL cannot be had here (${error.message})`);
  return null;
});

test.skipIf(!redis)('a Redis that is killed and comes back empty loses no job', { timeout: 60_000 }, async () => {
  const harness = await openHarness({ queueUrl: redis!.url, stop: redis!.stop });
  await harness.work(
    {
      headline: async (job) => {
        await sleep(20);
        return [resultFor(job)];
      },
    },
    { concurrency: { headline: 2 } },
    { repairEverySweeps: 1 },
  );
  const jobs = await Promise.all(Array.from({ length: 40 }, (_, seed) => harness.submit({ seed })));
  await harness.ended(jobs[0]!.id);
  await redis!.restartEmpty();
  const ended = await Promise.all(jobs.map((job) => harness.ended(job.id)));
  expect(ended.every((job) => job.state === 'done')).toBe(true);
  await harness.stop();
});

test.skipIf(!postgresql)(
  'a PostgreSQL that cuts every connection, again and again, loses no job',
  { timeout: 60_000 },
  async () => {
    const databaseUrl = await postgresql!.newDatabase();
    const harness = await openHarness({ databaseUrl, stop: postgresql!.stop });
    const { dispatcher } = await harness.work(
      {
        headline: async (job) => {
          await sleep(20);
          return [resultFor(job)];
        },
      },
      { concurrency: { headline: 2 } },
      { repairEverySweeps: 1 },
    );
    const scissors = new pg.Client({ connectionString: databaseUrl });
    await scissors.connect();
    const taken: string[] = [];
    for (let round = 0; round < 4; round++) {
      for (let seed = 0; seed < 10; seed++) {
        // A request that meets the cut is refused, and is not counted as taken.
        const job = await harness.submit({ seed }).catch(() => null);
        if (job) taken.push(job.id);
        dispatcher.nudge();
      }
      await scissors.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      );
      await sleep(100);
    }
    await scissors.end();
    expect(taken.length).toBeGreaterThan(20);
    const ended = await Promise.all(taken.map((id) => harness.ended(id)));
    expect(ended.every((job) => job.state === 'done')).toBe(true);
    await harness.stop();
  },
);
