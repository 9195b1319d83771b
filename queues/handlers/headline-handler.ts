import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import type { JobHandler } from '../job-handler.ts';
import type { JobResult } from '../job-result.ts';
import { PermanentJobError } from '../permanent-job-error.ts';
import { audiencesOf, itemOfJob, jobResult, writingRequest } from './audience-readers.ts';
import { adapterOfJob } from './job-adapter.ts';
import type { WritingPorts } from './writing-ports.ts';

/** Readers written for in one go: enough to fill a batch, few enough to tell how far the job is. */
const readersAtOnce = 8;

/** Writes a headline of one article for each of a job's audiences. */
export function headlineHandler(ports: WritingPorts, models: WritingModels): JobHandler {
  return async (job, { signal, progress }) => {
    const item = await itemOfJob(ports, job);
    if (item.kind !== 'article' || !item.body?.trim())
      throw new PermanentJobError(
        `itemId: item ${item.id} has no body to write a headline from; send one with POST /v1/items`,
      );
    const article = {
      title: item.title,
      body: item.body,
      ...(item.publishedAt && { publishedAt: item.publishedAt }),
      ...(item.language && { language: item.language }),
    };
    const adapter = await adapterOfJob(ports, models, job);
    const audiences = await audiencesOf(ports, job);
    const factGate = await ports.factGate(job.workspaceId);
    const results: JobResult[] = [];
    for (let start = 0; start < audiences.length; start += readersAtOnce) {
      signal.throwIfAborted();
      const group = audiences.slice(start, start + readersAtOnce);
      const requests = group.map((audience) => writingRequest(audience, job.input));
      const written = await writeHeadlines(article, requests, models, {
        lane: job.lane,
        signal,
        adapter,
        ...(factGate !== null && { factGate }),
      });
      results.push(...group.map((audience, index) => jobResult(job, item, audience, written[index]!)));
      progress({ done: results.length, total: audiences.length });
    }
    return results;
  };
}
