import type { AdFacts } from '../../datasets/item.ts';
import type { ArticleSource } from '../../generators/facts/analyse-article.ts';
import type { FactThresholds } from '../../generators/facts/score/fact-scorer.ts';
import type { LoadedAdapter } from '../../models/language-model.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CheckAnswer } from './schemas/check.ts';

/** Computes what Masthead knows of a user. */
export interface ProfileService {
  /**
   * The user's profile as of now; `source: 'none'` when there are no events to go by.
   *
   * @throws when the models it needs are not there
   */
  profile(workspaceId: string, userId: string): Promise<Profile>;
}

/** What a text is checked against. */
export type CheckedSource =
  | { readonly kind: 'article'; readonly article: ArticleSource }
  | { readonly kind: 'ad'; readonly facts: AdFacts; readonly language?: string };

/** Checks texts against articles while someone waits. */
export interface FactCheckService {
  /**
   * @param threshold at which a text passes: a named one of the scorer, or a probability
   * @param signal ends the check when nobody waits for it any more; it then rejects with the signal's reason
   * @throws NotReadyError when the models it needs are not there
   */
  check(
    text: string,
    source: CheckedSource,
    threshold: keyof FactThresholds | number,
    signal?: AbortSignal,
  ): Promise<CheckAnswer>;
}

/** Keeps the snapshots of what is everyone's, which profiles are made under. */
export interface SnapshotService {
  /** Takes the next one now. @throws when the models it needs are not there */
  take(workspaceId: string): Promise<unknown>;
  /** How far the taking is, or null where none is being taken. */
  progress(workspaceId: string): { readonly stage: string; readonly done: number; readonly of?: number } | null;
  /** Told that a workspace's settings changed. */
  settingsChanged(workspaceId: string): void;
}

/** What became of a look at the shelf. */
export interface RefreshedAdapters {
  /** All that are loaded; null while the language model is not open. */
  readonly loaded: readonly LoadedAdapter[] | null;
  /** Why those were left aside that cannot be used. */
  readonly leftAside: readonly string[];
}

/** Takes new adapters in while the server runs. */
export interface AdapterService {
  /**
   * Lays the adapter of a training run on the shelf and loads it, here and in the other processes.
   * @returns null if the run has left none here
   * @throws AdapterError if it cannot be used
   */
  addRun(workspaceId: string, run: string): Promise<Omit<LoadedAdapter, 'taskTokens'> | null>;
  /** Loads what is new on the shelf, and has the other processes do so. */
  refresh(): Promise<RefreshedAdapters>;
}

/** A model that is open. */
export interface SystemModel {
  /** What it does here. */
  readonly role: string;
  readonly name: string;
  readonly fileSha256: string | null;
  readonly quantization: string | null;
  readonly device: string | null;
}

/** What this process runs. */
export interface SystemDescription {
  readonly models: {
    readonly state: 'open' | 'opening' | 'closed' | 'unavailable';
    readonly reason: string | null;
    /** What was asked for. */
    readonly device: string | null;
    readonly open: readonly SystemModel[];
  };
  readonly workers: { readonly inThisProcess: boolean; readonly takingJobs: boolean };
}

/** How one thing stands that must work before this server should be sent requests. */
export interface ReadinessCheck {
  /** Such as `models` or `queue`. */
  readonly name: string;
  readonly ready: boolean;
  /** Why not, and what to do or wait for; free of secrets and personal data. */
  readonly reason?: string;
  /** What it is when it is ready, such as the models that are open and the device they run on. */
  readonly detail?: string;
}

/**
 * Asks one part whether it is ready. A rejection, or no answer within a second, counts as not ready, under the probe's
 * own name: `queueReady` is shown as `queue`.
 */
export type ReadinessProbe = () => Promise<ReadinessCheck> | ReadinessCheck;

/** Thrown by a port that cannot do its part yet; answered with 503 and this message, so it may hold nothing private. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/** Told when jobs have been put into the outbox, so that they need not wait for the sweep. Must not throw. */
export type OutboxNudge = () => void;
