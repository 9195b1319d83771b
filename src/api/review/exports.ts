import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { csvRecord } from '../../review/csv.ts';
import { approvedTexts, editPairs } from '../../store/review/export-rows.ts';
import { problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { periodOf, periodQuery } from './period.ts';

const exports = {
  approved: { rows: approvedTexts, summary: 'Take out the texts that stand' },
  'edit-pairs': { rows: editPairs, summary: 'Take out what editors changed, before and after' },
} as const;

const columns = {
  approved: [
    'id',
    'itemId',
    'itemVersion',
    'kind',
    'placement',
    'section',
    'text',
    'proposedText',
    'originalTitle',
    'edited',
    'readers',
    'verdict',
    'confidence',
    'decidedAt',
    'decidedBy',
  ],
  'edit-pairs': [
    'id',
    'itemId',
    'itemVersion',
    'kind',
    'placement',
    'section',
    'originalTitle',
    'before',
    'after',
    'editDistance',
    'overrideReason',
    'decidedAt',
    'decidedBy',
  ],
} as const;

/** Days that an export reaches back when it does not say: all there is. */
const everDays = 36_500;

/** GET /v1/review/exports/approved and /v1/review/exports/edit-pairs, as JSON lines or CSV. */
export function addExportRoutes(api: OpenAPIHono<ApiEnvironment>, { store, logger }: ApiDependencies): void {
  for (const name of ['approved', 'edit-pairs'] as const)
    api.openapi(
      createRoute({
        method: 'get',
        path: `/v1/review/exports/${name}`,
        tags: ['Review'],
        summary: exports[name].summary,
        description: 'Streamed, whatever their number; without the readers. All there is when no period is given.',
        middleware: requireRole('read'),
        request: { query: z.object({ ...periodQuery, format: z.enum(['jsonl', 'csv']).default('jsonl') }) },
        responses: {
          200: {
            description: 'One a line',
            content: {
              'application/x-ndjson': { schema: { type: 'string' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          ...problems('invalid-parameter'),
        },
      }),
      (context) => {
        const { format, ...asked } = context.req.valid('query');
        const period = periodOf(asked, everDays);
        const pages = exports[name].rows(store, context.get('principal').workspaceId, period);
        const names: readonly string[] = columns[name];
        context.header(
          'content-type',
          format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
        );
        context.header('content-disposition', `attachment; filename="${name}.${format}"`);
        context.header('cache-control', 'no-store');
        const line = (row: Record<string, unknown>) =>
          format === 'csv'
            ? csvRecord(names.map((column) => row[column] as string | number | boolean | null))
            : `${JSON.stringify(row)}\n`;
        return stream(
          context as Context,
          async (out) => {
            if (format === 'csv') await out.write(csvRecord(names));
            for await (const rows of pages) {
              if (out.aborted) return;
              await out.write(rows.map((row) => line({ ...row })).join(''));
            }
          },
          async (error) => void logger.warn({ error, route: `/v1/review/exports/${name}` }, 'an export broke off'),
        );
      },
    );
}
