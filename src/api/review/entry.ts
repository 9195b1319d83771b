import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { entryDetail } from '../../review/entry-detail.ts';
import { pseudonymsOf } from '../../review/pseudonyms.ts';
import { clickedItems, type ReaderLens, readerView } from '../../review/reader-view.ts';
import { entryDetailSchema, reviewReaderSchema } from '../../review/schemas/entry.ts';
import { findItem } from '../../store/items.ts';
import { findVariant, listVariantResults } from '../../store/results.ts';
import {
  evidenceOfVariant,
  itemNames,
  makingOfVariant,
  type ResultEvidence,
} from '../../store/review/entry-evidence.ts';
import { findEntry } from '../../store/review/find-entry.ts';
import { listDecisions } from '../../store/review/list-decisions.ts';
import { jsonAnswer, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment, Principal } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { seesReaders } from '../readers-seen.ts';
import { looksLikeUuid, ownIdPath, pageOf, pageQuery } from '../schemas/common.ts';
import { unknownEntry } from './refusals.ts';

/** Results that "why these readers" is summed up over. */
const readersSummedUp = 200;

/** GET /v1/review/items/{id} and its readers. */
export function addReviewEntryRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  const lensFor = async (principal: Principal, evidence: readonly ResultEvidence[]): Promise<ReaderLens> => ({
    pseudonym: await pseudonymsOf(store, principal.workspaceId),
    seesReaders: seesReaders(principal),
    names: await itemNames(store, principal.workspaceId, clickedItems(evidence)),
  });

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/items/{id}',
      tags: ['Review'],
      summary: 'One text: what it says, whether it is true, how it came about, and why these readers get it',
      middleware: requireRole('read'),
      request: { params: ownIdPath },
      responses: { 200: jsonAnswer(entryDetailSchema, 'The text'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const principal = context.get('principal');
      const { workspaceId } = principal;
      const entry = looksLikeUuid(id) ? await findEntry(store.database, workspaceId, id) : null;
      if (!entry) throw unknownEntry();
      const [variant, item, current, making, evidence, decisions] = await Promise.all([
        findVariant(store, workspaceId, id),
        findItem(store, workspaceId, entry.itemId, entry.itemVersion),
        findItem(store, workspaceId, entry.itemId),
        makingOfVariant(store, id),
        evidenceOfVariant(store, id, readersSummedUp),
        listDecisions(store, workspaceId, principal.id, { variantId: id, limit: 50 }),
      ]);
      if (!variant || !item) throw unknownEntry();
      const lens = await lensFor(principal, evidence);
      const parts = { entry, variant, item, making, evidence, decisions: decisions.rows };
      return context.json(entryDetail({ ...parts, currentVersion: current?.version ?? null }, principal, lens), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/items/{id}/readers',
      tags: ['Review'],
      summary: 'The readers of a text, and what was known of each',
      description: 'One row a result, oldest first: a reader for whom it was chosen twice is listed twice.',
      middleware: requireRole('read'),
      request: { params: ownIdPath, query: z.object(pageQuery) },
      responses: {
        200: jsonAnswer(pageOf(reviewReaderSchema).openapi('ReviewReaderPage'), 'A page'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { limit, cursor } = context.req.valid('query');
      const principal = context.get('principal');
      const known = looksLikeUuid(id) && (await findEntry(store.database, principal.workspaceId, id));
      if (!known) throw unknownEntry();
      const after = decodeCursor(cursor, 'uuid');
      const page = await listVariantResults(store, principal.workspaceId, id, { after, limit });
      const evidence = page.rows.map(({ id: resultId, audience, outcome, reader, createdAt }) => ({
        resultId,
        audience,
        focus: outcome.focus,
        reader,
        createdAt,
      }));
      const lens = await lensFor(principal, evidence);
      const rows = evidence.map((each) => readerView(each, lens));
      return context.json({ rows, nextCursor: encodeCursor(page.next) }, 200);
    },
  );
}
