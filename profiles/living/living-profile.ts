import { denoise } from '../denoise/denoise.ts';
import { denoiserVersion } from '../denoise/settings.ts';
import { itemAdmission } from '../interests/admitted-item.ts';
import { readingClock } from '../interests/reading-clock.ts';
import { interestTrends } from '../interests/trends.ts';
import { dot, unit } from '../interests/vector.ts';
import { withheldFrom } from '../privacy/policy.ts';
import type { DenoisedEvent, Interest, Profile, StoredEvent } from '../profile.ts';
import type { Reader, Snapshot } from '../snapshot.ts';
import { DecayedSum } from './decayed-sum.ts';
import type { InterestCentres } from './interest-centres.ts';
import { ItemVerdicts } from './item-verdicts.ts';

const millisecondsADay = 86_400_000;
/** Time at which decay is 1: fixed, so that sums made at different times can be added. */
const epoch = Date.UTC(2026, 0, 1);

interface Contribution {
  readonly itemId: string;
  readonly weight: number;
}

/**
 * A reader's profile that takes events one at a time, in any order, under one snapshot and fixed interest centres. What
 * it says after n events is what a new one says that was given all n at once. An event may change what denoising makes of
 * its neighbours, so the reader's events are weighed anew, which needs no vectors; sums change only where a weight did.
 */
export class LivingProfile {
  readonly #reader: Omit<Reader, 'events'>;
  readonly #snapshot: Snapshot;
  readonly #centres: InterestCentres;
  readonly #events = new Map<string, StoredEvent>();
  readonly #contributions = new Map<string, Contribution>();
  readonly #sums: DecayedSum[];
  readonly #itemMass = new Map<string, number>();
  readonly #admitted = new Map<string, Float32Array | null>();
  /** Items of counted events that the snapshot does not know yet. */
  readonly #unknown = new Set<string>();
  readonly #verdicts: ItemVerdicts;
  readonly #admit: ReturnType<typeof itemAdmission>;
  readonly #withheld: ReturnType<typeof withheldFrom>;
  #denoised: readonly DenoisedEvent[] = [];

  constructor(reader: Omit<Reader, 'events'>, snapshot: Snapshot, centres: InterestCentres) {
    this.#reader = reader;
    this.#snapshot = snapshot;
    this.#centres = centres;
    const dimensions = [...snapshot.items.values()][0]?.vector.length ?? 0;
    this.#sums = Array.from({ length: Math.max(1, centres.centres.length) }, () => new DecayedSum(dimensions));
    this.#verdicts = new ItemVerdicts(reader.rules ?? [], snapshot);
    this.#admit = itemAdmission(reader.rules ?? [], snapshot.policy);
    this.#withheld = withheldFrom(reader, snapshot.policy);
  }

  /** Names snapshot and centres: profiles of one version are comparable. */
  get version(): string {
    return `${this.#snapshot.id}/${this.#centres.number}`;
  }

  /** Events that were taken in. */
  get size(): number {
    return this.#events.size;
  }

  /** Whether items of counted events are unknown to the snapshot. */
  get lacksItems(): boolean {
    return this.#unknown.size > 0;
  }

  /** Time of the newest event, milliseconds since 1970; null without any. */
  get newestAt(): number | null {
    const newest = this.#denoised.at(-1);
    return newest ? Date.parse(newest.event.at) : null;
  }

  /**
   * Takes events in; one that is there already (by id) changes nothing. Where nothing may be learnt, nothing is kept.
   * Events whose item has joined the snapshot since they came are counted from here on.
   */
  add(events: readonly StoredEvent[]): void {
    if (this.#withheld) return;
    const before = this.#events.size;
    for (const event of events) if (!this.#events.has(event.id)) this.#events.set(event.id, event);
    if (!this.#welcomeItems() && this.#events.size === before) return;
    this.#denoised = denoise([...this.#events.values()], {
      ...this.#snapshot,
      settings: this.#snapshot.denoiseSettings,
    });
    this.#account(contributionsOf(this.#denoised, this.#snapshot.interestSettings.halfLifeDays));
  }

  /**
   * The profile at a time.
   * @param asOf ISO-8601, not before the newest event
   * @throws RangeError when it is
   */
  at(asOf: string): Profile {
    const { interestSettings: settings, encoderSha256 } = this.#snapshot;
    const time = Date.parse(asOf);
    if (!(time >= (this.newestAt ?? Number.NEGATIVE_INFINITY)))
      throw new RangeError(`a living profile cannot go back: ${asOf} lies before its newest event, or is no time`);
    const fading = 2 ** ((epoch - time) / millisecondsADay / settings.halfLifeDays);
    const mass = this.#sums.reduce((sum, part) => sum + Math.max(0, part.mass), 0);
    const total = new Float64Array(this.#sums[0]!.sum.length);
    for (const { sum } of this.#sums) for (let index = 0; index < total.length; index++) total[index]! += sum[index]!;
    const vector = this.#itemMass.size > 0 && mass > 0 ? unit(total.map((value) => value / mass)) : null;
    return {
      userId: this.#reader.userId,
      asOf,
      source: vector ? 'behaviour' : 'none',
      ...(this.#withheld ? { withheld: this.#withheld } : {}),
      ...(this.#reader.rules && this.#reader.rules.length > 0 ? { rules: this.#reader.rules } : {}),
      ...this.#remarks(),
      vector,
      interests: vector ? this.#interests(mass, time) : [],
      clock: readingClock(vector ? this.#denoised : [], time, settings),
      confidence: vector ? (mass * fading) / (mass * fading + settings.halfConfidenceWeight) : 0,
      events: this.#denoised,
      encoderSha256,
      denoiserVersion: denoiserVersion(this.#snapshot.denoiseSettings),
    };
  }

  /** What rules and privacy took out; as a rebuilt profile says it. */
  #remarks(): Pick<Profile, 'ruleEffects' | 'sensitiveItemsLeftOut'> {
    if (this.#withheld) return {};
    return this.#verdicts.remarksOn(this.#denoised.filter(({ weight }) => weight > 0).map(({ event }) => event.itemId));
  }

  #interests(mass: number, time: number): Interest[] {
    const trends = interestTrends(this.#denoised, time, this.#snapshot.interestSettings);
    const counted = new Set(this.#itemMass.keys());
    return this.#centres.centres
      .map((centre, index): Interest => {
        const { sum, mass: own } = this.#sums[index]!;
        const itemIds = [...this.#itemMass]
          .filter(([itemId]) => this.#centreOf(itemId) === index)
          .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
          .map(([itemId]) => itemId);
        const share = itemIds.length > 0 ? own / mass : 0;
        return {
          ...centre,
          vector: (share > 0 && unit(sum.map((value) => value / own))) || centre.vector,
          share,
          itemIds,
          ...trends(new Set(itemIds), counted),
        };
      })
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  }

  /** Brings the sums from what was accounted for to what is now so. */
  #account(now: ReadonlyMap<string, Contribution>): void {
    for (const [key, old] of this.#contributions) if (!now.has(key)) this.#change(key, old.itemId, old.weight, 0);
    for (const [key, { itemId, weight }] of now) {
      const old = this.#contributions.get(key)?.weight ?? 0;
      if (old !== weight) this.#change(key, itemId, old, weight);
    }
  }

  #change(key: string, itemId: string, old: number, weight: number): void {
    if (weight === 0) this.#contributions.delete(key);
    else this.#contributions.set(key, { itemId, weight });
    const vector = this.#vectorOf(itemId);
    if (!vector) return;
    this.#sums[this.#centreOf(itemId)]!.add(vector, weight - old);
    const before = this.#itemMass.get(itemId) ?? 0;
    const mass = before + weight - old;
    // What remains after everything was taken out is rounding.
    if (mass > 1e-9 * Math.max(before, weight)) this.#itemMass.set(itemId, mass);
    else this.#itemMass.delete(itemId);
  }

  /** Forgets that items were unknown which the snapshot knows by now, and what was set aside for them. */
  #welcomeItems(): boolean {
    const joined = new Set([...this.#unknown].filter((itemId) => this.#snapshot.items.has(itemId)));
    if (joined.size === 0) return false;
    for (const itemId of joined) {
      this.#unknown.delete(itemId);
      this.#admitted.delete(itemId);
    }
    for (const [key, { itemId }] of this.#contributions) if (joined.has(itemId)) this.#contributions.delete(key);
    return true;
  }

  #vectorOf(itemId: string): Float32Array | null {
    const known = this.#admitted.get(itemId);
    if (known !== undefined) return known;
    const item = this.#snapshot.items.get(itemId);
    const vector = item ? this.#admit(item) : null;
    if (!item) this.#unknown.add(itemId);
    this.#admitted.set(itemId, vector);
    return vector;
  }

  #centreOf(itemId: string): number {
    const vector = this.#vectorOf(itemId)!;
    let best = 0;
    let bestCosine = Number.NEGATIVE_INFINITY;
    for (const [index, { vector: centre }] of this.#centres.centres.entries()) {
      const cosine = dot(vector, centre);
      if (cosine > bestCosine) [best, bestCosine] = [index, cosine];
    }
    return best;
  }
}

/** What each item of each day adds, decayed to the epoch: the strongest act of the day stands for all. */
function contributionsOf(events: readonly DenoisedEvent[], halfLifeDays: number): Map<string, Contribution> {
  const contributions = new Map<string, Contribution>();
  for (const { event, weight } of events) {
    if (weight <= 0) continue;
    const at = Date.parse(event.at);
    const key = `${Math.floor(at / millisecondsADay)} ${event.itemId}`;
    const decayed = weight * 2 ** ((at - epoch) / millisecondsADay / halfLifeDays);
    if (decayed > (contributions.get(key)?.weight ?? 0))
      contributions.set(key, { itemId: event.itemId, weight: decayed });
  }
  return contributions;
}
