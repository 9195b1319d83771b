import { snapshotDue } from '../../profiles/living/schedule.ts';
import { countLog } from '../store/log-queries.ts';
import { newestSnapshot, newestSnapshotOutline } from '../store/snapshots.ts';
import { type HeldSnapshot, restoreSnapshot, type SnapshotSource } from './held-snapshot.ts';
import { type SnapshotProgress, takeSnapshot } from './take-snapshot.ts';
import { workspaceProfileSettings } from './workspace-settings.ts';

/** How long a workspace's log is taken as read before it is looked at again. */
const freshMilliseconds = 15_000;

interface Kept {
  readonly held: HeldSnapshot;
  checkedAt: number;
}

/**
 * The present snapshot of each workspace. The next one is taken when it is due (`snapshotDue`), when encoder or settings
 * have changed, and when a reader has been erased whose events the present one counts.
 */
export class WorkspaceSnapshots {
  readonly #source: SnapshotSource;
  readonly #kept = new Map<string, Kept>();
  readonly #working = new Map<string, Promise<HeldSnapshot>>();
  readonly #taking = new Map<string, Promise<HeldSnapshot>>();
  readonly #progress = new Map<string, SnapshotProgress>();

  constructor(source: SnapshotSource) {
    this.#source = source;
  }

  /** The snapshot to make profiles under; taken first where there is none or the log has outgrown it. */
  async current(workspaceId: string): Promise<HeldSnapshot> {
    const kept = this.#kept.get(workspaceId);
    if (kept && Date.now() - kept.checkedAt < freshMilliseconds) return kept.held;
    return this.#once(workspaceId, this.#working, () => this.#look(workspaceId, false));
  }

  /** Takes the next snapshot where it is due, even if it could wait. @returns whether it was */
  async refresh(workspaceId: string): Promise<boolean> {
    const before = this.#kept.get(workspaceId)?.held.number;
    const { number } = await this.#look(workspaceId, true);
    return number !== before;
  }

  /** Takes the next snapshot now. */
  take(workspaceId: string): Promise<HeldSnapshot> {
    return this.#once(workspaceId, this.#taking, async () => {
      try {
        const workspace = await workspaceProfileSettings(this.#source.store, workspaceId);
        const held = await takeSnapshot(this.#source, workspaceId, workspace, (progress) =>
          this.#progress.set(workspaceId, progress),
        );
        this.#kept.set(workspaceId, { held, checkedAt: Date.now() });
        return held;
      } finally {
        this.#progress.delete(workspaceId);
      }
    });
  }

  /** How far the taking of a snapshot is, or null where none is being taken. */
  progress(workspaceId: string): SnapshotProgress | null {
    return this.#progress.get(workspaceId) ?? null;
  }

  /** Lets go of what is held, because settings changed or a reader was erased. */
  forget(workspaceId: string): void {
    this.#kept.delete(workspaceId);
  }

  async #look(workspaceId: string, eager: boolean): Promise<HeldSnapshot> {
    const { store, encoder } = this.#source;
    const workspace = await workspaceProfileSettings(store, workspaceId);
    const outline = await newestSnapshotOutline(store, workspaceId);
    const usable =
      outline &&
      !outline.outdated &&
      outline.encoderSha256 === encoder.identity.fileSha256 &&
      outline.settingsHash === workspace.hash;
    if (!usable) return this.take(workspaceId);
    const { events, items } = await countLog(store, workspaceId);
    const due = snapshotDue(
      {
        takenAt: outline.createdAt,
        eventsThen: outline.events,
        itemsThen: outline.items,
        eventsNow: events,
        itemsNow: items,
      },
      new Date(),
      workspace.settings.schedule,
    );
    if (due === 'now' || (due === 'soon' && eager)) return this.take(workspaceId);
    const kept = this.#kept.get(workspaceId);
    const held =
      kept?.held.number === outline.number
        ? { ...kept.held, workspace }
        : await restoreSnapshot(this.#source, (await newestSnapshot(store, workspaceId))!, workspace);
    this.#kept.set(workspaceId, { held, checkedAt: Date.now() });
    return held;
  }

  #once(
    workspaceId: string,
    running: Map<string, Promise<HeldSnapshot>>,
    work: () => Promise<HeldSnapshot>,
  ): Promise<HeldSnapshot> {
    const present = running.get(workspaceId);
    if (present) return present;
    const begun = work().finally(() => running.delete(workspaceId));
    running.set(workspaceId, begun);
    return begun;
  }
}
