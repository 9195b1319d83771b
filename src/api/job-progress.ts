import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { type JobEvent, listJobEvents } from '../store/job-events.ts';
import { findJob } from '../store/jobs.ts';
import { problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import type { Followers } from './followers.ts';
import { requireJob } from './jobs.ts';
import { looksLikeUuid, ownIdPath } from './schemas/common.ts';

const heartbeatMilliseconds = 15_000;
const terminalKinds: readonly JobEvent['kind'][] = ['done', 'failed', 'cancelled'];

const resumeHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .openapi({ description: 'Events after this one only; browsers send it by themselves when they reconnect' }),
});

/** GET /v1/jobs/{id}/events: a job's progress as server-sent events (WHATWG HTML, section 9.2). */
export function addJobProgressRoutes(
  api: OpenAPIHono<ApiEnvironment>,
  { store, logger }: ApiDependencies,
  followers: Followers,
): void {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jobs/{id}/events',
      tags: ['Jobs'],
      summary: "Follow a job's progress",
      description: [
        'Server-sent events named queued, running, progress, retrying, cancelling, done, failed and cancelled, from the',
        "job's first on; each has an id to resume from. The stream ends when the job has; for a job that has ended it",
        'tells the rest and ends. A comment is sent every 15 s so that the connection stays open.',
      ].join(' '),
      middleware: requireRole('read'),
      request: { params: ownIdPath, headers: resumeHeaders },
      responses: {
        200: { description: 'The events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        ...problems('invalid-parameter', 'not-found'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { workspaceId } = context.get('principal');
      const seen = Number(context.req.valid('header')['last-event-id'] ?? 0);
      const job = requireJob(looksLikeUuid(id) ? await findJob(store, workspaceId, id) : null);
      context.header('x-accel-buffering', 'no');
      return streamSSE(
        context,
        async (stream) => {
          const gone = new AbortController();
          stream.onAbort(() => gone.abort());
          const heartbeat = setInterval(
            () => void stream.write(': still here\n\n').catch(() => undefined),
            heartbeatMilliseconds,
          );
          try {
            await followers.follow(job.id, gone.signal, async (nextEvent) => {
              let last = seen;
              while (!gone.signal.aborted) {
                const events = await listJobEvents(store, workspaceId, job.id, last);
                for (const event of events) {
                  last = event.sequence;
                  await stream.writeSSE(serverSentEvent(event));
                }
                if (await hasEnded(last, events)) return;
                await nextEvent();
              }
            });
          } finally {
            clearInterval(heartbeat);
          }
        },
        async (error, stream) => {
          logger.warn({ error, route: '/v1/jobs/{id}/events' }, 'a progress stream broke off');
          await stream.close();
        },
      );

      /** Ended: the newest event is terminal, or nothing more can come (the job is gone, or had ended before `last`). */
      async function hasEnded(last: number, events: readonly JobEvent[]): Promise<boolean> {
        const newest = events.at(-1);
        if (newest && !terminalKinds.includes(newest.kind)) return false;
        const now = await findJob(store, workspaceId, job.id);
        return !now || (now.eventSequence <= last && terminalKinds.some((kind) => kind === now.state));
      }
    },
  );
}

function serverSentEvent({ sequence, kind, data, at }: JobEvent): { id: string; event: string; data: string } {
  return { id: String(sequence), event: kind, data: JSON.stringify({ ...data, at: at.toISOString() }) };
}
