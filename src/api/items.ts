import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Item, itemKinds, itemSchema } from '../../datasets/item.ts';
import { findItem, listItems, upsertItems } from '../store/items.ts';
import { bodyProblems, jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { intakeReportFields, takeIn } from './intake.ts';
import { readIncomingRecords } from './intake-records.ts';
import { limits } from './limits.ts';
import { ApiProblem, type ProblemError } from './problem.ts';
import { callerIdPath, pageOf, pageQuery } from './schemas/common.ts';

const reportSchema = z
  .object({
    ...intakeReportFields,
    newVersions: z.number().int().openapi({ description: 'Of the accepted, those whose content changed' }),
  })
  .openapi('ItemReport');

const storedItemSchema = z.object({ ...itemSchema.shape, version: z.number().int() }).openapi('StoredItem');

/** POST /v1/items, GET /v1/items and GET /v1/items/{id}. */
export function addItemRoutes(api: OpenAPIHono<ApiEnvironment>, { store, metrics }: ApiDependencies): void {
  api.openAPIRegistry.register('Item', z.strictObject({ ...itemSchema.shape }));
  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/items',
      tags: ['Events and items'],
      summary: 'Send articles, ads and pictures',
      description: [
        'One item, an array of up to 1000, or a stream of application/x-ndjson (50 MB).',
        'Each is taken or refused by itself: 200 when all were taken, 207 when some were, 422 when none was.',
        'Changed content makes a new version; an unchanged item counts as a duplicate.',
      ].join(' '),
      middleware: requireRole('write'),
      request: {
        body: {
          required: true,
          content: {
            'application/json': {
              schema: {
                anyOf: [
                  { $ref: '#/components/schemas/Item' },
                  { type: 'array', items: { $ref: '#/components/schemas/Item' }, minItems: 1, maxItems: 1000 },
                ],
              },
            },
            'application/x-ndjson': { schema: { type: 'string' } },
          },
        },
      },
      responses: {
        200: jsonAnswer(reportSchema, 'All were taken, or known already'),
        207: jsonAnswer(reportSchema, 'Some were refused; `rejected` names the lines'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const bounds = { jsonBytes: limits.itemJsonBytes, lineBytes: limits.itemLineBytes };
      const report = await takeIn(await readIncomingRecords(context, bounds), {
        schema: itemSchema,
        check: checkItem,
        noCounts: { accepted: 0, duplicates: 0, newVersions: 0 },
        store: async (records) => {
          const outcomes = await upsertItems(store, workspaceId, records);
          const accepted = outcomes.filter(({ outcome }) => outcome !== 'unchanged').length;
          metrics.countIntake('items', 'accepted', accepted);
          metrics.countIntake('items', 'duplicate', records.length - accepted);
          const newVersions = outcomes.filter(({ outcome }) => outcome === 'new-version').length;
          return { accepted, duplicates: records.length - accepted, newVersions };
        },
      });
      metrics.countIntake('items', 'rejected', report.rejectedCount);
      const { counts, rejectedCount, rejected } = report;
      const body = { ...counts, rejectedCount, rejected: [...rejected] };
      return rejectedCount > 0 ? context.json(body, 207) : context.json(body, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/items',
      tags: ['Events and items'],
      summary: 'List items, without their bodies',
      middleware: requireRole('read'),
      request: {
        query: z.object({
          ...pageQuery,
          kind: z.enum(itemKinds).optional(),
          category: z.string().min(1).max(200).optional(),
        }),
      },
      responses: {
        200: jsonAnswer(pageOf(storedItemSchema), 'A page, by id'),
        ...problems('invalid-parameter'),
      },
    }),
    async (context) => {
      const { limit, cursor, ...filter } = context.req.valid('query');
      const after = decodeCursor(cursor, 'text');
      const page = await listItems(store, context.get('principal').workspaceId, { after, limit, ...filter });
      const rows = page.rows.map(({ body: _, ...item }) => item);
      return context.json({ rows, nextCursor: encodeCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/items/{id}',
      tags: ['Events and items'],
      summary: 'Read an item',
      middleware: requireRole('read'),
      request: {
        params: callerIdPath,
        query: z.object({
          version: z.coerce
            .number()
            .int()
            .min(1)
            .max(2_147_483_647)
            .optional()
            .openapi({ description: 'The current one when left out' }),
        }),
      },
      responses: { 200: jsonAnswer(storedItemSchema, 'The item'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { version } = context.req.valid('query');
      const item = await findItem(store, context.get('principal').workspaceId, id, version);
      if (!item) throw new ApiProblem('not-found', 'There is no item of that id and version.');
      return context.json(item, 200);
    },
  );
}

/** What the schema cannot see: years that no database holds, and what a kind of item cannot do without. */
function checkItem(item: Item): ProblemError[] {
  if (item.publishedAt !== undefined && Date.parse(item.publishedAt) < Date.UTC(1000))
    return [
      { pointer: '/publishedAt', detail: 'The date lies before the year 1000.', cure: 'Send the date of publication.' },
    ];
  return [];
}
