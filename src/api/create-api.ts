import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { jobEventsChannel } from '../store/notifications.ts';
import { addAdapterShelfRoutes } from './adapter-shelf.ts';
import { addAdapterRoutes } from './adapters.ts';
import { addApiKeyRoutes } from './api-keys.ts';
import { Authenticator, authenticate } from './authentication.ts';
import { addBatchRoutes } from './batches.ts';
import { addCheckRoutes } from './check.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { serveDesk } from './desk.ts';
import { serveDocumentation } from './documentation.ts';
import { EditorSessions } from './editor-sessions.ts';
import { addEventRoutes } from './events.ts';
import { answerFaults, answerUnknownMethod, answerUnknownRoute } from './faults.ts';
import { Followers } from './followers.ts';
import { addHealthRoutes } from './health.ts';
import { addItemRoutes } from './items.ts';
import { JobAdmission } from './job-admission.ts';
import { addJobProgressRoutes } from './job-progress.ts';
import { addJobRoutes } from './jobs.ts';
import { limits } from './limits.ts';
import { observeRequests } from './observation.ts';
import { openApiDocument } from './open-api-document.ts';
import { ApiProblem } from './problem.ts';
import { addProfileUpkeepRoutes } from './profile-upkeep.ts';
import { addProfileRoutes } from './profiles.ts';
import { limitRate } from './rate-limit.ts';
import { addResultRoutes } from './results.ts';
import { addReviewRoutes } from './review/review.ts';
import { findUnstorableText } from './storable-text.ts';
import { defaultRateLimit } from './token-bucket.ts';
import { addTrainingRoutes } from './training-runs.ts';
import { addUserRoutes } from './users.ts';
import { unstorableProblem, validationProblem } from './validation-problem.ts';
import { addVariantRoutes } from './variants.ts';
import { addWorkspaceRoutes } from './workspaces.ts';

const mostWaitingJobs = 200_000;

/**
 * The REST API over a store. It listens nowhere: give it to startServer, or call `api.request(…)` in a test.
 */
export function createApi(dependencies: ApiDependencies): OpenAPIHono<ApiEnvironment> {
  const { store, metrics, logger } = dependencies;
  const api = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (!result.success) throw validationProblem(result.target, result.error);
      const unstorable = findUnstorableText(result.data);
      if (unstorable) throw unstorableProblem(result.target, unstorable);
    },
  });
  const authenticator = new Authenticator(store);
  const sessions = new EditorSessions(store);
  const admission = new JobAdmission(
    store,
    dependencies.mostWaitingJobs ?? mostWaitingJobs,
    dependencies.loadedAdapters,
  );

  api.onError(answerFaults(logger));
  api.notFound(answerUnknownRoute);
  api.use(
    '*',
    requestId({ limitLength: 100 }),
    secureHeaders({ xFrameOptions: 'DENY' }),
    observeRequests(metrics, logger),
  );
  api.use('*', methodNotAllowed({ app: api as never, onMethodNotAllowed: answerUnknownMethod }));
  api.use('/v1/*', authenticate(authenticator, sessions), limitRate(dependencies.rateLimit ?? defaultRateLimit));
  const boundedBody = bodyLimit({
    maxSize: limits.jsonBytes,
    onError: () => {
      throw new ApiProblem('too-large', `A JSON body may hold ${limits.jsonBytes} bytes.`);
    },
  });
  // Events and items bound their own bodies: a stream of lines may be longer.
  api.use('/v1/*', (context, next) => {
    if (context.req.header('content-encoding'))
      throw new ApiProblem('unsupported-media-type', 'Send the body without Content-Encoding.');
    return /^\/v1\/(events|items)$/.test(context.req.path) ? next() : boundedBody(context, next);
  });

  addHealthRoutes(api, dependencies);
  addEventRoutes(api, dependencies);
  addItemRoutes(api, dependencies);
  addUserRoutes(api, dependencies);
  addProfileRoutes(api, dependencies);
  addProfileUpkeepRoutes(api, dependencies);
  addJobRoutes(api, dependencies, admission);
  addTrainingRoutes(api, dependencies, admission);
  addJobProgressRoutes(api, dependencies, new Followers(store, jobEventsChannel));
  addBatchRoutes(api, dependencies, admission);
  addCheckRoutes(api, dependencies);
  addAdapterRoutes(api, dependencies);
  addAdapterShelfRoutes(api, dependencies);
  addResultRoutes(api, dependencies);
  addVariantRoutes(api, dependencies);
  addWorkspaceRoutes(api, dependencies);
  addApiKeyRoutes(api, dependencies, authenticator);
  addReviewRoutes(api, dependencies, sessions);
  // Made when first asked for, and once: it takes the better part of 20 ms.
  let document: ReturnType<typeof openApiDocument> | null = null;
  api.get('/openapi.json', (context) => {
    document ??= openApiDocument(api);
    return context.json(document);
  });
  serveDocumentation(api);
  serveDesk(api, dependencies.deskFolder);
  return api;
}
