import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  queueFilterFields,
  queueOrderField,
  reviewCountsSchema,
  reviewPageSchema,
} from '../../review/schemas/queue.ts';
import { countsView, entryView } from '../../review/views.ts';
import { countQueue } from '../../store/review/count-queue.ts';
import { listQueue } from '../../store/review/review-queue.ts';
import { jsonAnswer, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { pageQuery } from '../schemas/common.ts';
import { decodeQueueCursor, encodeQueueCursor } from './cursor.ts';

/** GET /v1/review/items and /v1/review/counts. */
export function addReviewQueueRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/items',
      tags: ['Review'],
      summary: 'List distinct texts with the readers they reach',
      description: 'What you have read first and someone else reads again is not in your queue.',
      middleware: requireRole('read'),
      request: { query: z.object({ ...pageQuery, ...queueFilterFields, order: queueOrderField }) },
      responses: {
        200: jsonAnswer(reviewPageSchema, 'A page, in the order asked for'),
        ...problems('invalid-parameter'),
      },
    }),
    async (context) => {
      const { limit, cursor, order, ...filter } = context.req.valid('query');
      const principal = context.get('principal');
      const after = decodeQueueCursor(cursor, order);
      const page = await listQueue(store, principal.workspaceId, principal.id, { ...filter, order, after, limit });
      const rows = page.rows.map((entry) => entryView(entry, principal));
      return context.json({ rows, nextCursor: encodeQueueCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/counts',
      tags: ['Review'],
      summary: 'How many texts stand where',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(reviewCountsSchema, 'The counts'), ...problems() },
    }),
    async (context) => {
      const { workspaceId, id } = context.get('principal');
      return context.json(countsView(await countQueue(store, workspaceId, id)), 200);
    },
  );
}
