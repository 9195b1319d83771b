import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PermanentJobError } from '../../queues/permanent-job-error.ts';
import { listJobEvents } from '../../src/store/job-events.ts';
import { cancelJob, countJobs, findJob, retryJob } from '../../src/store/jobs.ts';
import { listJobResults } from '../../src/store/results.ts';
import { IdempotencyConflict, submitBatch, submitJob } from '../../src/store/submit-jobs.ts';
import { backends, type Harness, headline, resultFor } from './harness.ts';

for (const [name, start] of Object.entries(backends)) {
  const opened = await start().catch((error: Error) => {
    if (name === 'PGlite') throw error;
    console.warn(`skipped: the queue on ${name}, because it cannot be had here (${error.message})`);
    return null;
  });

  describe.skipIf(!opened)(`the queue on ${name}`, { timeout: 60_000 }, () => {
    let harness: Harness;
    beforeAll(() => {
      harness = opened!;
    });
    afterEach(() => harness.stopWorking());
    afterAll(() => harness.stop());

    test('a job that is taken in gets done, and says so step by step', async () => {
      const { dispatcher } = await harness.work({ headline: async (job) => [resultFor(job, 'A title')] });
      const job = await harness.submit();
      dispatcher.nudge();
      expect((await harness.ended(job.id)).state).toBe('done');
      const [result, ...others] = await listJobResults(harness.store, 'default', job.id);
      expect(result?.variant.text).toBe('A title');
      expect(others).toEqual([]);
      const steps = await listJobEvents(harness.store, 'default', job.id);
      expect(steps.map((step) => step.kind)).toEqual(['queued', 'running', 'done']);
      expect(steps.map((step) => step.sequence)).toEqual([1, 2, 3]);
    });

    test('a batch is done to the last job, and each text is one variant', async () => {
      const { dispatcher } = await harness.work(
        { headline: async (job) => [resultFor(job, `text ${job.input.seed % 2}`)] },
        { concurrency: { headline: 8 } },
      );
      const inputs = Array.from({ length: 60 }, (_, index) => headline({ itemId: `batch-${name}`, seed: index }));
      const { batch, jobIds } = await submitBatch(harness.store, 'default', inputs);
      dispatcher.nudge();
      await Promise.all(jobIds.map((id) => harness.ended(id)));
      expect(await countJobs(harness.store, 'default', batch.id)).toMatchObject({ done: 60, failed: 0 });
      const results = await Promise.all(jobIds.map((id) => listJobResults(harness.store, 'default', id)));
      expect(results.every((ofJob) => ofJob.length === 1)).toBe(true);
      expect(new Set(results.flat().map((result) => result.variantId)).size).toBe(2);
    });

    test('a passing fault is tried again', async () => {
      let runs = 0;
      const { dispatcher } = await harness.work({
        headline: async (job) => {
          runs += 1;
          if (runs < 3) throw new Error('the model is still loading');
          return [resultFor(job)];
        },
      });
      const job = await harness.submit();
      dispatcher.nudge();
      const ended = await harness.ended(job.id);
      expect(ended).toMatchObject({ state: 'done', attempts: 3, error: null });
      const kinds = (await listJobEvents(harness.store, 'default', job.id)).map((step) => step.kind);
      expect(kinds).toEqual(['queued', 'running', 'retrying', 'running', 'retrying', 'running', 'done']);
    });

    test('a poisoned job fails with its reason on show while the others go on, and can be tried again by hand', async () => {
      let cured = false;
      const { dispatcher } = await harness.work(
        {
          headline: async (job) => {
            if (job.input.seed === 13 && !cured) throw new Error('thirteen');
            if (job.input.seed === 14) throw new PermanentJobError('never fourteen');
            return [resultFor(job)];
          },
        },
        { concurrency: { headline: 4 } },
      );
      const jobs = await Promise.all(
        [13, 14, ...Array.from({ length: 20 }, () => 1)].map((seed) => harness.submit({ seed })),
      );
      dispatcher.nudge();
      const [thirteen, fourteen, ...others] = await Promise.all(jobs.map((job) => harness.ended(job.id)));
      expect(thirteen).toMatchObject({ state: 'failed', attempts: 3, error: { message: 'thirteen', retryable: true } });
      expect(fourteen).toMatchObject({
        state: 'failed',
        attempts: 1,
        error: { message: 'never fourteen', retryable: false },
      });
      expect(others.every((job) => job.state === 'done')).toBe(true);
      cured = true;
      expect((await retryJob(harness.store, 'default', thirteen!.id))?.state).toBe('queued');
      dispatcher.nudge();
      expect((await harness.ended(thirteen!.id)).state).toBe('done');
    });

    test('a job that never ends is stopped and fails when its time is up', async () => {
      const { dispatcher } = await harness.work(
        { headline: () => new Promise(() => undefined) },
        { timeLimitMilliseconds: 300, stopGraceMilliseconds: 100 },
      );
      const job = await harness.submit();
      dispatcher.nudge();
      expect(await harness.ended(job.id)).toMatchObject({ state: 'failed', attempts: 1 });
    });

    test('an interactive job overtakes the bulk', async () => {
      const order: string[] = [];
      const jobs = [];
      for (let index = 0; index < 5; index++) jobs.push(await harness.submit({ seed: index }));
      const urgent = await harness.submit({ lane: 'interactive', seed: 99 });
      const { dispatcher } = await harness.work({});
      await dispatcher.sweep();
      await harness.work({
        headline: async (job) => {
          order.push(job.id);
          return [resultFor(job)];
        },
      });
      await Promise.all([...jobs, urgent].map((job) => harness.ended(job.id)));
      expect(order[0]).toBe(urgent.id);
      expect(order.slice(1)).toEqual(jobs.map((job) => job.id));
    });

    test('a job for later waits until it is due', async () => {
      let begun = 0;
      const { dispatcher } = await harness.work({
        headline: async (job) => {
          begun = Date.now();
          return [resultFor(job)];
        },
      });
      const due = Date.now() + 1500;
      const { job } = await submitJob(harness.store, 'default', headline(), { availableAt: new Date(due) });
      dispatcher.nudge();
      await harness.ended(job.id);
      // The claim allows the clocks of queue and database to differ by a second.
      expect(begun).toBeGreaterThanOrEqual(due - 1000);
    });

    test('a waiting job that is cancelled never runs', async () => {
      const ran: string[] = [];
      const first = await harness.submit();
      const second = await harness.submit();
      expect((await cancelJob(harness.store, 'default', first.id))?.state).toBe('cancelled');
      const { dispatcher } = await harness.work({
        headline: async (job) => {
          ran.push(job.id);
          return [resultFor(job)];
        },
      });
      dispatcher.nudge();
      await harness.ended(second.id);
      expect(ran).toEqual([second.id]);
      expect((await cancelJob(harness.store, 'default', second.id))?.state).toBe('done');
    });

    test('a running job that is cancelled stops soon, and its neighbour does not', async () => {
      let stopped = '';
      const { dispatcher } = await harness.work(
        {
          headline: async (job, { signal }) => {
            if (job.input.seed === 1) {
              await new Promise((_resolve, reject) =>
                signal.addEventListener('abort', () => {
                  stopped = job.id;
                  reject(signal.reason);
                }),
              );
            }
            await sleep(500);
            return [resultFor(job)];
          },
        },
        { concurrency: { headline: 2 } },
      );
      const [job, neighbour] = [await harness.submit({ seed: 1 }), await harness.submit({ seed: 2 })];
      dispatcher.nudge();
      while ((await findJob(harness.store, 'default', job.id))?.state !== 'running') await sleep(10);
      await cancelJob(harness.store, 'default', job.id);
      expect((await harness.ended(job.id)).state).toBe('cancelled');
      expect(stopped).toBe(job.id);
      expect((await harness.ended(neighbour.id)).state).toBe('done');
      expect(await listJobResults(harness.store, 'default', job.id)).toEqual([]);
    });

    test('the same idempotency key sent a hundred times at once makes one job', async () => {
      const idempotencyKey = `once-on-${name}`;
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => submitJob(harness.store, 'default', headline(), { idempotencyKey })),
      );
      expect(new Set(answers.map((answer) => answer.job.id)).size).toBe(1);
      expect(answers.filter((answer) => answer.created)).toHaveLength(1);
      await expect(submitJob(harness.store, 'default', headline({ seed: 5 }), { idempotencyKey })).rejects.toThrow(
        IdempotencyConflict,
      );
      await cancelJob(harness.store, 'default', answers[0]!.job.id);
    });

    test('a crash between taking a job in and queueing it is mended by the sweep', async () => {
      const job = await harness.submit();
      await harness.work({ headline: async (given) => [resultFor(given)] });
      expect((await harness.ended(job.id)).state).toBe('done');
    });

    test('a queue that has lost its entries is filled again from the rows', async () => {
      const job = await harness.submit();
      // As a queue restored without its contents would look: the row says "dispatched", the queue holds nothing.
      const { outboxIds } = await harness.jobs.readOutbox(100);
      await harness.jobs.markDispatched(outboxIds, [job.id]);
      await harness.work({ headline: async (given) => [resultFor(given)] }, {}, { repairEverySweeps: 1 });
      expect((await harness.ended(job.id)).state).toBe('done');
    });

    test('a worker that has lost its job to another cannot write its result', async () => {
      const job = await harness.submit();
      const slow = await harness.jobs.claimJob(job.id, 'slow', 1);
      await sleep(20);
      const quick = await harness.jobs.claimJob(job.id, 'quick', 60_000);
      expect(await harness.jobs.completeJob(job.id, slow!.fence, [resultFor(slow!.job, 'late')])).toBe(false);
      expect(await harness.jobs.completeJob(job.id, quick!.fence, [resultFor(quick!.job, 'in time')])).toBe(true);
      expect(await harness.jobs.completeJob(job.id, slow!.fence, [resultFor(slow!.job, 'late')])).toBe(false);
      expect(
        await harness.jobs.failJob(job.id, slow!.fence, {
          name: 'x',
          message: 'x',
          retryable: true,
          attempt: 1,
          at: '',
        }),
      ).toBe(false);
      const results = await listJobResults(harness.store, 'default', job.id);
      expect(results.map((result) => result.variant.text)).toEqual(['in time']);
    });

    test('a job whose workers keep vanishing is given up, with that reason', async () => {
      const job = await harness.submit();
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect((await harness.jobs.claimJob(job.id, 'doomed', 1))?.job.attempt).toBe(attempt);
        await sleep(20);
        await harness.jobs.requeueExpired();
      }
      expect(await findJob(harness.store, 'default', job.id)).toMatchObject({
        state: 'failed',
        error: { name: 'WorkerLost' },
      });
    });

    test('a worker that closes gives its unfinished job back without counting the attempt', async () => {
      const job = await harness.submit();
      const { pool } = await harness.work({
        headline: (_job, { signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      });
      while ((await findJob(harness.store, 'default', job.id))?.state !== 'running') await sleep(10);
      await pool.close(50);
      expect(await findJob(harness.store, 'default', job.id)).toMatchObject({ state: 'queued', attempts: 0 });
      await harness.stopWorking();
      await harness.work({ headline: async (given) => [resultFor(given)] });
      expect(await harness.ended(job.id)).toMatchObject({ state: 'done', attempts: 1 });
    });
  });
}
