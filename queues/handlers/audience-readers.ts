import type { VersionedItem } from '../../datasets/item.ts';
import type { HeadlineRequest, WrittenText } from '../../generators/headline/headline-request.ts';
import { type JobInput, usersOfAudience } from '../job-contract.ts';
import type { JobResult, ResultAudience } from '../job-result.ts';
import type { Job } from '../job-store.ts';
import { PermanentJobError } from '../permanent-job-error.ts';
import { readerEvidence } from './reader-evidence.ts';
import type { KnownReader, WritingPorts } from './writing-ports.ts';

/** One audience of a job, with what is known of it. */
export interface KnownAudience {
  readonly audience: ResultAudience;
  /** Null for everybody. */
  readonly reader: KnownReader | null;
}

/** The item of a job. @throws PermanentJobError when it is gone */
export async function itemOfJob(ports: WritingPorts, job: Job): Promise<VersionedItem> {
  const item = await ports.item(job.workspaceId, job.input.itemId);
  if (!item) throw new PermanentJobError(`itemId: there is no item ${job.input.itemId} any more`);
  return item;
}

/** Everyone a job writes for. */
export async function audiencesOf(ports: WritingPorts, job: Job): Promise<KnownAudience[]> {
  const users = usersOfAudience(job.input.audience);
  if (users.length === 0) return [{ audience: { everybody: true }, reader: null }];
  const known: KnownAudience[] = [];
  for (const userId of users) known.push({ audience: { userId }, reader: await ports.reader(job.workspaceId, userId) });
  return known;
}

/** What the generator is asked for one audience. */
export function writingRequest({ reader }: KnownAudience, input: JobInput): HeadlineRequest {
  return {
    profile: reader?.profile ?? null,
    conditioning: input.conditioning,
    seed: input.seed,
    candidates: input.candidates,
    ...(input.maxWords !== undefined && { maxWords: input.maxWords }),
    historyTexts: reader?.historyTexts ?? [],
    averageReader: reader?.averageReader ?? null,
  };
}

/** A generator's answer as a job's result. */
export function jobResult(
  job: Job,
  item: VersionedItem,
  { audience, reader }: KnownAudience,
  written: WrittenText,
): JobResult {
  return {
    audience,
    kind: job.input.kind,
    itemId: item.id,
    itemVersion: item.version,
    placement: job.input.placement,
    outcome: written.outcome,
    reader: reader ? readerEvidence(reader.profile, written.softPrompt, written.outcome.text) : null,
  };
}
