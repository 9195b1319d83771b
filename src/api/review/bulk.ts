import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  bulkApprovalRequestSchema,
  bulkApprovalSchema,
  bulkPreviewSchema,
  bulkRuleSchema,
} from '../../review/schemas/bulk.ts';
import { entryView } from '../../review/views.ts';
import { bulkApprove, matchRule } from '../../store/review/bulk-approve.ts';
import { findEntries } from '../../store/review/find-entry.ts';
import { listBulkApprovals } from '../../store/review/list-bulk-approvals.ts';
import { readReviewSettings } from '../../store/review/review-settings.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { ApiProblem } from '../problem.ts';

const sampleLength = 10;

/** POST /v1/review/bulk-approvals and its preview; GET /v1/review/bulk-approvals. */
export function addBulkRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  const tags = ['Review'];

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/bulk-approvals/preview',
      tags,
      summary: 'Count what a rule would approve',
      middleware: requireRole('write'),
      request: { body: jsonBody(bulkRuleSchema) },
      responses: {
        200: jsonAnswer(bulkPreviewSchema, 'How many, and the riskiest of them'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const principal = context.get('principal');
      const { workspaceId } = principal;
      const { doubleShare } = await readReviewSettings(store, workspaceId);
      const rule = context.req.valid('json');
      const ids = await matchRule(store.database, workspaceId, principal.id, rule, doubleShare);
      const sample = await findEntries(store.database, workspaceId, ids, sampleLength);
      return context.json({ count: ids.length, sample: sample.map((entry) => entryView(entry, principal)) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/bulk-approvals',
      tags,
      summary: 'Approve all that a rule takes',
      description: 'All or none: 409 when it takes another number of texts by now than `expected`. Each can be undone.',
      middleware: requireRole('write'),
      request: { body: jsonBody(bulkApprovalRequestSchema) },
      responses: {
        201: jsonAnswer(bulkApprovalSchema, 'They are approved; the rule and the count are on record'),
        ...problems('conflict', ...bodyProblems),
      },
    }),
    async (context) => {
      const principal = context.get('principal');
      const { workspaceId } = principal;
      const { rule, expected } = context.req.valid('json');
      const { doubleShare } = await readReviewSettings(store, workspaceId);
      const done = await bulkApprove(store, workspaceId, principal, rule, doubleShare, expected);
      if ('found' in done)
        throw new ApiProblem('conflict', `The rule takes ${done.found} texts by now, not ${expected}: look again.`, {
          members: { count: done.found },
        });
      return context.json({ ...done, rule, by: principal.name, at: new Date().toISOString() }, 201);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/bulk-approvals',
      tags,
      summary: 'What was approved by rule',
      middleware: requireRole('read'),
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(bulkApprovalSchema) }), 'The latest 200, newest first'),
        ...problems(),
      },
    }),
    async (context) => {
      const rows = await listBulkApprovals(store, context.get('principal').workspaceId);
      return context.json({ rows }, 200);
    },
  );
}
