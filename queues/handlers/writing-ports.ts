import type { VersionedItem } from '../../datasets/item.ts';
import type { Profile } from '../../profiles/profile.ts';

/** A reader as a writing job needs them. */
export interface KnownReader {
  readonly profile: Profile;
  /** Titles and summaries of what they read: nothing that stands only here may enter a text. */
  readonly historyTexts: readonly string[];
  /** Unit vector of the workspace's average reader, against which a focus stands out; null when unknown. */
  readonly averageReader: Float32Array | null;
}

/** What a writing job asks of whoever holds items and readers. `src` implements it on the store. */
export interface WritingPorts {
  /** The current version, or null. */
  item(workspaceId: string, itemId: string): Promise<VersionedItem | null>;
  /** The adapter that a workspace has chosen for a kind of job; undefined where it leaves that to the server. */
  chosenAdapter(workspaceId: string, kind: 'headline' | 'ad-title'): Promise<string | undefined>;
  /** @throws when the user is unknown */
  reader(workspaceId: string, userId: string): Promise<KnownReader>;
  /** Probability at which the workspace lets texts pass the check; null for the scorer's own gate. */
  factGate(workspaceId: string): Promise<number | null>;
}
