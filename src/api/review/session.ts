import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { isAPIError } from 'better-auth/api';
import {
  changePasswordSchema,
  chooseWorkspaceSchema,
  sessionSchema,
  signInSchema,
} from '../../review/schemas/session.ts';
import { chooseWorkspace } from '../../store/editors/memberships.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { cameByHttps, type EditorSessions, passCookies } from '../editor-sessions.ts';
import { ApiProblem } from '../problem.ts';
import { requireSameOrigin } from '../same-origin.ts';
import { keySessionView, sessionView, sessionViewOfCookies } from './session-view.ts';
import type { SignInLimit } from './sign-in-limit.ts';

/** POST, GET and DELETE /v1/review/session; PUT its workspace and password. */
export function addSessionRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store }: ApiDependencies,
  sessions: EditorSessions,
  limit: SignInLimit,
): void {
  const tags = ['Sign-in'];

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/session',
      tags,
      summary: 'Sign in',
      description: 'Sets a cookie that scripts cannot read. To be called from a page of this server.',
      security: [],
      request: { body: jsonBody(signInSchema) },
      responses: { 200: jsonAnswer(sessionSchema, 'You are signed in'), ...problems(...bodyProblems) },
    }),
    async (context) => {
      requireSameOrigin(context);
      const { email, password } = context.req.valid('json');
      limit.take(context, email);
      const accounts = await sessions.accounts.of(cameByHttps(context));
      const signedIn = await accounts.api
        .signInEmail({ body: { email, password }, returnHeaders: true })
        .catch((error: unknown) => {
          if (isAPIError(error) && error.statusCode < 500)
            throw new ApiProblem('unauthenticated', 'This address and password do not go together.');
          throw error;
        });
      const view = await sessionViewOfCookies(context, sessions, signedIn.headers);
      passCookies(context, signedIn.headers);
      return context.json(view, 200, { 'cache-control': 'no-store' });
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/session',
      tags,
      summary: 'Who you are, and what you may do',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(sessionSchema, 'You'), ...problems() },
    }),
    async (context) => {
      context.header('cache-control', 'no-store');
      const principal = context.get('principal');
      if (!principal.editor) return context.json(await keySessionView(store, principal), 200);
      const found = await sessions.identify(context);
      return context.json(sessionView(found!), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/review/session',
      tags,
      summary: 'Sign out',
      middleware: requireRole('read'),
      responses: { 204: { description: 'The session has ended' }, ...problems('conflict') },
    }),
    async (context) => {
      if (!context.get('principal').editor) throw new ApiProblem('conflict', 'An API key has no session to end.');
      const accounts = await sessions.accounts.of(cameByHttps(context));
      const headers = new Headers({ cookie: context.req.header('cookie') ?? '' });
      const ended = await accounts.api.signOut({ headers, returnHeaders: true });
      sessions.forget();
      passCookies(context, ended.headers);
      return context.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/review/session/workspace',
      tags,
      summary: 'Open another of your workspaces',
      middleware: requireRole('read'),
      request: { body: jsonBody(chooseWorkspaceSchema) },
      responses: {
        200: jsonAnswer(sessionSchema, 'It is open'),
        ...problems('not-found', 'conflict', ...bodyProblems),
      },
    }),
    async (context) => {
      const { editor } = context.get('principal');
      const found = editor && (await sessions.identify(context));
      if (!found) throw new ApiProblem('conflict', 'An API key opens its own workspace only.');
      const { workspaceId } = context.req.valid('json');
      if (!found.memberships.some((membership) => membership.workspaceId === workspaceId))
        throw new ApiProblem('not-found', 'There is no workspace of that id among yours.');
      await chooseWorkspace(store, editor.sessionId, workspaceId);
      sessions.forget();
      return context.json(sessionView((await sessions.identify(context))!), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/review/session/password',
      tags,
      summary: 'Change your password',
      description: 'Ends your sessions elsewhere.',
      middleware: requireRole('read'),
      request: { body: jsonBody(changePasswordSchema) },
      responses: { 204: { description: 'It is changed' }, ...problems('conflict', ...bodyProblems) },
    }),
    async (context) => {
      const { editor } = context.get('principal');
      if (!editor) throw new ApiProblem('conflict', 'An API key has no password.');
      limit.take(context, editor.email);
      const accounts = await sessions.accounts.of(cameByHttps(context));
      const changed = await accounts.api
        .changePassword({
          body: { ...context.req.valid('json'), revokeOtherSessions: true },
          headers: new Headers({ cookie: context.req.header('cookie') ?? '' }),
          returnHeaders: true,
        })
        .catch((error: unknown) => {
          if (!isAPIError(error) || error.statusCode >= 500) throw error;
          const detail = 'This is not your present password.';
          throw new ApiProblem('invalid-request', `/currentPassword: ${detail}`, {
            errors: [
              { pointer: '/currentPassword', detail, cure: 'Type it again, or ask an admin for a sign-in link.' },
            ],
          });
        });
      sessions.forget();
      passCookies(context, changed.headers);
      return context.body(null, 204);
    },
  );
}
