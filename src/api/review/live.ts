import { setTimeout as wait } from 'node:timers/promises';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { LiveChanges } from '../../review/live-changes.ts';
import { problems } from '../answers.ts';
import { requireRole } from '../authentication.ts';
import type { ApiDependencies, ApiEnvironment } from '../context.ts';
import type { Followers } from '../followers.ts';

const heartbeatMilliseconds = 15_000;
/** News at most so often: a bulk approval or a batch of results is one piece of news. */
const pauseMilliseconds = 250;
/** A stream ends after so long, and the browser comes again: who signed out meanwhile is not let in. */
const mostMilliseconds = 600_000;

/** GET /v1/review/live: counts and changed entries as server-sent events. */
export function addReviewLiveRoute(
  api: OpenAPIHono<ApiEnvironment>,
  { store, logger }: ApiDependencies,
  followers: Followers,
): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review/live',
      tags: ['Review'],
      summary: 'Follow the queue',
      description: [
        'Server-sent events: `counts` (ReviewCounts) at once and whenever they change, `entries` (an array of',
        'ReviewEntry) for those that were claimed, decided, retired or written, and `reload` when too much has changed to',
        'be told one by one. A comment is sent every 15 s. The stream ends after ten minutes; browsers come again.',
      ].join(' '),
      middleware: requireRole('read'),
      responses: {
        200: { description: 'The events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        ...problems(),
      },
    }),
    (context) => {
      const principal = context.get('principal');
      context.header('x-accel-buffering', 'no');
      return streamSSE(
        context,
        async (stream) => {
          const gone = new AbortController();
          stream.onAbort(() => gone.abort());
          const end = setTimeout(() => gone.abort(), mostMilliseconds);
          const heartbeat = setInterval(
            () => void stream.write(': still here\n\n').catch(() => undefined),
            heartbeatMilliseconds,
          );
          const changes = new LiveChanges(store, principal.workspaceId, principal);
          try {
            await followers.follow(principal.workspaceId, gone.signal, async (nextNews) => {
              while (!gone.signal.aborted) {
                const { counts, entries, tooMany } = await changes.look();
                if (counts) await stream.writeSSE({ event: 'counts', data: JSON.stringify(counts) });
                if (tooMany) await stream.writeSSE({ event: 'reload', data: '{}' });
                else if (entries.length > 0) await stream.writeSSE({ event: 'entries', data: JSON.stringify(entries) });
                await wait(pauseMilliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
                await nextNews();
              }
            });
          } finally {
            clearTimeout(end);
            clearInterval(heartbeat);
          }
        },
        async (error, stream) => {
          logger.warn({ error, route: '/v1/review/live' }, 'a stream of the queue broke off');
          await stream.close();
        },
      );
    },
  );
}
