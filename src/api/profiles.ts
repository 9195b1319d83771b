import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Profile } from '../../profiles/profile.ts';
import { findItems } from '../store/items.ts';
import { findProfile, listProfileVersions } from '../store/profiles.ts';
import { findUser } from '../store/users.ts';
import { jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ApiProblem } from './problem.ts';
import { evidenceView, explanationView, interestView, profileView } from './profile-views.ts';
import { callerIdPath, pageOf, pageQuery } from './schemas/common.ts';
import {
  explanationSchema,
  keptProfileSchema,
  profileEvidenceSchema,
  profileSchema,
  profileVersionSchema,
} from './schemas/profile.ts';

/** GET /v1/users/{id}/profile, its explanation, its evidence and its kept versions. */
export function addProfileRoutes(api: OpenAPIHono<ApiEnvironment>, { store, profileService }: ApiDependencies): void {
  const mustBeUser = async (workspaceId: string, userId: string): Promise<void> => {
    if (!(await findUser(store, workspaceId, userId)))
      throw new ApiProblem('not-found', 'There is no user of that id.');
  };
  const profileOf = async (workspaceId: string, userId: string): Promise<Profile> => {
    await mustBeUser(workspaceId, userId);
    return profileService.profile(workspaceId, userId);
  };

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}/profile',
      tags: ['Users'],
      summary: 'What is known of a user',
      description: '`source` is `none` when there is nothing to go by.',
      middleware: requireRole('read'),
      request: { params: callerIdPath },
      responses: { 200: jsonAnswer(profileSchema, 'The profile'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const profile = await profileOf(context.get('principal').workspaceId, context.req.valid('param').id);
      return context.json(profileView(profile), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}/explain',
      tags: ['Users'],
      summary: 'What is known of a user, in words, and why',
      description:
        'Interests by name with share and trend, reading rhythm, style, rules with what they took out, and the clicks that were dropped with the reasons.',
      middleware: requireRole('read'),
      request: { params: callerIdPath },
      responses: {
        200: jsonAnswer(explanationSchema, 'The explanation'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const profile = await profileOf(workspaceId, context.req.valid('param').id);
      const items = await findItems(store, workspaceId, [...new Set(profile.events.map(({ event }) => event.itemId))]);
      return context.json(
        explanationView(profile, (itemId) => items.get(itemId)?.title),
        200,
      );
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}/profile/evidence',
      tags: ['Users'],
      summary: 'Which events a profile rests on, and which were dropped and why',
      middleware: requireRole('read'),
      request: { params: callerIdPath },
      responses: {
        200: jsonAnswer(profileEvidenceSchema, 'The evidence'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const profile = await profileOf(context.get('principal').workspaceId, context.req.valid('param').id);
      return context.json(evidenceView(profile), 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}/profile/versions',
      tags: ['Users'],
      summary: 'Versions of a profile that are kept, newest first',
      middleware: requireRole('read'),
      request: { params: callerIdPath, query: z.object(pageQuery) },
      responses: {
        200: jsonAnswer(pageOf(profileVersionSchema), 'A page'),
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const { id } = context.req.valid('param');
      const { limit, cursor } = context.req.valid('query');
      await mustBeUser(workspaceId, id);
      const page = await listProfileVersions(store, workspaceId, id, { after: decodeCursor(cursor, 'number'), limit });
      const rows = page.rows.map(({ version, asOf, snapshot, centres, createdAt }) => ({
        version,
        asOf: asOf.toISOString(),
        snapshot,
        centres,
        createdAt: createdAt.toISOString(),
      }));
      return context.json({ rows, nextCursor: encodeCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/users/{id}/profile/versions/{version}',
      tags: ['Users'],
      summary: 'A kept version of a profile',
      middleware: requireRole('read'),
      request: {
        params: z.object({
          ...callerIdPath.shape,
          version: z.coerce
            .number()
            .int()
            .min(1)
            .max(2_147_483_647)
            .openapi({ param: { name: 'version', in: 'path' } }),
        }),
      },
      responses: { 200: jsonAnswer(keptProfileSchema, 'The version'), ...problems('invalid-parameter', 'not-found') },
    }),
    async (context) => {
      const { id, version } = context.req.valid('param');
      const kept = await findProfile(store, context.get('principal').workspaceId, id, version);
      if (!kept) throw new ApiProblem('not-found', 'There is no such version of the profile, or it is kept no longer.');
      const { profile, evidence } = kept;
      return context.json(
        {
          version: kept.version,
          asOf: new Date(profile.asOf).toISOString(),
          snapshot: kept.snapshot,
          centres: kept.centres,
          createdAt: kept.createdAt.toISOString(),
          source: profile.source,
          confidence: profile.confidence,
          interests: profile.interests.map(interestView),
          events: evidence.map(({ reasons, ...entry }) => ({ ...entry, reasons: [...reasons] })),
        },
        200,
      );
    },
  );
}
