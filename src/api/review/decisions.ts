import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Verdict } from '../../../generators/facts/verdict.ts';
import { decidedSchema, decisionRequestSchema, decisionSchema } from '../../review/schemas/decision.ts';
import { TextCheck } from '../../review/text-check.ts';
import { decisionView, entryView } from '../../review/views.ts';
import { findItem } from '../../store/items.ts';
import { decideEntry } from '../../store/review/decide.ts';
import { findEntry } from '../../store/review/find-entry.ts';
import { listDecisions } from '../../store/review/list-decisions.ts';
import { readReviewSettings } from '../../store/review/review-settings.ts';
import { undoDecision } from '../../store/review/undo-decision.ts';
import type { ReviewDecisionRow } from '../../store/review-tables.ts';
import { decisionActions } from '../../store/review-tables.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment, Principal } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { ApiProblem } from '../problem.ts';
import { callerIdQuery, looksLikeUuid, ownIdPath, pageOf, pageQuery } from '../schemas/common.ts';
import { verdictSchema } from '../schemas/verdict.ts';
import { whileCallerWaits } from '../while-caller-waits.ts';
import { refusalProblem, unknownEntry } from './refusals.ts';

const checkRequestSchema = z
  .strictObject({ text: z.string().trim().min(1).max(500) })
  .openapi('CheckRequest', { description: 'A text that is being written' });

/** POST /v1/review/items/{id}/check, /decision and /undo; GET /v1/review/decisions. */
export function addDecisionRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, factCheckService }: ApiDependencies,
): void {
  const textCheck = new TextCheck(store, factCheckService);
  const checkFor = async (workspaceId: string, id: string, text: string, signal?: AbortSignal) => {
    const entry = looksLikeUuid(id) ? await findEntry(store.database, workspaceId, id) : null;
    const item = entry && (await findItem(store, workspaceId, entry.itemId, entry.itemVersion));
    if (!item) throw unknownEntry();
    return textCheck.check(workspaceId, item, text, signal);
  };
  const answer = async (row: ReviewDecisionRow, principal: Principal) => {
    const entry = await findEntry(store.database, principal.workspaceId, row.variantId);
    if (!entry) throw unknownEntry();
    return { decision: decisionView(row, principal), entry: entryView(entry, principal) };
  };

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/items/{id}/check',
      tags: ['Review'],
      summary: 'Check a text that is being written for the item of an entry',
      description:
        'Nothing is kept. Spans in `textSpan` point into the text sent (trimmed), `evidence` into the source.',
      middleware: requireRole('read'),
      request: { params: ownIdPath, body: jsonBody(checkRequestSchema) },
      responses: {
        200: jsonAnswer(verdictSchema, 'What the check says'),
        ...problems('invalid-parameter', 'not-found', ...bodyProblems),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { text } = context.req.valid('json');
      const { workspaceId } = context.get('principal');
      const verdict = await whileCallerWaits(context, (signal) => checkFor(workspaceId, id, text, signal));
      return context.json(verdict as z.infer<typeof verdictSchema>, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/items/{id}/decision',
      tags: ['Review'],
      summary: 'Approve, edit, reject or skip a text',
      description: [
        'Decides for good until undone. 409 names who has claimed or decided it. An edited text is checked first:',
        'where the check does not pass it, 422 `check-failed` carries the verdict, and `override` must say why it',
        'stands all the same. Sent twice, the same decision is taken once.',
      ].join(' '),
      middleware: requireRole('write'),
      request: { params: ownIdPath, body: jsonBody(decisionRequestSchema) },
      responses: {
        200: jsonAnswer(decidedSchema, 'The decision, and the entry as it stands now'),
        ...problems('invalid-parameter', 'not-found', 'conflict', 'check-failed', ...bodyProblems),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const request = context.req.valid('json');
      const principal = context.get('principal');
      const { workspaceId } = principal;
      if (!looksLikeUuid(id)) throw unknownEntry();
      if (request.action === 'reject' && request.reason === 'other' && !request.note?.trim()) throw noteNeeded();
      const check = request.action === 'edit' ? await checkFor(workspaceId, id, request.text) : undefined;
      const failed = check !== undefined && check.label !== 'supported';
      const override = request.action === 'edit' && failed ? request.override : undefined;
      if (failed && !override)
        throw new ApiProblem('check-failed', firstFault(check) ?? 'The check does not pass this text.', {
          members: { verdict: check },
          errors: [{ pointer: '/override', detail: 'Missing.', cure: 'Change the text, or say why it stands.' }],
        });
      const { doubleShare } = await readReviewSettings(store, workspaceId);
      const decision = { ...request, ...(check && { check }), override };
      const outcome = await decideEntry(store, workspaceId, id, principal, decision, doubleShare);
      if ('decision' in outcome) return context.json(await answer(outcome.decision, principal), 200);
      const { refusal } = outcome;
      if (refusal.kind === 'decided' && refusal.same) {
        const [row] = (await listDecisions(store, workspaceId, principal.id, { variantId: id, limit: 1 })).rows;
        if (row) return context.json(await answer(row, principal), 200);
      }
      throw refusalProblem(refusal);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/items/{id}/undo',
      tags: ['Review'],
      summary: 'Take the latest decision on a text back',
      description: 'Your own; an admin may undo anyone’s. The decision stays in the history, and the undo joins it.',
      middleware: requireRole('write'),
      request: { params: ownIdPath },
      responses: {
        200: jsonAnswer(decidedSchema, 'The undo, and the entry as it stands now'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const principal = context.get('principal');
      if (!looksLikeUuid(id)) throw unknownEntry();
      const anyones = principal.role === 'admin';
      const outcome = await undoDecision(store, principal.workspaceId, id, principal, anyones);
      if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
      return context.json(await answer(outcome.decision, principal), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/decisions',
      tags: ['Review'],
      summary: 'The history of decisions',
      middleware: requireRole('read'),
      request: {
        query: z.object({
          ...pageQuery,
          entryId: z.uuid().optional(),
          itemId: callerIdQuery,
          by: z
            .string()
            .max(300)
            .regex(/^[^\0]*$/)
            .optional()
            .openapi({ description: '`byId` of a decision' }),
          action: z.enum(decisionActions).optional(),
          from: z.iso.datetime({ offset: true }).optional(),
          before: z.iso.datetime({ offset: true }).optional(),
        }),
      },
      responses: {
        200: jsonAnswer(pageOf(decisionSchema).openapi('DecisionPage'), 'A page, newest first'),
        ...problems('invalid-parameter'),
      },
    }),
    async (context) => {
      const { limit, cursor, entryId, by, from, before, ...filter } = context.req.valid('query');
      const principal = context.get('principal');
      const page = await listDecisions(store, principal.workspaceId, principal.id, {
        ...filter,
        ...(entryId && { variantId: entryId }),
        ...(by && { actor: by }),
        ...(from && { from: new Date(from) }),
        ...(before && { before: new Date(before) }),
        after: decodeCursor(cursor, 'uuid'),
        limit,
      });
      const rows = page.rows.map((row) => decisionView(row, principal));
      return context.json({ rows, nextCursor: encodeCursor(page.next) }, 200);
    },
  );
}

function noteNeeded(): ApiProblem {
  const detail = 'The reason `other` needs a note.';
  return new ApiProblem('invalid-request', `/note: ${detail}`, {
    errors: [{ pointer: '/note', detail, cure: 'Say in a few words why, or choose another reason.' }],
  });
}

const firstFault = ({ claims, assessment }: Verdict) =>
  claims.find(({ label }) => label === 'contradicted')?.reason ??
  claims.find(({ label }) => label !== 'supported')?.reason ??
  assessment?.reason;
