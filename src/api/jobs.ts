import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type JobInput, jobKinds, jobStates } from '../../queues/job-contract.ts';
import { listMatchingJobs } from '../store/job-queries.ts';
import { cancelJob, findJob, type JobRow, retryJob } from '../store/jobs.ts';
import { submitJob } from '../store/submit-jobs.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { idempotencyHeaders, refuseReusedKey } from './idempotency.ts';
import type { JobAdmission } from './job-admission.ts';
import { jobsFor } from './jobs-shown.ts';
import { ApiProblem } from './problem.ts';
import { looksLikeUuid, ownIdPath, pageOf, pageQuery } from './schemas/common.ts';
import { jobRequestSchema, jobSchema } from './schemas/job.ts';

const tags = ['Jobs'];

/** @throws ApiProblem 404 for an id that is nobody's or another workspace's: callers cannot tell which */
export function requireJob(job: JobRow | null): JobRow {
  if (!job) throw new ApiProblem('not-found', 'There is no job of that id.');
  return job;
}

/** POST and GET /v1/jobs, GET /v1/jobs/{id}, cancel and retry. */
export function addJobRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, metrics, nudgeOutbox }: ApiDependencies,
  admission: JobAdmission,
): void {
  const shown = jobsFor(store);

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/jobs',
      tags,
      summary: 'Have something written',
      description: 'Answered once the job is stored and cannot be lost. Results come later: follow `links`.',
      middleware: requireRole('write'),
      request: { headers: idempotencyHeaders, body: jsonBody(jobRequestSchema) },
      responses: {
        200: jsonAnswer(jobSchema, 'The job that this Idempotency-Key made before (Idempotency-Replayed: true)'),
        202: jsonAnswer(jobSchema, 'The job; Location holds its path'),
        ...problems('invalid-parameter', 'idempotency-key-reused', 'overloaded', ...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const input = context.req.valid('json') as JobInput;
      const idempotencyKey = context.req.valid('header')['idempotency-key'];
      await admission.requireReferences(workspaceId, [input], ['']);
      await admission.requireRoom(workspaceId, 1);
      const { job, created } = await refuseReusedKey(submitJob(store, workspaceId, input, { idempotencyKey }));
      context.header('location', `/v1/jobs/${job.id}`);
      if (!created) {
        context.header('idempotency-replayed', 'true');
        return context.json(await shown(job, context.get('principal')), 200);
      }
      nudgeOutbox();
      metrics.countJobsSubmitted(input.kind, 1);
      return context.json(await shown(job, context.get('principal')), 202);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jobs',
      tags,
      summary: 'List jobs',
      middleware: requireRole('read'),
      request: {
        query: z.object({
          ...pageQuery,
          state: z.enum(jobStates).optional(),
          kind: z.enum(jobKinds).optional(),
          batchId: z.uuid().optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(jobSchema), 'A page, newest first'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const { limit, cursor, ...filter } = context.req.valid('query');
      const after = decodeCursor(cursor, 'uuid');
      const page = await listMatchingJobs(store, context.get('principal').workspaceId, { after, limit, ...filter });
      return context.json(
        {
          rows: await Promise.all(page.rows.map((job) => shown(job, context.get('principal')))),
          nextCursor: encodeCursor(page.next),
        },
        200,
      );
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jobs/{id}',
      tags,
      summary: 'Read a job',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: { 200: jsonAnswer(jobSchema, 'The job'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const job = requireJob(looksLikeUuid(id) ? await findJob(store, workspaceId, id) : null);
      return context.json(await shown(job, context.get('principal')), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/jobs/{id}/cancel',
      tags,
      summary: 'Cancel a job',
      description: 'A waiting job is cancelled at once, a running one within a step; one that has ended cannot be.',
      middleware: requireRole('write'),
      request: { params: ownIdPath },
      responses: {
        200: jsonAnswer(jobSchema, 'It is cancelled'),
        202: jsonAnswer(jobSchema, 'It runs, and was told to stop'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const job = requireJob(looksLikeUuid(id) ? await cancelJob(store, workspaceId, id) : null);
      if (job.state === 'running') return context.json(await shown(job, context.get('principal')), 202);
      if (job.state !== 'cancelled') throw new ApiProblem('conflict', `The job is ${job.state} already.`);
      return context.json(await shown(job, context.get('principal')), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/jobs/{id}/retry',
      tags,
      summary: 'Try a failed job again',
      middleware: requireRole('write'),
      request: { params: ownIdPath },
      responses: {
        202: jsonAnswer(jobSchema, 'It is queued again'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const job = requireJob(looksLikeUuid(id) ? await retryJob(store, workspaceId, id) : null);
      if (job.state !== 'queued')
        throw new ApiProblem('conflict', `The job is ${job.state}; only failed ones are retried.`);
      nudgeOutbox();
      return context.json(await shown(job, context.get('principal')), 202);
    },
  );
}
