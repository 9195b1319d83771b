import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { KnownReader, WritingPorts } from '../../queues/handlers/writing-ports.ts';
import { PermanentJobError } from '../../queues/permanent-job-error.ts';
import { readAdapterSettings } from '../store/adapter-settings.ts';
import { readCheckSettings } from '../store/check-settings.ts';
import { findItem } from '../store/items.ts';
import type { Store } from '../store/store.ts';
import { findUser } from '../store/users.ts';
import type { HeldSnapshot } from './held-snapshot.ts';
import { LivingReaders } from './living-readers.ts';
import type { SnapshotProgress } from './take-snapshot.ts';
import { WorkspaceSnapshots } from './workspace-snapshots.ts';

/** Readers and items as jobs and the API ask for them, computed from the store's events. */
export class ReaderService implements WritingPorts {
  readonly #store: Store;
  readonly #snapshots: WorkspaceSnapshots;
  readonly #living: LivingReaders;

  constructor(store: Store, encoder: SentenceEncoder) {
    this.#store = store;
    this.#snapshots = new WorkspaceSnapshots({ store, encoder });
    this.#living = new LivingReaders(store);
  }

  item(workspaceId: string, itemId: string) {
    return findItem(this.#store, workspaceId, itemId);
  }

  async chosenAdapter(workspaceId: string, kind: 'headline' | 'ad-title'): Promise<string | undefined> {
    return (await readAdapterSettings(this.#store, workspaceId))[kind] ?? undefined;
  }

  async profile(workspaceId: string, userId: string): Promise<Profile> {
    return (await this.reader(workspaceId, userId)).profile;
  }

  /** @throws PermanentJobError when the user is unknown: they were erased after the job was taken */
  async reader(workspaceId: string, userId: string): Promise<KnownReader> {
    const user = await findUser(this.#store, workspaceId, userId);
    if (!user) {
      this.#living.forget(workspaceId, userId);
      throw new PermanentJobError('audience: a user of this job is no longer there');
    }
    const held = await this.#snapshots.current(workspaceId);
    const profile = await this.#living.profile(workspaceId, user, held);
    const read = new Set(profile.events.map(({ event }) => event.itemId));
    return {
      profile,
      historyTexts: [...read].flatMap((itemId) => held.snapshot.items.get(itemId)?.text ?? []),
      averageReader: held.averageReader,
    };
  }

  async factGate(workspaceId: string): Promise<number | null> {
    return (await readCheckSettings(this.#store, workspaceId)).gate;
  }

  /** Takes the next snapshot of a workspace now. */
  takeSnapshot(workspaceId: string): Promise<HeldSnapshot> {
    return this.#snapshots.take(workspaceId);
  }

  /** Takes the next snapshot where it is due. */
  refreshSnapshot(workspaceId: string): Promise<boolean> {
    return this.#snapshots.refresh(workspaceId);
  }

  snapshotProgress(workspaceId: string): SnapshotProgress | null {
    return this.#snapshots.progress(workspaceId);
  }

  /** Lets go of a workspace's snapshot, because its settings changed. */
  settingsChanged(workspaceId: string): void {
    this.#snapshots.forget(workspaceId);
  }

  /** Lets go of all that is held of a reader who was erased, and of what counts them. */
  erased(workspaceId: string, userId: string): void {
    this.#living.forget(workspaceId, userId);
    this.#snapshots.forget(workspaceId);
  }
}
