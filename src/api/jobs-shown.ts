import type { Audience } from '../../queues/job-contract.ts';
import { pseudonymsOf } from '../review/pseudonyms.ts';
import type { JobRow } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Principal } from './context.ts';
import { jobView } from './job-views.ts';
import { seesReaders } from './readers-seen.ts';
import type { JobView } from './schemas/job.ts';

/** Shows jobs as whoever asks may see them: an editor who may not see readers gets their pseudonyms. */
export function jobsFor(store: Store): (job: JobRow, principal: Principal) => Promise<JobView> {
  return async (job, principal) => {
    const view = jobView(job);
    // A training run names no reader.
    if (job.kind === 'train' || seesReaders(principal)) return view;
    const pseudonym = await pseudonymsOf(store, principal.workspaceId);
    return { ...view, input: { ...view.input, audience: underPseudonyms(job.input.audience, pseudonym) } };
  };
}

function underPseudonyms(audience: Audience, pseudonym: (userId: string) => string): Audience {
  if ('userId' in audience) return { userId: pseudonym(audience.userId) };
  return 'userIds' in audience ? { userIds: audience.userIds.map(pseudonym) } : audience;
}
