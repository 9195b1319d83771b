import { writeAdTitles } from '../../generators/ad-title/write-ad-titles.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import type { JobHandler } from '../job-handler.ts';
import type { JobResult } from '../job-result.ts';
import { PermanentJobError } from '../permanent-job-error.ts';
import { audiencesOf, itemOfJob, jobResult, writingRequest } from './audience-readers.ts';
import { adapterOfJob } from './job-adapter.ts';
import type { WritingPorts } from './writing-ports.ts';

const readersAtOnce = 8;

/** Writes a title of one ad for each of a job's audiences, from the ad's facts alone. */
export function adTitleHandler(ports: WritingPorts, models: WritingModels): JobHandler {
  return async (job, { signal, progress }) => {
    const item = await itemOfJob(ports, job);
    if (item.kind !== 'ad' || !item.facts)
      throw new PermanentJobError(
        `itemId: item ${item.id} has no facts to write a title from; send them with POST /v1/items`,
      );
    const ad = { title: item.title, facts: item.facts, ...(item.language && { language: item.language }) };
    const adapter = await adapterOfJob(ports, models, job);
    const audiences = await audiencesOf(ports, job);
    const results: JobResult[] = [];
    for (let start = 0; start < audiences.length; start += readersAtOnce) {
      signal.throwIfAborted();
      const group = audiences.slice(start, start + readersAtOnce);
      const requests = group.map((audience) => writingRequest(audience, job.input));
      const written = await writeAdTitles(ad, requests, models, { lane: job.lane, signal, adapter });
      results.push(...group.map((audience, index) => jobResult(job, item, audience, written[index]!)));
      progress({ done: results.length, total: audiences.length });
    }
    return results;
  };
}
