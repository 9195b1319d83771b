import { AdapterChoiceError, adapterFor } from '../../generators/adapter-choice.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import type { Job } from '../job-store.ts';
import { PermanentJobError } from '../permanent-job-error.ts';
import type { WritingPorts } from './writing-ports.ts';

/**
 * Which adapter a job is written with: its own choice, else its workspace's, else the server's.
 * @returns null for the model as it is
 * @throws PermanentJobError if the one chosen is not loaded here or is for another task
 */
export async function adapterOfJob(
  ports: WritingPorts,
  { languageModel }: Pick<WritingModels, 'languageModel'>,
  { workspaceId, input }: Job,
): Promise<string | null> {
  const wanted = input.adapter ?? (await ports.chosenAdapter(workspaceId, input.kind));
  try {
    return adapterFor(input.kind, languageModel, wanted)?.name ?? null;
  } catch (error) {
    if (error instanceof AdapterChoiceError) throw new PermanentJobError(`adapter: ${error.message}`);
    throw error;
  }
}
