import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts';
import { apiKeyRoles } from '../store/schema.ts';
import { findWorkspace } from '../store/workspaces.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { type Authenticator, requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment, Principal } from './context.ts';
import { ApiProblem } from './problem.ts';
import { callerIdQuery, instantSchema, looksLikeUuid, ownIdPath } from './schemas/common.ts';
import { isOperator } from './workspaces.ts';

const keySchema = z
  .object({
    id: z.string(),
    workspaceId: z.string(),
    role: z.enum(apiKeyRoles),
    label: z.string(),
    createdAt: instantSchema,
    revokedAt: instantSchema.nullable(),
  })
  .openapi('ApiKey');

const newKeySchema = z
  .strictObject({
    role: z.enum(apiKeyRoles),
    label: z.string().min(1).max(200),
    workspaceId: z.string().min(1).max(200).optional().openapi({ description: 'Your own when left out' }),
  })
  .openapi('NewApiKey');

const workspaceQuery = z.object({ workspaceId: callerIdQuery });

const view = (key: ApiKey) => ({
  id: key.id,
  workspaceId: key.workspaceId,
  role: key.role,
  label: key.label,
  createdAt: key.createdAt.toISOString(),
  revokedAt: key.revokedAt?.toISOString() ?? null,
});

/** POST, GET and DELETE /v1/api-keys. A key's text is shown once, when it is made. */
export function addApiKeyRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store }: ApiDependencies,
  authenticator: Authenticator,
): void {
  const chosenWorkspace = async (principal: Principal, named: string | undefined): Promise<string> => {
    if (named === undefined || named === principal.workspaceId) return principal.workspaceId;
    if (isOperator(principal) && (await findWorkspace(store, named))) return named;
    throw new ApiProblem('not-found', 'There is no workspace of that id.');
  };

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/api-keys',
      tags: ['Administration'],
      summary: 'Make an API key',
      middleware: requireRole('admin'),
      request: { body: jsonBody(newKeySchema) },
      responses: {
        201: jsonAnswer(keySchema.extend({ key: z.string() }), 'The key; its text is not shown again'),
        ...problems('not-found', ...bodyProblems),
      },
    }),
    async (context) => {
      const { role, label, workspaceId } = context.req.valid('json');
      const workspace = await chosenWorkspace(context.get('principal'), workspaceId);
      const { apiKey, secret } = await createApiKey(store, workspace, { role, label });
      return context.json({ ...view(apiKey), key: secret }, 201, { 'cache-control': 'no-store' });
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/api-keys',
      tags: ['Administration'],
      summary: 'List API keys, the revoked ones too',
      middleware: requireRole('admin'),
      request: { query: workspaceQuery },
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(keySchema) }), 'Oldest first'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const workspace = await chosenWorkspace(context.get('principal'), context.req.valid('query').workspaceId);
      return context.json({ rows: (await listApiKeys(store, workspace)).map(view) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/api-keys/{id}',
      tags: ['Administration'],
      summary: 'Revoke an API key',
      middleware: requireRole('admin'),
      request: { params: ownIdPath, query: workspaceQuery },
      responses: { 204: { description: 'It is revoked' }, ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const workspace = await chosenWorkspace(context.get('principal'), context.req.valid('query').workspaceId);
      if (!looksLikeUuid(id) || !(await revokeApiKey(store, workspace, id)))
        throw new ApiProblem('not-found', 'There is no key of that id in force.');
      authenticator.forget(id);
      return context.body(null, 204);
    },
  );
}
