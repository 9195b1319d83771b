import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findJob } from '../store/jobs.ts';
import { findResult, listJobResults } from '../store/results.ts';
import { jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { resultView } from './job-views.ts';
import { requireJob } from './jobs.ts';
import { ApiProblem } from './problem.ts';
import { looksLikeUuid, ownIdPath } from './schemas/common.ts';
import { jobSchema } from './schemas/job.ts';
import { resultSchema } from './schemas/result.ts';

const jobResultsSchema = z
  .object({ jobId: z.string(), state: jobSchema.shape.state, results: z.array(resultSchema) })
  .openapi('JobResults');

/** GET /v1/jobs/{id}/results, /v1/jobs/{id}/result and /v1/results/{id}. */
export function addResultRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  const resultsOf = async (workspaceId: string, jobId: string) => {
    const job = requireJob(looksLikeUuid(jobId) ? await findJob(store, workspaceId, jobId) : null);
    return { job, results: await listJobResults(store, workspaceId, job.id) };
  };

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jobs/{id}/results',
      tags: ['Results'],
      summary: 'What a job gave, one result for each audience',
      description: 'Empty until the job is done.',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: { 200: jsonAnswer(jobResultsSchema, 'The results'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { job, results } = await resultsOf(context.get('principal').workspaceId, context.req.valid('param').id);
      return context.json({ jobId: job.id, state: job.state, results: results.map(resultView) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jobs/{id}/result',
      tags: ['Results'],
      summary: 'The one result of a job with one audience',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: {
        200: jsonAnswer(resultSchema, 'The result'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { job, results } = await resultsOf(context.get('principal').workspaceId, id);
      const [only] = results;
      if (job.state !== 'done' || !only)
        throw new ApiProblem(
          'conflict',
          `The job is ${job.state}: it has no result${job.state === 'queued' || job.state === 'running' ? ' yet' : ''}.`,
        );
      if (results.length > 1)
        throw new ApiProblem('conflict', `The job has ${results.length} results; read /v1/jobs/${job.id}/results.`);
      return context.json(resultView(only), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/results/{id}',
      tags: ['Results'],
      summary: 'Read a result',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: { 200: jsonAnswer(resultSchema, 'The result'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const result = looksLikeUuid(id) ? await findResult(store, workspaceId, id) : null;
      if (!result) throw new ApiProblem('not-found', 'There is no result of that id.');
      return context.json(resultView(result), 200);
    },
  );
}
