import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { linkPath } from '../../review/link-path.ts';
import {
  invitationSchema,
  madeLinkSchema,
  memberChangeSchema,
  memberSchema,
  newInvitationSchema,
} from '../../review/schemas/session.ts';
import { createDeskLink, type DeskLink, listInvitations, revokeDeskLink } from '../../store/editors/desk-links.ts';
import { changeMember, listMembers, membershipsOf } from '../../store/editors/memberships.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import type { EditorSessions } from '../editor-sessions.ts';
import { ApiProblem } from '../problem.ts';
import { callerIdPath, looksLikeUuid, ownIdPath } from '../schemas/common.ts';

/** Hours that a link lasts which an admin makes for someone who has lost their password. */
const signInLinkHours = 1;

/** Editors and invitations under /v1/review. */
export function addEditorRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store }: ApiDependencies,
  sessions: EditorSessions,
): void {
  const tags = ['Sign-in'];

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/editors',
      tags,
      summary: 'Who signs in to this workspace',
      middleware: requireRole('admin'),
      responses: { 200: jsonAnswer(z.object({ rows: z.array(memberSchema) }), 'The editors, by name'), ...problems() },
    }),
    async (context) => {
      const members = await listMembers(store, context.get('principal').workspaceId);
      const rows = members.map(({ createdAt, ...member }) => ({ ...member, since: createdAt.toISOString() }));
      return context.json({ rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/review/editors/{id}',
      tags,
      summary: 'Change what an editor may do',
      middleware: requireRole('admin'),
      request: { params: callerIdPath, body: jsonBody(memberChangeSchema) },
      responses: {
        204: { description: 'It is changed' },
        ...problems('invalid-parameter', 'not-found', 'conflict', ...bodyProblems),
      },
    }),
    async (context) => {
      await change(context.get('principal').workspaceId, context.req.valid('param').id, context.req.valid('json').role);
      return context.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/review/editors/{id}',
      tags,
      summary: 'Take an editor out of this workspace',
      description: 'Their decisions stay in the history, under their name.',
      middleware: requireRole('admin'),
      request: { params: callerIdPath },
      responses: { 204: { description: 'They are out' }, ...problems('invalid-parameter', 'not-found', 'conflict') },
    }),
    async (context) => {
      await change(context.get('principal').workspaceId, context.req.valid('param').id, null);
      return context.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/editors/{id}/sign-in-link',
      tags,
      summary: 'Make a link that signs an editor in once',
      description:
        'For a lost password: a new one may be set when it is opened. Not for someone of other workspaces too.',
      middleware: requireRole('admin'),
      request: { params: callerIdPath },
      responses: {
        201: jsonAnswer(madeLinkSchema, 'The link; its token is not shown again'),
        ...problems('invalid-parameter', 'not-found', 'conflict'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId, name } = context.get('principal');
      const of = await membershipsOf(store, id);
      const here = of.find((membership) => membership.workspaceId === workspaceId);
      if (!here) throw noEditor();
      if (of.length > 1) throw new ApiProblem('conflict', 'They belong to other workspaces too, which are not yours.');
      const given = {
        purpose: 'sign-in',
        role: here.role,
        editorId: id,
        madeBy: name,
        hours: signInLinkHours,
      } as const;
      const { link, token } = await createDeskLink(store, workspaceId, given);
      return context.json({ ...view(link), token, path: linkPath(token) }, 201, { 'cache-control': 'no-store' });
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review/invitations',
      tags,
      summary: 'Invite someone to this workspace',
      middleware: requireRole('admin'),
      request: { body: jsonBody(newInvitationSchema) },
      responses: {
        201: jsonAnswer(madeLinkSchema, 'The invitation; its token is not shown again'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId, name } = context.get('principal');
      const given = { purpose: 'invitation', madeBy: name, ...context.req.valid('json') } as const;
      const { link, token } = await createDeskLink(store, workspaceId, given);
      return context.json({ ...view(link), token, path: linkPath(token) }, 201, { 'cache-control': 'no-store' });
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/invitations',
      tags,
      summary: 'Invitations that can still be used',
      middleware: requireRole('admin'),
      responses: { 200: jsonAnswer(z.object({ rows: z.array(invitationSchema) }), 'Newest first'), ...problems() },
    }),
    async (context) => {
      const rows = (await listInvitations(store, context.get('principal').workspaceId)).map(view);
      return context.json({ rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/review/invitations/{id}',
      tags,
      summary: 'Take an invitation back',
      middleware: requireRole('admin'),
      request: { params: ownIdPath },
      responses: { 204: { description: 'It opens nothing any more' }, ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      if (!looksLikeUuid(id) || !(await revokeDeskLink(store, workspaceId, id)))
        throw new ApiProblem('not-found', 'There is no invitation of that id to take back.');
      return context.body(null, 204);
    },
  );

  async function change(workspaceId: string, editorId: string, role: 'viewer' | 'editor' | 'admin' | null) {
    const became = await changeMember(store, workspaceId, editorId, role);
    if (became === 'unknown') throw noEditor();
    if (became === 'last-admin')
      throw new ApiProblem('conflict', 'This is the last admin of the workspace: make someone else one first.');
    sessions.forget();
  }
}

const noEditor = () => new ApiProblem('not-found', 'There is no editor of that id in this workspace.');

const view = ({ id, role, note, madeBy, createdAt, expiresAt }: DeskLink) => ({
  id,
  role,
  note,
  madeBy,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
