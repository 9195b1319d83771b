import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { ensureWorkspace, findWorkspace, listWorkspaces } from '../store/workspaces.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment, Principal } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ApiProblem } from './problem.ts';
import { instantSchema, pageOf, pageQuery } from './schemas/common.ts';

/** The workspace whose admins run the whole server: they may make workspaces and keys for any of them. */
export const operatorWorkspace = 'default';

/** Whether someone may act for a workspace other than their own. */
export const isOperator = (principal: Principal) =>
  principal.workspaceId === operatorWorkspace && principal.role === 'admin';

const workspaceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .openapi({ description: 'Lower-case letters, digits and hyphens', example: 'evening-post' });

const workspaceSchema = z.object({ id: z.string(), name: z.string(), createdAt: instantSchema }).openapi('Workspace');

const newWorkspaceSchema = z
  .strictObject({ id: workspaceId, name: z.string().min(1).max(200).optional() })
  .openapi('NewWorkspace');

/** POST and GET /v1/workspaces. */
export function addWorkspaceRoutes(api: OpenAPIHono<ApiEnvironment>, { store }: ApiDependencies): void {
  const view = ({ id, name, createdAt }: { id: string; name: string; createdAt: Date }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
  });

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/workspaces',
      tags: ['Administration'],
      summary: 'Make a workspace',
      description: `Needs an admin key of the workspace \`${operatorWorkspace}\`.`,
      middleware: requireRole('admin'),
      request: { body: jsonBody(newWorkspaceSchema) },
      responses: { 201: jsonAnswer(workspaceSchema, 'The workspace'), ...problems('conflict', ...bodyProblems) },
    }),
    async (context) => {
      if (!isOperator(context.get('principal')))
        throw new ApiProblem('forbidden', `Only admins of the workspace ${operatorWorkspace} may make workspaces.`);
      const { workspace, created } = await ensureWorkspace(store, context.req.valid('json'));
      if (!created) throw new ApiProblem('conflict', `There is a workspace ${workspace.id} already.`);
      return context.json(view(workspace), 201);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/workspaces',
      tags: ['Administration'],
      summary: 'List workspaces',
      description: `All of them for admins of \`${operatorWorkspace}\`, their own for everyone else.`,
      middleware: requireRole('admin'),
      request: { query: z.object(pageQuery) },
      responses: { 200: jsonAnswer(pageOf(workspaceSchema), 'A page, by id'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const principal = context.get('principal');
      const { limit, cursor } = context.req.valid('query');
      if (!isOperator(principal)) {
        const own = await findWorkspace(store, principal.workspaceId);
        return context.json({ rows: own ? [view(own)] : [], nextCursor: null }, 200);
      }
      const page = await listWorkspaces(store, { after: decodeCursor(cursor, 'text'), limit });
      return context.json({ rows: page.rows.map(view), nextCursor: encodeCursor(page.next) }, 200);
    },
  );
}
