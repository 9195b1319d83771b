import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { writingKinds } from '../../queues/job-contract.ts';
import { findVariant, listVariants } from '../store/results.ts';
import { jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { variantView } from './job-views.ts';
import { ApiProblem } from './problem.ts';
import { callerIdQuery, looksLikeUuid, ownIdPath, pageOf, pageQuery } from './schemas/common.ts';
import { variantSchema } from './schemas/result.ts';

/** GET /v1/variants and /v1/variants/{id}. */
export function addVariantRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/variants',
      tags: ['Results'],
      summary: 'List the distinct texts that were written',
      middleware: requireRole('read'),
      request: {
        query: z.object({
          ...pageQuery,
          itemId: callerIdQuery,
          itemVersion: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
          kind: z.enum(writingKinds).optional(),
          placement: callerIdQuery,
        }),
      },
      responses: { 200: jsonAnswer(pageOf(variantSchema), 'A page, oldest first'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const { limit, cursor, ...filter } = context.req.valid('query');
      const after = decodeCursor(cursor, 'uuid');
      const page = await listVariants(store, context.get('principal').workspaceId, { after, limit, ...filter });
      return context.json({ rows: page.rows.map(variantView), nextCursor: encodeCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/variants/{id}',
      tags: ['Results'],
      summary: 'Read a variant',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: { 200: jsonAnswer(variantSchema, 'The variant'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const variant = looksLikeUuid(id) ? await findVariant(store, workspaceId, id) : null;
      if (!variant) throw new ApiProblem('not-found', 'There is no variant of that id.');
      return context.json(variantView(variant), 200);
    },
  );
}
