import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { trainJobSchema } from '../../queues/train-job.ts';
import { submitJob } from '../store/submit-jobs.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { idempotencyHeaders, refuseReusedKey } from './idempotency.ts';
import type { JobAdmission } from './job-admission.ts';
import { jobView } from './job-views.ts';
import { jobSchema } from './schemas/job.ts';

const trainingRequestSchema = z.strictObject(trainJobSchema.omit({ kind: true }).shape).openapi('TrainingRun');

/** POST /v1/training-runs. Following, pausing and cancelling go through /v1/jobs, as for any job. */
export function addTrainingRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, metrics, nudgeOutbox }: ApiDependencies,
  admission: JobAdmission,
): void {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/training-runs',
      tags: ['Training'],
      summary: 'Train an adapter, or go on with a run',
      description: [
        'The run is a job of the kind `train`: follow `links.events`, where progress counts steps and tells losses.',
        'Cancelling its job pauses the run: its checkpoint stays, and posting the same run with the same options goes on',
        'from it, as if it had never stopped. Its files lie in the server’s training folder; POST /v1/adapters with the',
        'run’s name serves the adapter that it has found.',
      ].join(' '),
      middleware: requireRole('admin'),
      request: { headers: idempotencyHeaders, body: jsonBody(trainingRequestSchema) },
      responses: {
        200: jsonAnswer(jobSchema, 'The job that this Idempotency-Key made before (Idempotency-Replayed: true)'),
        202: jsonAnswer(jobSchema, 'The job; Location holds its path'),
        ...problems('invalid-parameter', 'idempotency-key-reused', 'overloaded', ...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const input = trainJobSchema.parse({ ...context.req.valid('json'), kind: 'train' });
      const idempotencyKey = context.req.valid('header')['idempotency-key'];
      await admission.requireRoom(workspaceId, 1);
      const { job, created } = await refuseReusedKey(submitJob(store, workspaceId, input, { idempotencyKey }));
      context.header('location', `/v1/jobs/${job.id}`);
      if (!created) {
        context.header('idempotency-replayed', 'true');
        return context.json(jobView(job), 200);
      }
      nudgeOutbox();
      metrics.countJobsSubmitted(input.kind, 1);
      return context.json(jobView(job), 202);
    },
  );
}
