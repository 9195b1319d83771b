import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { settingsChangeSchema, settingsSchema } from '../../review/schemas/session.ts';
import { changeReviewSettings, readReviewSettings } from '../../store/review/review-settings.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import type { EditorSessions } from '../editor-sessions.ts';

/** GET and PATCH /v1/review/settings. */
export function addReviewSettingsRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store }: ApiDependencies,
  sessions: EditorSessions,
): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/settings',
      tags: ['Review'],
      summary: 'How this workspace reviews',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(settingsSchema, 'The settings'), ...problems() },
    }),
    async (context) => context.json(await readReviewSettings(store, context.get('principal').workspaceId), 200),
  );

  api.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/review/settings',
      tags: ['Review'],
      summary: 'Change how this workspace reviews',
      middleware: requireRole('admin'),
      request: { body: jsonBody(settingsChangeSchema) },
      responses: { 200: jsonAnswer(settingsSchema, 'The settings as they are now'), ...problems(...bodyProblems) },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const changed = await changeReviewSettings(store, workspaceId, context.req.valid('json'));
      sessions.forget();
      return context.json(changed, 200);
    },
  );
}
