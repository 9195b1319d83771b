import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Interest, Profile } from '../../profiles/profile.ts';
import { findUser } from '../store/users.ts';
import { jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { ApiProblem } from './problem.ts';
import { callerIdPath } from './schemas/common.ts';
import { type ProfileEvidenceView, type ProfileView, profileEvidenceSchema, profileSchema } from './schemas/profile.ts';

/** GET /v1/users/{id}/profile and its evidence. */
export function addProfileRoutes(api: OpenAPIHono<ApiEnvironment>, { store, profileService }: ApiDependencies): void {
  const profileOf = async (workspaceId: string, userId: string): Promise<Profile> => {
    if (!(await findUser(store, workspaceId, userId)))
      throw new ApiProblem('not-found', 'There is no user of that id.');
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
}

const interestView = ({ name, share, terms, itemIds }: Interest) => ({
  name,
  share,
  terms: terms.map(({ term, weight }) => ({ term, weight })),
  itemIds: [...itemIds],
});

function profileView(profile: Profile): ProfileView {
  return {
    userId: profile.userId,
    asOf: profile.asOf,
    source: profile.source,
    confidence: profile.confidence,
    interests: profile.interests.map(interestView),
    clock: [...profile.clock],
    eventCount: profile.events.length,
    encoderSha256: profile.encoderSha256,
    denoiserVersion: profile.denoiserVersion,
  };
}

function evidenceView(profile: Profile): ProfileEvidenceView {
  return {
    userId: profile.userId,
    asOf: profile.asOf,
    source: profile.source,
    interests: profile.interests.map(interestView),
    events: profile.events.map(({ event, weight, reasons, explanation, dwellUsedSeconds }) => ({
      event,
      weight,
      reasons: [...reasons],
      ...(explanation !== undefined ? { explanation } : {}),
      ...(dwellUsedSeconds !== undefined ? { dwellUsedSeconds } : {}),
    })),
    denoiserVersion: profile.denoiserVersion,
  };
}
