import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { queueFilterFields, queueOrderField, reviewEntrySchema } from '../../review/schemas/queue.ts';
import { entryView } from '../../review/views.ts';
import { claimEntry, claimNext, releaseEntry } from '../../store/review/claims.ts';
import { findEntry } from '../../store/review/find-entry.ts';
import { readReviewSettings } from '../../store/review/review-settings.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { looksLikeUuid, ownIdPath } from '../schemas/common.ts';
import { refuse, unknownEntry } from './refusals.ts';

const { state: _, ...filterFields } = queueFilterFields;
const claimNextSchema = z
  .strictObject({ ...filterFields, order: queueOrderField, count: z.number().int().min(1).max(50).default(10) })
  .openapi('ClaimNext');

/** PUT and DELETE /v1/review/items/{id}/claim; POST /v1/review/claims. */
export function addClaimRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/review/items/{id}/claim',
      tags: ['Review'],
      summary: 'Take a text to decide on, or keep it longer',
      description: 'Nobody else can decide on it until the claim ends. 409 names who has it.',
      middleware: requireRole('write'),
      request: { params: ownIdPath },
      responses: {
        200: jsonAnswer(reviewEntrySchema, 'It is yours; `claim.until` says how long'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const principal = context.get('principal');
      const { workspaceId } = principal;
      if (!looksLikeUuid(id)) throw unknownEntry();
      const { claimSeconds } = await readReviewSettings(store, workspaceId);
      const until = await claimEntry(store, workspaceId, id, principal, claimSeconds);
      const entry = await findEntry(store.database, workspaceId, id);
      if (!entry) throw unknownEntry();
      if (!until) throw refuse(entry, principal);
      return context.json(entryView(entry, principal), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/review/items/{id}/claim',
      tags: ['Review'],
      summary: 'Give a text back undecided',
      middleware: requireRole('write'),
      request: { params: ownIdPath },
      responses: {
        204: { description: 'It is anyone’s' },
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId, id: actorId } = context.get('principal');
      const known = looksLikeUuid(id) && (await findEntry(store.database, workspaceId, id));
      if (!known) throw unknownEntry();
      await releaseEntry(store, workspaceId, id, actorId);
      return context.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/claims',
      tags: ['Review'],
      summary: 'Take the next texts of a queue',
      description: 'Passes over what others have, so that editors who work side by side never get the same text.',
      middleware: requireRole('write'),
      request: { body: jsonBody(claimNextSchema) },
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(reviewEntrySchema) }), 'They are yours, in the queue’s order'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const { count, ...wanted } = context.req.valid('json');
      const principal = context.get('principal');
      const { workspaceId } = principal;
      const { claimSeconds } = await readReviewSettings(store, workspaceId);
      const ids = await claimNext(store, workspaceId, principal, { ...wanted, limit: count }, claimSeconds);
      const entries = await Promise.all(ids.map((id) => findEntry(store.database, workspaceId, id)));
      const rows = entries.flatMap((entry) => (entry ? [entryView(entry, principal)] : []));
      return context.json({ rows }, 200);
    },
  );
}
