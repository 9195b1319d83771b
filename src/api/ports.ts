import type { Profile } from '../../profiles/profile.ts';

/** Computes what Masthead knows of a user. */
export interface ProfileService {
  /**
   * The user's profile as of now; `source: 'none'` when there are no events to go by.
   *
   * @throws when the models it needs are not there
   */
  profile(workspaceId: string, userId: string): Promise<Profile>;
}

/** How one part stands. */
export interface ReadinessState {
  readonly ready: boolean;
  /** Why not, and what to do or wait for; free of secrets and personal data. */
  readonly reason?: string;
}

/** One thing that must work before this server should be sent requests. */
export interface ReadinessProbe {
  /** Such as `models` or `queue`. */
  readonly name: string;
  /** A rejection, or no answer within a second, counts as not ready. */
  check(): Promise<ReadinessState> | ReadinessState;
}

/** Told when jobs have been put into the outbox, so that they need not wait for the sweep. Must not throw. */
export type OutboxNudge = () => void;
