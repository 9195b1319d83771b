import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { checkSettingsSchema, readCheckSettings, saveCheckSettings } from '../store/check-settings.ts';
import { findItem } from '../store/items.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { type CheckedSource, NotReadyError } from './ports.ts';
import { ApiProblem } from './problem.ts';
import { type CheckRequest, checkAnswerSchema, checkRequestSchema } from './schemas/check.ts';
import { whileCallerWaits } from './while-caller-waits.ts';

/** POST /v1/check, and the workspace's gate. */
export function addCheckRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, factCheckService }: Pick<ApiDependencies, 'store' | 'factCheckService'>,
): void {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/check',
      tags: ['Fact check'],
      summary: 'Check a text against an article',
      description: [
        'Give the article itself or the id of a stored item; an ad is checked against its facts.',
        'The verdict holds every finding with its evidence (offsets into text and body) and, for articles, the probability',
        'that the text as a whole is borne out. An article is analysed once, and kept while it is in use.',
      ].join(' '),
      middleware: requireRole('read'),
      request: { body: jsonBody(checkRequestSchema) },
      responses: { 200: jsonAnswer(checkAnswerSchema, 'The verdict'), ...problems('not-found', ...bodyProblems) },
    }),
    async (context) => {
      if (!factCheckService) throw new NotReadyError('this process holds no models to check with');
      const { workspaceId } = context.get('principal');
      const asked = context.req.valid('json');
      const source = await sourceOf(asked, (itemId) => findItem(store, workspaceId, itemId));
      const threshold = asked.threshold ?? (await readCheckSettings(store, workspaceId)).gate ?? 'gate';
      const answer = await whileCallerWaits(context, (signal) =>
        factCheckService.check(asked.text, source, threshold, signal),
      );
      return context.json(answer, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/check-settings',
      tags: ['Fact check'],
      summary: 'The workspace’s settings of the fact check',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(checkSettingsSchema, 'The settings'), ...problems() },
    }),
    async (context) => context.json(await readCheckSettings(store, context.get('principal').workspaceId), 200),
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/check-settings',
      tags: ['Fact check'],
      summary: 'Set the probability at which texts pass the gate',
      description: 'Null goes back to the gate that comes with the scorer. Jobs that start from now on go by it.',
      middleware: requireRole('admin'),
      request: { body: jsonBody(checkSettingsSchema) },
      responses: { 200: jsonAnswer(checkSettingsSchema, 'The settings'), ...problems(...bodyProblems) },
    }),
    async (context) => {
      const settings = context.req.valid('json');
      await saveCheckSettings(store, context.get('principal').workspaceId, settings);
      return context.json(settings, 200);
    },
  );
}

async function sourceOf(
  { article, itemId }: CheckRequest,
  find: (itemId: string) => ReturnType<typeof findItem>,
): Promise<CheckedSource> {
  if (article) return { kind: 'article', article };
  const item = await find(itemId!);
  if (!item) throw new ApiProblem('not-found', 'There is no item of that id.');
  const { body, publishedAt, language, facts } = item;
  if (item.kind === 'ad' && facts) return { kind: 'ad', facts, ...(language && { language }) };
  if (!body?.trim())
    throw new ApiProblem('invalid-request', 'The item has nothing to check against.', {
      errors: [
        {
          pointer: '/itemId',
          detail: `Item ${item.id} has ${item.kind === 'ad' ? 'no facts' : 'no body'}.`,
          cure: 'Send the item again with them, or send the article itself in `article`.',
        },
      ],
    });
  return { kind: 'article', article: { body, ...(publishedAt && { publishedAt }), ...(language && { language }) } };
}
