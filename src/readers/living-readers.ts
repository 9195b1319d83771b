import { createHash } from 'node:crypto';
import type { User } from '../../datasets/user.ts';
import { centresOf } from '../../profiles/living/interest-centres.ts';
import { LivingProfile } from '../../profiles/living/living-profile.ts';
import { centresDue } from '../../profiles/living/schedule.ts';
import { withheldFrom } from '../../profiles/privacy/policy.ts';
import type { Profile, StoredEvent } from '../../profiles/profile.ts';
import { blendSegment } from '../../profiles/segments/blend-segment.ts';
import { profileOf } from '../../profiles/snapshot.ts';
import { eventsOfUser } from '../store/events.ts';
import { findCentres, type KeptCentres, saveCentres } from '../store/interest-centres.ts';
import { countEventsOfUser } from '../store/log-queries.ts';
import { dropLearnt, saveProfile } from '../store/profiles.ts';
import type { Store } from '../store/store.ts';
import type { HeldSnapshot } from './held-snapshot.ts';

/** Events held in memory for readers seen lately, at most; those not seen for longest go first. */
const mostEvents = 300_000;
/** After how long items that were unknown when they were clicked are looked for again. */
const lookAgainMilliseconds = 15_000;

/** One reader's living state, and what it stands on. */
interface Living {
  /** Consent, age band and rules as it was made with. */
  readonly reader: string;
  readonly snapshot: HeldSnapshot['snapshot'];
  readonly centres: KeptCentres;
  readonly profile: LivingProfile;
  lookedAt: number;
  /** Events of which a version has been kept, and its number. */
  kept: { readonly events: number; readonly version: number } | null;
}

/**
 * Readers' profiles as they live: under one snapshot a new event updates what is there, and the reader's interests stay
 * what they are until they are due to be clustered anew. What a profile says depends on events and numbers alone, so a
 * process that has forgotten a reader says the same when asked again.
 */
export class LivingReaders {
  readonly #store: Store;
  readonly #living = new Map<string, Living>();
  readonly #turns = new Map<string, Promise<unknown>>();
  #events = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The reader's profile by now, kept as a version where it says something new. One call a reader at a time. */
  profile(workspaceId: string, user: User, held: HeldSnapshot): Promise<Profile> {
    const key = JSON.stringify([workspaceId, user.id]);
    const turn = (this.#turns.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#profile(key, workspaceId, user, held));
    this.#turns.set(key, turn);
    const end = () => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    };
    turn.then(end, end);
    return turn;
  }

  /** Lets go of all that is held of a reader. */
  forget(workspaceId: string, userId: string): void {
    this.#drop(JSON.stringify([workspaceId, userId]));
  }

  /** Readers held in memory. */
  get size(): number {
    return this.#living.size;
  }

  async #profile(key: string, workspaceId: string, user: User, held: HeldSnapshot): Promise<Profile> {
    const reader = readerOf(user);
    if (withheldFrom(user, held.snapshot.policy)) {
      this.#drop(key);
      if (user.consent === 'refused') await dropLearnt(this.#store, workspaceId, user.id);
      return profileOf({ ...reader, events: [] }, held.snapshot, held.asOf.toISOString());
    }
    const living = await this.#upToDate(key, workspaceId, user, held);
    const { schedule } = held.workspace.settings;
    const own = living.profile.at(asOfTime(living.profile.newestAt, held));
    const profile = blendSegment(own, held.segments, held.snapshot.interestSettings);
    if (living.kept?.events !== living.profile.size) {
      const version = await saveProfile(this.#store, workspaceId, profile, {
        snapshot: held.number,
        centres: living.centres.number,
        kept: schedule.versionsKept,
      });
      living.kept = { events: living.profile.size, version };
    }
    const numbers = { snapshot: held.number, centres: living.centres.number, version: living.kept.version };
    return { ...profile, numbers };
  }

  async #upToDate(key: string, workspaceId: string, user: User, held: HeldSnapshot): Promise<Living> {
    const count = await countEventsOfUser(this.#store, workspaceId, user.id);
    const known = this.#living.get(key);
    const fits =
      known &&
      known.snapshot === held.snapshot &&
      known.reader === JSON.stringify(readerOf(user)) &&
      count >= known.profile.size;
    const looks = known?.profile.lacksItems && Date.now() - known.lookedAt > lookAgainMilliseconds;
    if (fits && count === known.profile.size && !looks) return this.#touch(key, known);
    const events = await eventsOfUser(this.#store, workspaceId, user.id);
    await held.welcome(events.map(({ itemId }) => itemId));
    const centres = await this.#centres(workspaceId, user, events, held, fits ? known : null);
    if (fits && known.centres.number === centres.number) {
      this.#events += events.length - known.profile.size;
      known.profile.add(events);
      known.lookedAt = Date.now();
      return this.#touch(key, known);
    }
    this.#drop(key);
    const profile = new LivingProfile(readerOf(user), held.snapshot, centres);
    profile.add(events);
    this.#events += profile.size;
    const fresh: Living = {
      reader: JSON.stringify(readerOf(user)),
      snapshot: held.snapshot,
      centres,
      profile,
      lookedAt: Date.now(),
      kept: null,
    };
    return this.#touch(key, fresh);
  }

  /** The reader's interest centres; clustered anew where they are due. */
  async #centres(
    workspaceId: string,
    user: User,
    events: readonly StoredEvent[],
    held: HeldSnapshot,
    known: Living | null,
  ): Promise<KeptCentres> {
    const { snapshot, workspace } = held;
    const basis = basisOf(user, held);
    const kept = known?.centres ?? (await findCentres(this.#store, workspaceId, user.id));
    const grown = { eventsThen: kept?.events ?? 0, eventsNow: events.length };
    const usable =
      kept !== null && kept.basis === basis && (kept.centres.length > 0 || grown.eventsNow === grown.eventsThen);
    const ageMilliseconds = kept ? Date.now() - kept.createdAt.getTime() : 0;
    if (usable && !centresDue({ ...grown, ageMilliseconds }, workspace.settings.schedule)) return kept;
    const newest = events.at(-1)?.at;
    const built = profileOf(
      { ...readerOf(user), events },
      snapshot,
      asOfTime(newest ? Date.parse(newest) : null, held),
    );
    return saveCentres(this.#store, workspaceId, user.id, centresOf(built, (kept?.number ?? 0) + 1), {
      snapshot: held.number,
      basis,
      events: events.length,
      kept: workspace.settings.schedule.versionsKept,
    });
  }

  /** Marks a reader as seen last, and forgets those not seen for longest where too much is held. */
  #touch(key: string, living: Living): Living {
    this.#living.delete(key);
    this.#living.set(key, living);
    for (const oldest of this.#living.keys()) {
      if (this.#events <= mostEvents || oldest === key) break;
      this.#drop(oldest);
    }
    return living;
  }

  #drop(key: string): void {
    this.#events -= this.#living.get(key)?.profile.size ?? 0;
    this.#living.delete(key);
  }
}

const readerOf = ({ id, consent, ageBand, rules }: User) => ({ userId: id, consent, ageBand, rules });

/** The log's time, or that of the reader's newest event where it is later. */
function asOfTime(newestAt: number | null, { asOf }: HeldSnapshot): string {
  return new Date(Math.max(asOf.getTime(), newestAt ?? Number.NEGATIVE_INFINITY)).toISOString();
}

/** Names what interest centres depend on beside the events. */
function basisOf({ rules }: User, { snapshot }: HeldSnapshot): string {
  const { encoderSha256, interestSettings, policy } = snapshot;
  const directions = policy.removedDirections.map((direction) => [...direction]);
  return createHash('sha256')
    .update(JSON.stringify([encoderSha256, interestSettings, { ...policy, removedDirections: directions }, rules]))
    .digest('hex')
    .slice(0, 16);
}
