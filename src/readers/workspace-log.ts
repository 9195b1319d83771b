import type { VersionedItem } from '../../datasets/item.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { weightedDirection } from '../../profiles/interests/vector.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { buildSnapshot, type Snapshot } from '../../profiles/snapshot.ts';
import { findItems } from '../store/items.ts';
import { everyonesEvents, logRevision, newestEventAt } from '../store/log-queries.ts';
import type { Store } from '../store/store.ts';
import { storedItemVectors } from './stored-item-vectors.ts';

/** What is everyone's in a workspace: the ground against which one reader's clicks are judged. */
export interface WorkspaceLog {
  /** Time of the newest event: profiles are as of the log, so that an imported log is judged in its own time. */
  readonly asOf: Date;
  readonly snapshot: Snapshot;
  /** Where the average click lies; null when no item of the log is known. */
  readonly averageReader: Float32Array | null;
}

/** Days of the log that count; surges and medians further back no longer tell. */
export const logWindowDays = 30;
/** How long a workspace's log is taken as read before its revision is looked at again. */
const freshMilliseconds = 15_000;

interface KeptLog {
  readonly revision: string;
  readonly log: Promise<WorkspaceLog>;
  checkedAt: number;
}

/** Reads workspaces' logs and keeps what it made of them until events or items are added. */
export class WorkspaceLogs {
  readonly #store: Store;
  readonly #encoder: SentenceEncoder;
  readonly #kept = new Map<string, KeptLog>();

  constructor(store: Store, encoder: SentenceEncoder) {
    this.#store = store;
    this.#encoder = encoder;
  }

  async of(workspaceId: string): Promise<WorkspaceLog> {
    const kept = this.#kept.get(workspaceId);
    if (kept && Date.now() - kept.checkedAt < freshMilliseconds) return kept.log;
    const revision = await logRevision(this.#store, workspaceId);
    // Others may have asked meanwhile: the newest answer stands.
    const present = this.#kept.get(workspaceId);
    if (present?.revision === revision) {
      present.checkedAt = Date.now();
      return present.log;
    }
    const log = this.#read(workspaceId);
    this.#kept.set(workspaceId, { revision, log, checkedAt: Date.now() });
    log.catch(() => this.#kept.delete(workspaceId));
    return log;
  }

  async #read(workspaceId: string): Promise<WorkspaceLog> {
    const until = (await newestEventAt(this.#store, workspaceId)) ?? new Date();
    const since = new Date(until.getTime() - logWindowDays * 86_400_000);
    const events: StoredEvent[] = [];
    for await (const page of everyonesEvents(this.#store, workspaceId, { since, until })) events.push(...page);
    const clicks = new Map<string, number>();
    for (const event of events)
      if (event.kind !== 'impression') clicks.set(event.itemId, (clicks.get(event.itemId) ?? 0) + 1);
    const items = await findItems(this.#store, workspaceId, [...clicks.keys()]);
    const snapshot = await buildSnapshot({
      events,
      items: [...items.values()],
      itemVectors: {
        vectorsOf: (wanted) =>
          storedItemVectors(this.#store, workspaceId, this.#encoder, wanted as readonly VersionedItem[]),
      },
      encoderSha256: this.#encoder.identity.fileSha256,
      encodeTerms: (terms) => this.#encoder.encode(terms, { lane: 'bulk' }),
    });
    return { asOf: until, snapshot, averageReader: averageClick(snapshot, clicks) };
  }
}

function averageClick(snapshot: Snapshot, clicks: ReadonlyMap<string, number>): Float32Array | null {
  const items = [...snapshot.items];
  if (items.length === 0) return null;
  return weightedDirection(
    items.map(([, item]) => item.vector),
    items.map(([id]) => clicks.get(id) ?? 0),
    items[0]![1].vector.length,
  );
}
