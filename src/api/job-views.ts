import type { JobRow } from '../store/jobs.ts';
import type { ResultRow, VariantRow } from '../store/results.ts';
import type { JobView } from './schemas/job.ts';
import type { ResultView, VariantView } from './schemas/result.ts';

/** A job's row as callers see it: no leases, fences or worker names. */
export function jobView(job: JobRow): JobView {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    lane: job.lane,
    input: { ...job.input },
    batchId: job.batchId,
    attempts: job.attempts,
    maximumAttempts: job.maxAttempts,
    cancelRequested: job.cancelRequested,
    error: job.error && { ...job.error },
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    links: {
      self: `/v1/jobs/${job.id}`,
      results: `/v1/jobs/${job.id}/results`,
      events: `/v1/jobs/${job.id}/events`,
    },
  };
}

/** A result's row, with its variant, as callers see it. */
export function resultView({ variant, ...result }: ResultRow): ResultView {
  const { outcome, reader } = result;
  return {
    id: result.id,
    jobId: result.jobId,
    kind: variant.kind,
    itemId: variant.itemId,
    itemVersion: variant.itemVersion,
    placement: variant.placement,
    audience: result.audience,
    variantId: variant.id,
    text: outcome.text,
    fallback: outcome.fallback,
    cold: reader !== null && reader.source === 'none',
    conditioning: outcome.conditioning,
    chosen: outcome.chosen,
    candidates: outcome.candidates as ResultView['candidates'],
    verdict: outcome.verdict as ResultView['verdict'],
    focus: outcome.focus,
    reader: reader as ResultView['reader'],
    seed: outcome.seed,
    provenance: { ...outcome.provenance },
    createdAt: result.createdAt.toISOString(),
  };
}

/** A variant's row as callers see it. */
export function variantView(variant: VariantRow): VariantView {
  return {
    id: variant.id,
    kind: variant.kind,
    itemId: variant.itemId,
    itemVersion: variant.itemVersion,
    placement: variant.placement,
    text: variant.text,
    isOriginal: variant.isOriginal,
    verdict: variant.verdict as VariantView['verdict'],
    createdAt: variant.createdAt.toISOString(),
  };
}
