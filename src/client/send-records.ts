import type { Http } from './http.ts';

/** What became of the records that were sent; the counts of all requests together, lines counted through. */
export interface SendReport {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejectedCount: number;
  readonly rejected: readonly { line: number; field: string | null; detail: string; cure: string }[];
}

const mostLines = 5000;
const mostCharacters = 8 * 1024 * 1024;

/**
 * Sends records as NDJSON, in as many requests as they need.
 *
 * @throws MastheadApiError when the first request, or all of a later one, is refused
 */
export async function sendRecords(
  http: Http,
  path: string,
  records: Iterable<unknown> | AsyncIterable<unknown>,
  signal?: AbortSignal,
): Promise<SendReport> {
  const total = { accepted: 0, duplicates: 0, rejectedCount: 0, rejected: [] as SendReport['rejected'][number][] };
  let lines: string[] = [];
  let characters = 0;
  let before = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    const body = { type: 'application/x-ndjson', text: lines.join('\n') };
    const report = await http.json<SendReport>('POST', path, { body, signal });
    total.accepted += report.accepted;
    total.duplicates += report.duplicates;
    total.rejectedCount += report.rejectedCount;
    for (const rejection of report.rejected) total.rejected.push({ ...rejection, line: rejection.line + before });
    before += lines.length;
    lines = [];
    characters = 0;
  };
  for await (const record of records) {
    const line = JSON.stringify(record);
    characters += line.length;
    if (lines.push(line) >= mostLines || characters >= mostCharacters) await flush();
  }
  await flush();
  return total;
}
