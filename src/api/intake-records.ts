import type { Context } from 'hono';
import { createEventLoopGuard } from './event-loop-guard.ts';
import { limits } from './limits.ts';
import { readLines, StreamTooLongError } from './lines.ts';
import { ApiProblem } from './problem.ts';

/**
 * One record as it came: a value, or what kept it from being one. Lines (or places in an array) count from 1; `bytes`
 * is the length of its line (0 in an array, whose size is bounded as a whole).
 */
export type IncomingRecord =
  | { readonly line: number; readonly value: unknown; readonly bytes: number }
  | { readonly line: number; readonly fault: string };

/** What was posted: one record, an array, or a stream of lines. */
export interface IncomingRecords {
  readonly shape: 'single' | 'array' | 'lines';
  readonly records: AsyncIterable<IncomingRecord>;
}

/** Sizes in bytes. */
export interface IntakeLimits {
  readonly jsonBytes: number;
  readonly lineBytes: number;
}

/**
 * Reads the body of POST /v1/events or /v1/items: `application/json` (an object or an array of up to 1000) or
 * `application/x-ndjson` (streamed, a record a line). Lines are parsed one by one, so that a broken one spoils no other.
 *
 * @throws ApiProblem 400, 413, 415 or 422 when the body as a whole cannot be read
 */
export async function readIncomingRecords(context: Context, bounds: IntakeLimits): Promise<IncomingRecords> {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-ndjson' || type === 'application/jsonl')
    return { shape: 'lines', records: readNdjson(context, bounds.lineBytes) };
  if (type !== 'application/json')
    throw new ApiProblem('unsupported-media-type', 'Send application/json or application/x-ndjson.');
  const body = await readJson(context, bounds.jsonBytes);
  if (!Array.isArray(body)) return { shape: 'single', records: listRecords([body]) };
  if (body.length === 0 || body.length > limits.arrayRecords) {
    const detail = `The array holds ${body.length} records; 1 to ${limits.arrayRecords} are taken.`;
    throw new ApiProblem('invalid-request', detail, {
      errors: [{ pointer: '', detail, cure: 'Send several requests, or a stream of application/x-ndjson.' }],
    });
  }
  return { shape: 'array', records: listRecords(body) };
}

async function readJson(context: Context, maximumBytes: number): Promise<unknown> {
  const tooLarge = () => new ApiProblem('too-large', `A JSON body may hold ${maximumBytes} bytes.`);
  if (Number(context.req.header('content-length') ?? 0) > maximumBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (context.req.raw.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.length;
    if (total > maximumBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new ApiProblem('invalid-json', 'The body is not valid JSON in UTF-8.');
  }
}

async function* listRecords(values: readonly unknown[]): AsyncGenerator<IncomingRecord> {
  for (const [index, value] of values.entries()) yield { line: index + 1, value, bytes: 0 };
}

async function* readNdjson(context: Context, maximumLineBytes: number): AsyncGenerator<IncomingRecord> {
  const tooLarge = () => new ApiProblem('too-large', `A stream may hold ${limits.streamBytes} bytes.`);
  if (Number(context.req.header('content-length') ?? 0) > limits.streamBytes) throw tooLarge();
  const stream = context.req.raw.body;
  if (!stream) return;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const letOthersRun = createEventLoopGuard();
  try {
    for await (const { number, bytes } of readLines(stream, maximumLineBytes, limits.streamBytes)) {
      await letOthersRun();
      const record = parseLine(number, bytes, decoder, maximumLineBytes);
      if (record) yield record;
    }
  } catch (error) {
    if (error instanceof StreamTooLongError) throw tooLarge();
    throw error;
  }
}

/** @returns null for a blank line */
function parseLine(
  line: number,
  bytes: Uint8Array | null,
  decoder: TextDecoder,
  maximumBytes: number,
): IncomingRecord | null {
  if (bytes === null) return { line, fault: `The line is longer than ${maximumBytes} bytes.` };
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return { line, fault: 'The line is not UTF-8.' };
  }
  if (text === '') return null;
  try {
    return { line, value: JSON.parse(text), bytes: bytes.length };
  } catch {
    return { line, fault: 'The line is not valid JSON.' };
  }
}
