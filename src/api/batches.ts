import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { adTitleJobSchema, headlineJobSchema, type JobInput, jobStates } from '../../queues/job-contract.ts';
import { countJobs, findBatch } from '../store/jobs.ts';
import { type Batch, submitBatch } from '../store/submit-jobs.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { idempotencyHeaders, refuseReusedKey } from './idempotency.ts';
import type { JobAdmission } from './job-admission.ts';
import { limits } from './limits.ts';
import { ApiProblem } from './problem.ts';
import { looksLikeUuid, ownIdPath } from './schemas/common.ts';
import { type BatchView, batchSchema, jobRequestSchema } from './schemas/job.ts';

const { audience: _, ...headlineFields } = headlineJobSchema.shape;
const { audience: __, ...adTitleFields } = adTitleJobSchema.shape;

const batchRequestSchema = z
  .union([
    z.strictObject({ jobs: z.array(jobRequestSchema).min(1).max(limits.batchJobs) }),
    z.strictObject({
      template: z.discriminatedUnion('kind', [z.strictObject(headlineFields), z.strictObject(adTitleFields)]),
      userIds: z.array(z.string().min(1).max(200)).min(1).max(limits.batchJobs),
    }),
  ])
  .openapi('BatchRequest');

const submittedBatchSchema = batchSchema.extend({ jobIds: z.array(z.string()) }).openapi('SubmittedBatch');

/** POST /v1/batches and GET /v1/batches/{id}. */
export function addBatchRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, metrics, nudgeOutbox }: ApiDependencies,
  admission: JobAdmission,
): void {
  const view = async (workspaceId: string, batch: Batch): Promise<BatchView> => {
    const counts = await countJobs(store, workspaceId, batch.id);
    return {
      id: batch.id,
      jobCount: batch.jobCount,
      counts,
      finished: counts.queued + counts.running === 0,
      createdAt: batch.createdAt.toISOString(),
      links: { self: `/v1/batches/${batch.id}`, jobs: `/v1/jobs?batchId=${batch.id}` },
    };
  };

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/batches',
      tags: ['Jobs'],
      summary: 'Have many things written',
      description: `Up to ${limits.batchJobs} jobs, or one job without audience and the users to write it for. All are taken in, or none.`,
      middleware: requireRole('write'),
      request: { headers: idempotencyHeaders, body: jsonBody(batchRequestSchema) },
      responses: {
        200: jsonAnswer(
          submittedBatchSchema,
          'The batch that this Idempotency-Key made before (Idempotency-Replayed: true)',
        ),
        202: jsonAnswer(submittedBatchSchema, 'The batch; `jobIds` are in the order given'),
        ...problems('invalid-parameter', 'idempotency-key-reused', 'overloaded', ...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const { inputs, pointers } = expand(context.req.valid('json'));
      const idempotencyKey = context.req.valid('header')['idempotency-key'];
      await admission.requireReferences(workspaceId, inputs, pointers);
      await admission.requireRoom(workspaceId, inputs.length);
      const submission = submitBatch(store, workspaceId, inputs, { idempotencyKey });
      const { batch, jobIds, created } = await refuseReusedKey(submission);
      context.header('location', `/v1/batches/${batch.id}`);
      const body = { ...(await view(workspaceId, batch)), jobIds };
      if (!created) {
        context.header('idempotency-replayed', 'true');
        return context.json(body, 200);
      }
      nudgeOutbox();
      for (const { kind } of inputs) metrics.countJobsSubmitted(kind, 1);
      return context.json(body, 202);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/batches/{id}',
      tags: ['Jobs'],
      summary: 'Read a batch, with how many of its jobs stand where',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: {
        200: jsonAnswer(batchSchema, `The batch; \`counts\` has ${jobStates.join(', ')}`),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const batch = looksLikeUuid(id) ? await findBatch(store, workspaceId, id) : null;
      if (!batch) throw new ApiProblem('not-found', 'There is no batch of that id.');
      return context.json(await view(workspaceId, batch), 200);
    },
  );
}

/** The jobs a batch stands for, and where each was named. */
function expand(request: z.output<typeof batchRequestSchema>): { inputs: JobInput[]; pointers: string[] } {
  if ('jobs' in request)
    return { inputs: request.jobs as JobInput[], pointers: request.jobs.map((_job, index) => `/jobs/${index}`) };
  const users = [...new Set(request.userIds)];
  const inputs = users.map((userId) => ({ ...request.template, audience: { userId } }) as JobInput);
  return { inputs, pointers: users.map(() => '/template') };
}
