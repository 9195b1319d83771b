import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import { countAllJobs } from '../store/job-queries.ts';
import type { Store } from '../store/store.ts';
import { jsonAnswer } from './answers.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import type { ReadinessCheck, ReadinessProbe } from './ports.ts';

const probeMilliseconds = 900;

const readinessSchema = z
  .object({
    ready: z.boolean(),
    checks: z.array(
      z.object({ name: z.string(), ready: z.boolean(), reason: z.string().optional(), detail: z.string().optional() }),
    ),
  })
  .openapi('Readiness');

/** GET /livez (this process answers), GET /readyz (all it needs works), GET /metrics. Open: they tell of no one. */
export function addHealthRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, metrics, readiness = [] }: ApiDependencies,
): void {
  metrics.addSources({ jobsByState: () => countAllJobs(store) });
  const security: [] = [];

  api.openapi(
    createRoute({
      method: 'get',
      path: '/livez',
      tags: ['Operation'],
      summary: 'Whether the process lives',
      security,
      responses: { 200: jsonAnswer(z.object({ live: z.literal(true) }), 'It does') },
    }),
    (context) => context.json({ live: true as const }, 200),
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      tags: ['Operation'],
      summary: 'Whether it can serve, and if not, why not',
      security,
      responses: {
        200: jsonAnswer(readinessSchema, 'It can'),
        503: jsonAnswer(readinessSchema, 'Not now; `checks` has the reasons'),
      },
    }),
    async (context) => {
      const checks = await Promise.all([probeOf(store), ...readiness].map(withinTime));
      const ready = checks.every((check) => check.ready);
      return context.json({ ready, checks }, ready ? 200 : 503);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      tags: ['Operation'],
      summary: 'Counters and timings for Prometheus',
      security,
      responses: { 200: { description: 'The metrics', content: { 'text/plain': { schema: z.string() } } } },
    }),
    async (context) =>
      context.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }) as never,
  );
}

const probeOf = (store: Store): ReadinessProbe =>
  async function storeReady() {
    await store.database.execute(sql`select 1`);
    return { name: 'store', ready: true };
  };

async function withinTime(probe: ReadinessProbe): Promise<ReadinessCheck> {
  const name = probe.name.replace(/Ready$/, '') || 'part';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReadinessCheck>((resolve) => {
    timer = setTimeout(() => resolve({ name, ready: false, reason: 'it does not answer' }), probeMilliseconds);
  });
  const asked = Promise.resolve()
    .then(probe)
    .catch(() => ({ name, ready: false, reason: 'it cannot be reached; the log may say more' }));
  const check = await Promise.race([asked, late]);
  clearTimeout(timer);
  return check;
}
