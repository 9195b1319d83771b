import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import { addClaimRoutes } from './claims.ts';
import { addDecisionRoutes } from './decisions.ts';
import { addReviewEntryRoutes } from './entry.ts';
import { addReviewQueueRoutes } from './queue.ts';

/** Everything under /v1/review: what editors look at and decide. */
export function addReviewRoutes(api: OpenAPIHono<ApiEnvironment>, dependencies: ApiDependencies): void {
  addReviewQueueRoutes(api, dependencies);
  addReviewEntryRoutes(api, dependencies);
  addClaimRoutes(api, dependencies);
  addDecisionRoutes(api, dependencies);
}
