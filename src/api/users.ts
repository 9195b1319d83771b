import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { userSchema } from '../../datasets/user.ts';
import { eraseUser } from '../store/erase-user.ts';
import { findUser, listUsers, upsertUsers } from '../store/users.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ApiProblem } from './problem.ts';
import { callerIdPath, instantSchema, pageOf, pageQuery } from './schemas/common.ts';

const { id: _, ...userFields } = userSchema.shape;
const userUpdateSchema = z.strictObject(userFields).openapi('UserUpdate');
const shownUserSchema = z.object({ ...userSchema.shape }).openapi('User');

const receiptSchema = z
  .object({
    erasedAt: instantSchema,
    erased: z.record(z.string(), z.number().int()).openapi({ description: 'Rows that are gone, by what they held' }),
  })
  .openapi('ErasureReceipt');

/** GET /v1/users; PUT, GET and DELETE /v1/users/{id}. */
export function addUserRoutes(api: OpenAPIHono<ApiEnvironment>, { store, nudgeOutbox }: ApiDependencies): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users',
      tags: ['Users'],
      summary: 'List users, or those whose id holds a text',
      middleware: requireRole('read'),
      request: { query: z.object({ ...pageQuery, search: z.string().min(1).max(200).optional() }) },
      responses: { 200: jsonAnswer(pageOf(shownUserSchema), 'A page, by id'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const { limit, cursor, search } = context.req.valid('query');
      const { workspaceId } = context.get('principal');
      const page = await listUsers(store, workspaceId, { after: decodeCursor(cursor, 'text'), limit, search });
      return context.json({ rows: [...page.rows], nextCursor: encodeCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}',
      tags: ['Users'],
      summary: 'Read a user',
      middleware: requireRole('read'),
      request: { params: callerIdPath },
      responses: { 200: jsonAnswer(shownUserSchema, 'The user'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const user = await findUser(store, context.get('principal').workspaceId, context.req.valid('param').id);
      if (!user) throw new ApiProblem('not-found', 'There is no user of that id.');
      return context.json(user, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/users/{id}',
      tags: ['Users'],
      summary: 'Set consent, age band and rules of a user',
      description: 'Fields that are left out take their defaults. A user who is not there yet is made.',
      middleware: requireRole('write'),
      request: { params: callerIdPath, body: jsonBody(userUpdateSchema) },
      responses: {
        200: jsonAnswer(shownUserSchema, 'The user'),
        ...problems('invalid-parameter', ...bodyProblems),
      },
    }),
    async (context) => {
      const user = { id: context.req.valid('param').id, ...context.req.valid('json') };
      await upsertUsers(store, context.get('principal').workspaceId, [user]);
      return context.json(user, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/users/{id}',
      tags: ['Users'],
      summary: 'Erase a user',
      description:
        'Events, profiles, jobs and results of the user are deleted for good, and jobs under way begin anew without them.',
      middleware: requireRole('write'),
      request: { params: callerIdPath },
      responses: {
        200: jsonAnswer(receiptSchema, 'What was erased'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { editor, role } = context.get('principal');
      if (editor && role !== 'admin') throw new ApiProblem('forbidden', 'At the desk only an admin erases readers.');
      const erased = await eraseUser(store, context.get('principal').workspaceId, context.req.valid('param').id);
      if (!erased) throw new ApiProblem('not-found', 'There is no user of that id.');
      nudgeOutbox();
      return context.json({ erasedAt: new Date().toISOString(), erased: { ...erased } }, 200);
    },
  );
}
