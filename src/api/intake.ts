import { z } from '@hono/zod-openapi';
import type { IncomingRecords } from './intake-records.ts';
import { limits } from './limits.ts';
import { ApiProblem, type ProblemError } from './problem.ts';
import { findUnstorableText } from './storable-text.ts';
import { describeIssues, unstorableFault } from './validation-problem.ts';

/** How many records, or bytes of them, are stored at once. */
const chunkRecords = 500;
const chunkBytes = 4 * 1024 * 1024;

const rejectionSchema = z.object({
  line: z.number().int().openapi({ description: 'Line of the stream, or place in the array, from 1' }),
  field: z.string().nullable().openapi({ description: 'Null when the line as a whole is at fault' }),
  detail: z.string(),
  cure: z.string(),
});
type Rejection = z.infer<typeof rejectionSchema>;

/** What became of the records that were posted. */
export const intakeReportFields = {
  accepted: z.number().int().openapi({ description: 'Stored now' }),
  duplicates: z.number().int().openapi({ description: 'Known already; sending a record again changes nothing' }),
  rejectedCount: z.number().int(),
  rejected: z.array(rejectionSchema).openapi({ description: `The first ${limits.describedRejections} faults` }),
};

/** Counts that storing a chunk adds to; `accepted` and `duplicates` always, others by the kind of record. */
export type StoredCounts = Readonly<Record<string, number>> & { accepted: number; duplicates: number };

export interface IntakeReport<Counts extends StoredCounts> {
  readonly counts: Counts;
  readonly rejectedCount: number;
  readonly rejected: readonly Rejection[];
}

/** How one kind of record is checked and stored. */
export interface Intake<Checked, Counts extends StoredCounts> {
  readonly schema: z.ZodType<Checked>;
  /** What the schema cannot see; returns the faults. */
  readonly check?: (record: Checked) => readonly ProblemError[];
  /** Stores a chunk, atomically and idempotently. */
  readonly store: (records: readonly Checked[]) => Promise<Counts>;
  readonly noCounts: Counts;
}

/**
 * Checks records one by one and stores the good ones in chunks: a bad record never costs a good one its place.
 *
 * @throws ApiProblem 422 when nothing at all could be accepted
 */
export async function takeIn<Checked, Counts extends StoredCounts>(
  incoming: IncomingRecords,
  intake: Intake<Checked, Counts>,
): Promise<IntakeReport<Counts>> {
  const counts: Record<string, number> = { ...intake.noCounts };
  const rejected: Rejection[] = [];
  const faultsOfFirst: ProblemError[] = [];
  let rejectedCount = 0;
  let chunk: Checked[] = [];
  let bytesHeld = 0;
  const reject = (line: number, faults: readonly ProblemError[]) => {
    rejectedCount += 1;
    if (rejectedCount === 1) faultsOfFirst.push(...faults);
    for (const fault of faults.slice(0, 5))
      if (rejected.length < limits.describedRejections)
        rejected.push({ line, field: fault.pointer.slice(1) || null, detail: fault.detail, cure: fault.cure });
  };
  const flush = async () => {
    if (chunk.length === 0) return;
    const stored = await intake.store(chunk);
    chunk = [];
    bytesHeld = 0;
    for (const [name, count] of Object.entries(stored)) counts[name] = (counts[name] ?? 0) + count;
  };
  try {
    for await (const record of incoming.records) {
      if ('fault' in record) {
        reject(record.line, [lineFault(record.fault)]);
        continue;
      }
      const outcome = checkRecord(record.value, intake);
      if ('faults' in outcome) {
        reject(record.line, outcome.faults);
        continue;
      }
      bytesHeld += record.bytes;
      if (chunk.push(outcome.checked) >= chunkRecords || bytesHeld >= chunkBytes) await flush();
    }
    await flush();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // What came before the stream grew too long is stored and said to be so; sending it again does no harm.
    await flush();
    throw new ApiProblem(error.kind, error.message, { members: { ...counts, rejectedCount, rejected } });
  }
  if (rejectedCount > 0 && (counts.accepted ?? 0) + (counts.duplicates ?? 0) === 0)
    throw nothingAccepted(incoming.shape, rejectedCount, rejected, faultsOfFirst);
  return { counts: counts as Counts, rejectedCount, rejected };
}

const lineFault = (detail: string): ProblemError => ({
  pointer: '',
  detail,
  cure: 'Send one JSON object a line, in UTF-8.',
});

function checkRecord<Checked>(
  value: unknown,
  intake: Pick<Intake<Checked, StoredCounts>, 'schema' | 'check'>,
): { checked: Checked } | { faults: readonly ProblemError[] } {
  const parsed = intake.schema.safeParse(value);
  if (!parsed.success) return { faults: describeIssues(parsed.error.issues) };
  const unstorable = findUnstorableText(parsed.data);
  if (unstorable) return { faults: [unstorableFault(unstorable)] };
  const faults = intake.check?.(parsed.data) ?? [];
  return faults.length > 0 ? { faults } : { checked: parsed.data };
}

function nothingAccepted(
  shape: IncomingRecords['shape'],
  rejectedCount: number,
  rejected: readonly Rejection[],
  faultsOfFirst: readonly ProblemError[],
): ApiProblem {
  const first = rejected[0];
  const what = first?.field ? `${first.field}: ${first.detail}` : (first?.detail ?? 'The record is not valid.');
  if (shape === 'single') return new ApiProblem('invalid-request', what, { errors: faultsOfFirst });
  const place = shape === 'lines' ? 'line' : 'record';
  return new ApiProblem('invalid-request', `None of ${rejectedCount} was accepted; ${place} ${first?.line}: ${what}`, {
    errors: rejected.slice(0, 50).map(({ line, field, detail, cure }) => ({
      pointer: `${shape === 'array' ? `/${line - 1}` : `/line ${line}`}${field ? `/${field}` : ''}`,
      detail,
      cure,
    })),
    members: { accepted: 0, duplicates: 0, rejectedCount, rejected },
  });
}
