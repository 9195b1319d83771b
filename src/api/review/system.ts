import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { jobStates } from '../../../queues/job-contract.ts';
import { countJobs } from '../../store/jobs.ts';
import { jsonAnswer, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { version } from '../open-api-document.ts';
import { instantSchema } from '../schemas/common.ts';

const text = z.string().nullable();

const systemSchema = z
  .object({
    version: z.string(),
    node: z.string(),
    startedAt: instantSchema,
    residentBytes: z.number().int(),
    store: z.enum(['pglite', 'postgresql']),
    jobs: z
      .record(z.enum(jobStates), z.number().int())
      .openapi({ description: "This workspace's jobs by state; GET /v1/jobs?state=failed has the reasons" }),
    models: z.object({
      state: z.enum(['open', 'opening', 'closed', 'unavailable']).openapi({
        description: 'Closed: this process opens them when they are first needed',
      }),
      reason: text.openapi({ description: 'Why they are unavailable' }),
      device: text.openapi({ description: 'What was asked for: auto, cpu, webgpu or cuda' }),
      open: z.array(
        z.object({ role: z.string(), name: z.string(), fileSha256: text, quantization: text, device: text }),
      ),
    }),
    workers: z.object({ inThisProcess: z.boolean(), takingJobs: z.boolean() }),
  })
  .openapi('System');

const startedAt = new Date(Date.now() - 1000 * process.uptime());

/** GET /v1/review/system: models, devices, workers and jobs, for the desk's system page. */
export function addSystemRoutes(api: OpenAPIHono<ApiEnvironment>, { store, describeSystem }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/system',
      tags: ['Review'],
      summary: 'What serves this workspace: models, devices, workers, jobs',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(systemSchema, 'The system'), ...problems() },
    }),
    async (context) => {
      const { models, workers } = describeSystem?.() ?? {
        models: { state: 'closed' as const, reason: null, device: null, open: [] },
        workers: { inThisProcess: false, takingJobs: false },
      };
      return context.json(
        {
          version,
          node: process.version,
          startedAt: startedAt.toISOString(),
          residentBytes: process.memoryUsage.rss(),
          store: store.kind,
          jobs: await countJobs(store, context.get('principal').workspaceId),
          models: { ...models, open: [...models.open] },
          workers,
        },
        200,
      );
    },
  );
}
