import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { adapterFault } from '../../generators/adapter-choice.ts';
import { adapterTasks } from '../../models/adapter/adapter.ts';
import type { LoadedAdapter } from '../../models/language-model.ts';
import { adapterSettingsSchema, readAdapterSettings, saveAdapterSettings } from '../store/adapter-settings.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { NotReadyError } from './ports.ts';
import { ApiProblem, type ProblemError } from './problem.ts';

export const adapterSchema = z
  .object({
    name: z.string(),
    version: z.string(),
    task: z.enum(adapterTasks),
    promptVersion: z.string().openapi({ description: 'The layout of the prompt it was trained with' }),
    rank: z.number(),
    trainedOn: z.string(),
    sha256: z.string().nullable().openapi({ description: 'Of its file' }),
  })
  .openapi('Adapter');

export type AdapterView = z.infer<typeof adapterSchema>;

/** An adapter as callers see it. */
export function adapterView(adapter: Omit<LoadedAdapter, 'taskTokens'>): AdapterView {
  const { name, version, task, promptVersion, rank, trainedOn, fileSha256 } = adapter;
  return { name, version, task, promptVersion, rank, trainedOn, sha256: fileSha256 };
}

/** GET /v1/adapters, and the workspace's choice among them. */
export function addAdapterRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, loadedAdapters }: Pick<ApiDependencies, 'store' | 'loadedAdapters'>,
): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/adapters',
      tags: ['Models'],
      summary: 'The adapters that jobs may name',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(z.object({ rows: z.array(adapterSchema) }), 'All that are loaded'), ...problems() },
    }),
    (context) => {
      const loaded = loadedAdapters?.();
      if (!loaded) throw new NotReadyError('this process has no models open yet');
      return context.json({ rows: loaded.map(adapterView) }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/adapter-settings',
      tags: ['Models'],
      summary: 'The adapters the workspace writes with',
      middleware: requireRole('read'),
      responses: { 200: jsonAnswer(adapterSettingsSchema, 'The settings'), ...problems() },
    }),
    async (context) => context.json(await readAdapterSettings(store, context.get('principal').workspaceId), 200),
  );

  api.openapi(
    createRoute({
      method: 'put',
      path: '/v1/adapter-settings',
      tags: ['Models'],
      summary: 'Choose the adapters the workspace writes with',
      description: [
        'By kind of job: a name, `none` for the model as it is, or null for the one the server takes by itself.',
        'A job that names its own goes by that. Jobs that start from now on go by it.',
      ].join(' '),
      middleware: requireRole('admin'),
      request: { body: jsonBody(adapterSettingsSchema) },
      responses: { 200: jsonAnswer(adapterSettingsSchema, 'The settings'), ...problems(...bodyProblems) },
    }),
    async (context) => {
      const settings = context.req.valid('json');
      const errors = (['headline', 'ad-title'] as const).flatMap((task): ProblemError[] => {
        const fault = adapterFault(task, loadedAdapters?.(), settings[task]);
        return fault ? [{ pointer: `/${task}`, ...fault }] : [];
      });
      if (errors[0]) throw new ApiProblem('invalid-request', `${errors[0].pointer}: ${errors[0].detail}`, { errors });
      await saveAdapterSettings(store, context.get('principal').workspaceId, settings);
      return context.json(settings, 200);
    },
  );
}
