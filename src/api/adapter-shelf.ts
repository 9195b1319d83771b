import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { AdapterError } from '../../models/adapter/adapter.ts';
import { trainJobSchema } from '../../queues/train-job.ts';
import { adapterSchema, adapterView } from './adapters.ts';
import { bodyProblems, jsonAnswer, jsonBody, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment, Principal } from './context.ts';
import { type AdapterService, NotReadyError } from './ports.ts';
import { ApiProblem } from './problem.ts';
import { isOperator, operatorWorkspace } from './workspaces.ts';

const trainedRunSchema = z
  .strictObject({
    run: trainJobSchema.shape.run,
    workspace: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .openapi({ description: 'Whose run it is; that of the key if not given' }),
  })
  .openapi('TrainedRun');

/** POST /v1/adapters and /v1/adapters/refresh: adapters are served for all workspaces, so the operator adds them. */
export function addAdapterShelfRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { adapterService }: Pick<ApiDependencies, 'adapterService'>,
): void {
  const served = (principal: Principal): AdapterService => {
    if (!isOperator(principal)) {
      throw new ApiProblem('forbidden', `Only admins of the workspace ${operatorWorkspace} may add adapters.`);
    }
    if (!adapterService) throw new NotReadyError('this process serves no adapters');
    return adapterService;
  };

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/adapters',
      tags: ['Models'],
      summary: 'Serve the adapter of a training run',
      description: [
        'Lays the best adapter that the run has found on the server’s shelf and loads it without a new start, here and in',
        'every process that shares this data folder. Jobs that run keep the adapter they began with. Called `headline` or',
        `\`ad-title\` it takes the shipped one’s place. Needs an admin key of the workspace \`${operatorWorkspace}\`.`,
      ].join(' '),
      middleware: requireRole('admin'),
      request: { body: jsonBody(trainedRunSchema) },
      responses: {
        201: jsonAnswer(adapterSchema, 'The adapter, which jobs may name now'),
        ...problems('not-found', 'conflict', ...bodyProblems),
      },
    }),
    async (context) => {
      const principal = context.get('principal');
      const { run, workspace = principal.workspaceId } = context.req.valid('json');
      const added = await served(principal)
        .addRun(workspace, run)
        .catch((error: unknown) => {
          throw error instanceof AdapterError ? new ApiProblem('conflict', error.message) : error;
        });
      if (!added) {
        throw new ApiProblem(
          'not-found',
          `run: this server has no adapter of a run ${run} of the workspace ${workspace}. Train it with POST ` +
            '/v1/training-runs; where the worker that trained it has another data folder, run `masthead models add` there.',
        );
      }
      return context.json(adapterView(added), 201);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/adapters/refresh',
      tags: ['Models'],
      summary: 'Serve what was laid on the shelf meanwhile',
      description: [
        'Reads the data folder’s shelf of adapters again and loads what is new, here and in every other process of this',
        `store, each from its own data folder. Needs an admin key of the workspace \`${operatorWorkspace}\`.`,
      ].join(' '),
      middleware: requireRole('admin'),
      responses: {
        200: jsonAnswer(
          z.object({ rows: z.array(adapterSchema).nullable(), leftAside: z.array(z.string()) }),
          'All that are loaded, null while no model is open; and why others were left aside',
        ),
        ...problems(),
      },
    }),
    async (context) => {
      const { loaded, leftAside } = await served(context.get('principal')).refresh();
      return context.json({ rows: loaded?.map(adapterView) ?? null, leftAside: [...leftAside] }, 200);
    },
  );
}
