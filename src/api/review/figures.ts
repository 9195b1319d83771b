import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { reviewFigures } from '../../review/figures.ts';
import { figuresSchema } from '../../review/schemas/figures.ts';
import { jsonAnswer, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { periodOf, periodQuery } from './period.ts';

/** GET /v1/review/figures. */
export function addFigureRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/figures',
      tags: ['Review'],
      summary: 'What the desk did in a period: rates, reasons, how far the check holds, agreement, throughput',
      description: 'The last 30 days when no period is given. Each figure comes with its sample size.',
      middleware: requireRole('read'),
      request: { query: z.object(periodQuery) },
      responses: { 200: jsonAnswer(figuresSchema, 'The figures'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const period = periodOf(context.req.valid('query'), 30);
      return context.json(await reviewFigures(store, context.get('principal').workspaceId, period), 200);
    },
  );
}
