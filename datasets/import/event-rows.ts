import type { DuckDBDataChunk } from '@duckdb/node-api';
import { type Event, eventKinds } from '../event.ts';
import { kindPlace } from './validity-expressions.ts';

/** What is selected of an event, in the order in which `readEvents` takes it. */
export const eventSelection = `problem, user_id, item_id, epoch_ms(event_time)::DOUBLE, ${kindPlace}, dwell, scroll, session_id, device,
  variant_id, placement, id`;

/** A chunk's good events; `reject` is told the problem of each bad one, and an empty problem means left out. */
export function readEvents(chunk: DuckDBDataChunk, reject: (problem: string) => void): Event[] {
  const vectors = Array.from({ length: chunk.columnCount }, (_, column) => chunk.getColumnVector(column));
  const text = (column: number, row: number) => vectors[column]!.getItem(row) as string | null;
  const number = (column: number, row: number) => vectors[column]!.getItem(row) as number | null;
  const events: Event[] = [];
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const problem = text(0, row);
    if (problem !== null) {
      if (problem !== '') reject(problem);
      continue;
    }
    const event: Event = {
      userId: text(1, row)!,
      itemId: text(2, row)!,
      at: new Date(number(3, row)!).toISOString(),
      kind: eventKinds[number(4, row)!]!,
    };
    const dwell = number(5, row);
    if (dwell !== null) event.dwellSeconds = dwell;
    const scroll = number(6, row);
    if (scroll !== null) event.scroll = scroll;
    const session = text(7, row);
    if (session !== null) event.sessionId = session;
    const device = text(8, row);
    if (device !== null) event.device = device;
    const variant = text(9, row);
    if (variant !== null) event.variantId = variant;
    const placement = text(10, row);
    if (placement !== null) event.placement = placement;
    const id = text(11, row);
    if (id !== null) event.id = id;
    events.push(event);
  }
  return events;
}
