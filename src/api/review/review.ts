import type { OpenAPIHono } from '@hono/zod-openapi';
import { reviewChannel } from '../../store/notifications.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import type { EditorSessions } from '../editor-sessions.ts';
import { Followers } from '../followers.ts';
import { addBulkRoutes } from './bulk.ts';
import { addClaimRoutes } from './claims.ts';
import { addDecisionRoutes } from './decisions.ts';
import { addEditorRoutes } from './editors.ts';
import { addReviewEntryRoutes } from './entry.ts';
import { addExportRoutes } from './exports.ts';
import { addFigureRoutes } from './figures.ts';
import { addLinkRoutes } from './links.ts';
import { addReviewLiveRoute } from './live.ts';
import { addReviewQueueRoutes } from './queue.ts';
import { addSessionRoutes } from './session.ts';
import { addReviewSettingsRoutes } from './settings.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { addSystemRoutes } from './system.ts';

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
  addBulkRoutes(api, dependencies);
  addFigureRoutes(api, dependencies);
  addExportRoutes(api, dependencies);
  addReviewLiveRoute(api, dependencies, new Followers(dependencies.store, reviewChannel));
  addSystemRoutes(api, dependencies);
  addReviewSettingsRoutes(api, dependencies, sessions);
  addSessionRoutes(api, dependencies, sessions, limit);
  addLinkRoutes(api, dependencies, sessions, limit);
  addEditorRoutes(api, dependencies, sessions);
}
