import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { settingsTable } from '../../profiles/settings/profile-settings.ts';
import { SettingsError } from '../../profiles/settings/settings-fault.ts';
import { setWorkspaceProfileSettings, workspaceProfileSettings } from '../readers/workspace-settings.ts';
import { listSnapshots, newestSnapshot, type StoredSnapshot } from '../store/snapshots.ts';
import { countConsent, listUsers } from '../store/users.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { NotReadyError } from './ports.ts';
import { ApiProblem } from './problem.ts';
import { pageOf, pageQuery } from './schemas/common.ts';
import {
  builtProfilesSchema,
  profileOverridesSchema,
  profileSettingsSchema,
  profilesStateSchema,
  type SnapshotView,
  snapshotSchema,
} from './schemas/profile-upkeep.ts';
import { jsonPointer } from './validation-problem.ts';

/** Settings, snapshots and the building of a workspace's profiles. */
export function addProfileUpkeepRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, profileService, snapshotService }: ApiDependencies,
): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/profile-settings',
      tags: ['Administration'],
      summary: 'The one table of a workspace’s profile settings',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(profileSettingsSchema, 'Every setting with its value and meaning'), ...problems() },
    }),
    async (context) => {
      const { settings, overrides } = await workspaceProfileSettings(store, context.get('principal').workspaceId);
      return context.json({ overrides: { ...overrides }, settings: settingsTable(settings) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/profile-settings',
      tags: ['Administration'],
      summary: 'Set a workspace’s profile settings',
      description: 'Replaces all overrides. The next profile that is asked for goes by them.',
      middleware: requireRole('admin'),
      request: { body: jsonBody(profileOverridesSchema) },
      responses: {
        200: jsonAnswer(profileSettingsSchema, 'The settings'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const overrides = context.req.valid('json') as Record<string, unknown>;
      const settings = await setWorkspaceProfileSettings(store, workspaceId, overrides).catch((error: unknown) => {
        throw error instanceof SettingsError ? settingsProblem(error) : error;
      });
      snapshotService?.settingsChanged(workspaceId);
      return context.json({ overrides, settings: settingsTable(settings) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/profiles',
      tags: ['Users'],
      summary: 'How the profiles of the workspace stand',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(profilesStateSchema, 'Readers by consent, and the newest snapshot'), ...problems() },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const { settings } = await workspaceProfileSettings(store, workspaceId);
      const newest = await newestSnapshot(store, workspaceId);
      const taking = snapshotService?.progress(workspaceId);
      return context.json(
        {
          readers: await countConsent(store, workspaceId),
          unknownConsent: settings.privacy.unknownConsent,
          adultsOnly: settings.privacy.adultsOnly,
          snapshot: newest && snapshotView(newest),
          taking: taking ? { stage: taking.stage, done: taking.done, of: taking.of ?? null } : null,
        },
        200,
      );
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/profiles/snapshots',
      tags: ['Users'],
      summary: 'Snapshots that are kept, newest first',
      middleware: requireRole('read'),
      request: { query: z.object(pageQuery) },
      responses: { 200: jsonAnswer(pageOf(snapshotSchema), 'A page'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const { limit, cursor } = context.req.valid('query');
      const { workspaceId } = context.get('principal');
      const page = await listSnapshots(store, workspaceId, { after: decodeCursor(cursor, 'number'), limit });
      return context.json({ rows: page.rows.map(snapshotView), nextCursor: encodeCursor(page.next) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/profiles/snapshots',
      tags: ['Users'],
      summary: 'Take the next snapshot now',
      description:
        'Answers when it is taken; `GET /v1/profiles` says meanwhile how far it is. A log that says nothing new keeps its number.',
      middleware: requireRole('write'),
      responses: { 201: jsonAnswer(snapshotSchema, 'The snapshot'), ...problems() },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      if (!snapshotService) throw new NotReadyError('this server takes no snapshots');
      await snapshotService.take(workspaceId);
      return context.json(snapshotView((await newestSnapshot(store, workspaceId))!), 201);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/profiles/build',
      tags: ['Users'],
      summary: 'Build the profiles of a page of users, by id',
      description: 'Follow `nextCursor` to build everyone’s; a page that was built already costs little.',
      middleware: requireRole('write'),
      request: { query: z.object(pageQuery) },
      responses: { 200: jsonAnswer(builtProfilesSchema, 'What was built'), ...problems('invalid-parameter') },
    }),
    async (context) => {
      const { limit, cursor } = context.req.valid('query');
      const { workspaceId } = context.get('principal');
      const page = await listUsers(store, workspaceId, { after: decodeCursor(cursor, 'text'), limit });
      const bySource: Record<string, number> = {};
      let withheld = 0;
      for (const { id } of page.rows) {
        const profile = await profileService.profile(workspaceId, id);
        bySource[profile.source] = (bySource[profile.source] ?? 0) + 1;
        if (profile.withheld) withheld++;
      }
      return context.json({ built: page.rows.length, bySource, withheld, nextCursor: encodeCursor(page.next) }, 200);
    },
  );
}

/** A wrong setting as a problem: each field with its cure. */
function settingsProblem({ faults }: SettingsError): ApiProblem {
  const errors = faults.map(({ path, detail, cure }) => ({ pointer: jsonPointer(path), detail, cure }));
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new ApiProblem('invalid-request', `${errors[0]!.pointer || 'The body'}: ${errors[0]!.detail}${more}`, {
    errors,
  });
}

function snapshotView({ number, asOf, createdAt, events, items, outdated, body }: StoredSnapshot): SnapshotView {
  return {
    number,
    asOf: asOf.toISOString(),
    createdAt: createdAt.toISOString(),
    events,
    items,
    surges: body.surges.length,
    medianDwellSeconds: body.medianDwellSeconds,
    segments: [...body.segmentSizes],
    readers: { ...body.readers, consent: { ...body.readers.consent } },
    removedAttributes: structuredClone(body.removals) as unknown as SnapshotView['removedAttributes'],
    outdated,
  };
}
