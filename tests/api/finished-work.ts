import { type Audience, jobKinds } from '../../queues/job-contract.ts';
import type { JobResult } from '../../queues/job-result.ts';
import { jobStore } from '../../src/store/job-store.ts';
import type { JobRow } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/store.ts';

/** A result such as a handler gives back, for one user. */
export function resultFor(job: JobRow, userId: string, text: string): JobResult {
  const verdict = {
    label: 'supported' as const,
    score: 0.9,
    claims: [
      {
        kind: 'number' as const,
        rule: 'number/same' as const,
        label: 'supported' as const,
        textSpan: { start: 0, end: 2 },
        evidence: [{ start: 43, end: 51, support: 1 }],
        reason: 'The article says so.',
      },
    ],
    checker: { name: 'rules', version: '1' },
  };
  return {
    audience: { userId },
    kind: job.input.kind,
    itemId: job.input.itemId,
    itemVersion: 1,
    placement: job.input.placement,
    outcome: {
      text,
      chosen: 0,
      candidates: [{ text, score: 1, scoreParts: { support: 1 }, formFaults: [], verdict, seed: 1 }],
      verdict,
      fallback: null,
      focus: null,
      conditioning: job.input.conditioning,
      seed: job.input.seed,
      provenance: { promptVersion: '1' },
    },
    reader: {
      source: 'behaviour',
      confidence: 0.4,
      interests: [{ name: 'bridges', share: 1, terms: ['bridge', 'harbour'] }],
      peakHours: [8],
      eventsUsed: 1,
      eventsDropped: 0,
      droppedByReason: {},
      dropped: [],
      softPrompt: { tokens: 4, normRatio: { min: 0.9, max: 1.1 }, projector: 'mixture@1' },
      asOf: '2026-03-02T00:00:00.000Z',
      denoiserVersion: '1',
      encoderSha256: '0'.repeat(64),
    },
  };
}

/** Takes a job as a worker does. */
export async function begin(store: Store, jobId: string): Promise<number> {
  const claimed = await jobStore(store).claimJob(jobId, 'worker of the test', 60_000);
  if (!claimed) throw new Error(`job ${jobId} could not be claimed`);
  return claimed.fence;
}

/** Runs a job to its end as a worker does, with the same text for each user it names. */
export async function finish(store: Store, job: JobRow, text: string): Promise<void> {
  const fence = await begin(store, job.id);
  const audience: Audience = job.input.audience;
  const users = 'userId' in audience ? [audience.userId] : 'userIds' in audience ? audience.userIds : [];
  const done = await jobStore(store).completeJob(
    job.id,
    fence,
    users.map((userId) => resultFor(job, userId, text)),
  );
  if (!done || !jobKinds.includes(job.kind)) throw new Error(`job ${job.id} could not be completed`);
}
