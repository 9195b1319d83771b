import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import type { EditorSessions } from '../editor-sessions.ts';
import { addClaimRoutes } from './claims.ts';
import { addDecisionRoutes } from './decisions.ts';
import { addEditorRoutes } from './editors.ts';
import { addReviewEntryRoutes } from './entry.ts';
import { addLinkRoutes } from './links.ts';
import { addReviewQueueRoutes } from './queue.ts';
import { addSessionRoutes } from './session.ts';
import { addReviewSettingsRoutes } from './settings.ts';
import { SignInLimit } from './sign-in-limit.ts';

/** Everything under /v1/review: what editors look at and decide, and how they get in. */
export function addReviewRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  dependencies: ApiDependencies,
  sessions: EditorSessions,
): void {
  const limit = new SignInLimit();
  addReviewQueueRoutes(api, dependencies);
  addReviewEntryRoutes(api, dependencies);
  addClaimRoutes(api, dependencies);
  addDecisionRoutes(api, dependencies);
  addReviewSettingsRoutes(api, dependencies, sessions);
  addSessionRoutes(api, dependencies, sessions, limit);
  addLinkRoutes(api, dependencies, sessions, limit);
  addEditorRoutes(api, dependencies, sessions);
}
