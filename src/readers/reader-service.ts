import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { defaultDenoiseSettings, denoiserVersion } from '../../profiles/denoise/settings.ts';
import { buildProfile, type KnownItem } from '../../profiles/interests/build-profile.ts';
import { itemText, itemWordCount } from '../../profiles/interests/item-text.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { KnownReader, WritingPorts } from '../../queues/handlers/writing-ports.ts';
import type { ProfileService } from '../api/ports.ts';
import { eventsOfUser } from '../store/events.ts';
import { findItem, findItems } from '../store/items.ts';
import type { Store } from '../store/store.ts';
import { findUser } from '../store/users.ts';
import { storedItemVectors } from './stored-item-vectors.ts';
import { WorkspaceLogs } from './workspace-log.ts';

/** Readers and items as jobs and the API ask for them, computed from the store's events. */
export class ReaderService implements WritingPorts, ProfileService {
  readonly #store: Store;
  readonly #encoder: SentenceEncoder;
  readonly #logs: WorkspaceLogs;

  constructor(store: Store, encoder: SentenceEncoder) {
    this.#store = store;
    this.#encoder = encoder;
    this.#logs = new WorkspaceLogs(store, encoder);
  }

  item(workspaceId: string, itemId: string) {
    return findItem(this.#store, workspaceId, itemId);
  }

  async profile(workspaceId: string, userId: string): Promise<Profile> {
    return (await this.reader(workspaceId, userId)).profile;
  }

  /** @throws Error when the user is unknown */
  async reader(workspaceId: string, userId: string): Promise<KnownReader> {
    const user = await findUser(this.#store, workspaceId, userId);
    if (!user) throw new Error('the user is no longer there');
    const log = await this.#logs.of(workspaceId);
    const events = await eventsOfUser(this.#store, workspaceId, userId, { until: log.asOf });
    const items = await findItems(
      this.#store,
      workspaceId,
      events.map((event) => event.itemId),
    );
    const vectors = await storedItemVectors(this.#store, workspaceId, this.#encoder, [...items.values()]);
    const known = new Map<string, KnownItem>();
    for (const [id, item] of items)
      known.set(id, {
        vector: vectors.get(id)!,
        text: itemText(item),
        ...(item.category !== undefined && { category: item.category }),
      });
    const profile = buildProfile({
      userId,
      events: denoise(events, {
        itemWords: (itemId) => (items.has(itemId) ? itemWordCount(items.get(itemId)!) : null),
        surges: log.surges,
        medianDwellSeconds: log.medianDwellSeconds,
      }),
      items: known,
      background: log.background,
      asOf: log.asOf.toISOString(),
      encoderSha256: this.#encoder.identity.fileSha256,
      denoiserVersion: denoiserVersion(defaultDenoiseSettings),
      consent: user.consent,
      rules: user.rules,
    });
    return {
      profile,
      historyTexts: user.consent === 'refused' ? [] : [...items.values()].map(itemText),
      averageReader: log.averageReader,
    };
  }
}
