import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Event, eventSchema } from '../../datasets/event.ts';
import { insertEvents } from '../store/events.ts';
import { countUnknownItems } from '../store/reference-queries.ts';
import { bodyProblems, jsonAnswer, problems } from './answers.ts';
import { requireRole } from './authentication.ts';
import type { ApiDependencies, ApiEnvironment } from './context.ts';
import { intakeReportFields, takeIn } from './intake.ts';
import { readIncomingRecords } from './intake-records.ts';
import { limits } from './limits.ts';
import type { ProblemError } from './problem.ts';
import { earliestTime } from './schemas/common.ts';

const reportSchema = z
  .object({
    ...intakeReportFields,
    unknownItems: z
      .number()
      .int()
      .openapi({ description: 'Distinct items (by chunk of 500 events) that are not in the catalogue yet' }),
  })
  .openapi('EventReport');

/** POST /v1/events. */
export function addEventRoutes(api: OpenAPIHono<ApiEnvironment>, { store, metrics }: ApiDependencies): void {
  api.openAPIRegistry.register('Event', z.strictObject({ ...eventSchema.shape }));
  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/events',
      tags: ['Events and items'],
      summary: 'Send what readers did',
      description: [
        'One event, an array of up to 1000, or a stream of application/x-ndjson (50 MB, 1 MB a line).',
        'Each is taken or refused by itself: 200 when all were taken, 207 when some were, 422 when none was.',
        'An event sent twice (same id, or the same fields) is one event. Users come into being with their first event;',
        'an event may name an item that is not in the catalogue yet.',
      ].join(' '),
      middleware: requireRole('write'),
      request: {
        body: {
          required: true,
          content: {
            'application/json': {
              schema: {
                anyOf: [
                  { $ref: '#/components/schemas/Event' },
                  { type: 'array', items: { $ref: '#/components/schemas/Event' }, minItems: 1, maxItems: 1000 },
                ],
              },
            },
            'application/x-ndjson': { schema: { type: 'string' } },
          },
        },
      },
      responses: {
        200: jsonAnswer(reportSchema, 'All were taken, or known already'),
        207: jsonAnswer(reportSchema, 'Some were refused; `rejected` names the lines'),
        ...problems(...bodyProblems),
      },
    }),
    async (context) => {
      const { workspaceId } = context.get('principal');
      const incoming = await readIncomingRecords(context, limits);
      const report = await takeIn(incoming, {
        schema: eventSchema,
        check: checkEvent,
        noCounts: { accepted: 0, duplicates: 0, unknownItems: 0 },
        store: async (records) => {
          const { inserted } = await insertEvents(store, workspaceId, inLockOrder(records));
          const itemIds = records.map((event) => event.itemId);
          const unknownItems = await countUnknownItems(store, workspaceId, itemIds);
          metrics.countIntake('events', 'accepted', inserted);
          metrics.countIntake('events', 'duplicate', records.length - inserted);
          return { accepted: inserted, duplicates: records.length - inserted, unknownItems };
        },
      });
      metrics.countIntake('events', 'rejected', report.rejectedCount);
      const { counts, rejectedCount, rejected } = report;
      const body = { ...counts, rejectedCount, rejected: [...rejected] };
      return rejectedCount > 0 ? context.json(body, 207) : context.json(body, 200);
    },
  );
}

/** What the schema cannot see: whether the time can be. */
function checkEvent(event: Event): ProblemError[] {
  const at = Date.parse(event.at);
  if (at > Date.now() + limits.eventMinutesAhead * 60_000)
    return [
      {
        pointer: '/at',
        detail: `The event lies in the future, more than ${limits.eventMinutesAhead} minutes ahead of this server's clock.`,
        cure: "Send the time at which it happened; check the sender's clock and time zone.",
      },
    ];
  if (at < earliestTime)
    return [{ pointer: '/at', detail: 'The event lies before 1970.', cure: 'Send the time at which it happened.' }];
  return [];
}

/** The same rows in the same order, whoever sends them, so that two senders of the same events cannot wait in a ring. */
function inLockOrder(records: readonly Event[]): Event[] {
  const keyed = records.map((event) => {
    const key = event.id ?? `${event.userId}\n${event.itemId}\n${Date.parse(event.at)}\n${event.kind}`;
    return { key, event };
  });
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ event }) => event);
}
