import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { Profile } from '../../profiles/profile.ts';
import { profileOf } from '../../profiles/snapshot.ts';
import type { KnownReader, WritingPorts } from '../../queues/handlers/writing-ports.ts';
import { PermanentJobError } from '../../queues/permanent-job-error.ts';
import type { ProfileService } from '../api/ports.ts';
import { eventsOfUser } from '../store/events.ts';
import { findItem } from '../store/items.ts';
import type { Store } from '../store/store.ts';
import { findUser } from '../store/users.ts';
import { WorkspaceLogs } from './workspace-log.ts';

/** Readers and items as jobs and the API ask for them, computed from the store's events. */
export class ReaderService implements WritingPorts, ProfileService {
  readonly #store: Store;
  readonly #logs: WorkspaceLogs;

  constructor(store: Store, encoder: SentenceEncoder) {
    this.#store = store;
    this.#logs = new WorkspaceLogs(store, encoder);
  }

  item(workspaceId: string, itemId: string) {
    return findItem(this.#store, workspaceId, itemId);
  }

  async profile(workspaceId: string, userId: string): Promise<Profile> {
    return (await this.reader(workspaceId, userId)).profile;
  }

  /** @throws PermanentJobError when the user is unknown: they were erased after the job was taken */
  async reader(workspaceId: string, userId: string): Promise<KnownReader> {
    const user = await findUser(this.#store, workspaceId, userId);
    if (!user) throw new PermanentJobError('audience: a user of this job is no longer there');
    const { asOf, snapshot, averageReader } = await this.#logs.of(workspaceId);
    const events = await eventsOfUser(this.#store, workspaceId, userId, { until: asOf });
    const profile = profileOf(
      { userId, events, consent: user.consent, ageBand: user.ageBand, rules: user.rules },
      snapshot,
      asOf.toISOString(),
    );
    const read = new Set(user.consent === 'refused' ? [] : events.map((event) => event.itemId));
    return {
      profile,
      historyTexts: [...read].flatMap((itemId) => snapshot.items.get(itemId)?.text ?? []),
      averageReader,
    };
  }
}
