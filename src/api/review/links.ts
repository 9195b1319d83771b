import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { inspectLinkSchema, linkSchema, openLinkSchema, sessionSchema } from '../../review/schemas/session.ts';
import { type DeskLink, findDeskLink, restoreDeskLink, useDeskLink } from '../../store/editors/desk-links.ts';
import { findEditor } from '../../store/editors/find-editor.ts';
import { addMember, chooseWorkspace } from '../../store/editors/memberships.ts';
import { findWorkspace } from '../../store/workspaces.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { cameByHttps, type EditorSessions, passCookies } from '../editor-sessions.ts';
import { ApiProblem } from '../problem.ts';
import { requireSameOrigin } from '../same-origin.ts';
import { sessionViewOfCookies } from './session-view.ts';
import type { SignInLimit } from './sign-in-limit.ts';

type Accounts = Awaited<ReturnType<EditorSessions['accounts']['of']>>;
interface NewEditor {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** POST /v1/review/links/inspect and /v1/review/links/open. */
export function addLinkRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store }: ApiDependencies,
  sessions: EditorSessions,
  limit: SignInLimit,
): void {
  const tags = ['Sign-in'];
  const goodLink = async (context: Context, token: string): Promise<DeskLink> => {
    limit.take(context, token);
    const link = await findDeskLink(store, token);
    if (!link) throw linkIsSpent();
    return link;
  };

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/links/inspect',
      tags,
      summary: 'What a link opens',
      security: [],
      request: { body: jsonBody(inspectLinkSchema) },
      responses: { 200: jsonAnswer(linkSchema, 'The link'), ...problems('not-found', ...bodyProblems) },
    }),
    async (context) => {
      const link = await goodLink(context, context.req.valid('json').token);
      const workspace = await findWorkspace(store, link.workspaceId);
      const editor = link.editorId ? await findEditor(store, { id: link.editorId }) : null;
      const view = {
        purpose: link.purpose,
        workspace: { id: link.workspaceId, name: workspace?.name ?? link.workspaceId },
        role: link.role,
        editor: editor?.name ?? null,
        expiresAt: link.expiresAt.toISOString(),
      };
      return context.json(view, 200, { 'cache-control': 'no-store' });
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/links/open',
      tags,
      summary: 'Come in by a link',
      description: [
        'An invitation needs `name`, `email` and `password` and makes the account; where there is one with that address,',
        'its password adds the workspace to it. A sign-in link needs nothing else. A link works once.',
      ].join(' '),
      security: [],
      request: { body: jsonBody(openLinkSchema) },
      responses: { 200: jsonAnswer(sessionSchema, 'You are signed in'), ...problems('not-found', ...bodyProblems) },
    }),
    async (context) => {
      requireSameOrigin(context);
      const { token, ...given } = context.req.valid('json');
      const link = await goodLink(context, token);
      const newEditor = link.purpose === 'invitation' ? requireNewEditor(given) : null;
      const accounts = await sessions.accounts.of(cameByHttps(context));
      if (!(await useDeskLink(store, link.id))) throw linkIsSpent();
      try {
        const editorId = newEditor ? await join(accounts, newEditor) : link.editorId!;
        if (newEditor) await addMember(store.database, link.workspaceId, editorId, link.role);
        else if (given.password) await setPassword(accounts, editorId, given.password);
        const opened = await accounts.api.openSession({ body: { editorId }, returnHeaders: true });
        await chooseWorkspace(store, opened.response.sessionId, link.workspaceId);
        const view = await sessionViewOfCookies(context, sessions, opened.headers);
        passCookies(context, opened.headers);
        return context.json(view, 200, { 'cache-control': 'no-store' });
      } catch (error) {
        await restoreDeskLink(store, link.id);
        throw error;
      }
    },
  );

  /** Makes the account, or lets the holder of one with that address in. @returns the editor's id */
  async function join(accounts: Accounts, { name, email, password }: NewEditor): Promise<string> {
    const known = await findEditor(store, { email: email.toLowerCase() });
    if (known) {
      const { internalAdapter, password: hashing } = await accounts.$context;
      const hash = (await internalAdapter.findCredentialAccount(known.id))?.password;
      if (hash && (await hashing.verify({ hash, password }))) return known.id;
      const detail = 'There is an account with this address, and this is not its password.';
      throw new ApiProblem('invalid-request', `/password: ${detail}`, {
        errors: [{ pointer: '/password', detail, cure: 'Give that account’s password, or another address.' }],
      });
    }
    const { user } = await accounts.api.signUpEmail({ body: { name, email, password } });
    return user.id;
  }
}

/** A link that was used, revoked or has expired is not told from one that never was. */
const linkIsSpent = () =>
  new ApiProblem('not-found', 'This link was used, has expired, or was never made: ask for a new one.');

async function setPassword(accounts: Accounts, editorId: string, password: string): Promise<void> {
  const { internalAdapter, password: hashing } = await accounts.$context;
  const hash = await hashing.hash(password);
  const known = await internalAdapter.findCredentialAccount(editorId);
  if (known) await internalAdapter.updatePassword(editorId, hash);
  else
    await internalAdapter.linkAccount({
      userId: editorId,
      providerId: 'credential',
      accountId: editorId,
      password: hash,
    });
}

/** @throws ApiProblem 422 naming what an invitation lacks */
function requireNewEditor(given: Partial<NewEditor>): NewEditor {
  const missing = (['name', 'email', 'password'] as const).filter((field) => given[field] === undefined);
  if (missing.length === 0) return given as NewEditor;
  throw new ApiProblem('invalid-request', `/${missing[0]}: an invitation needs it.`, {
    errors: missing.map((field) => ({ pointer: `/${field}`, detail: 'Missing.', cure: 'An invitation needs it.' })),
  });
}
