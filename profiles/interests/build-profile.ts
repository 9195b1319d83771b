import { defaultPrivacyPolicy, type PrivacyPolicy, withheldFrom } from '../privacy/policy.ts';
import type { DenoisedEvent, Interest, Profile } from '../profile.ts';
import { admittedEvidence } from './admitted-evidence.ts';
import { clusterInterests } from './interest-count.ts';
import { dominantCategory, interestName } from './interest-name.ts';
import { hoursAWeek, readingClock } from './reading-clock.ts';
import { withSectionAxes } from './section-axes.ts';
import { unsaidTerms } from './sensitive-terms.ts';
import { sayable } from './sensitive-texts.ts';
import { type InterestSettings, interestSettings } from './settings.ts';
import { type TermBackground, tellingTerms } from './telling-terms.ts';
import { interestTrends } from './trends.ts';
import { weightedDirection } from './vector.ts';

/** What is known of an item a reader may have opened. */
export interface KnownItem {
  /** Unit vector of its text. */
  readonly vector: Float32Array;
  /** `itemText(item)`. */
  readonly text: string;
  readonly category?: string;
}

export interface ProfileInput {
  readonly userId: string;
  /** The reader's denoised events. */
  readonly events: readonly DenoisedEvent[];
  /** Items by id; an event on an item that is not here counts for the clock only. */
  readonly items: ReadonlyMap<string, KnownItem>;
  readonly background: TermBackground;
  /** ISO-8601; events after it are not yet known. */
  readonly asOf: string;
  /** sha256 of the sentence encoder's file. */
  readonly encoderSha256: string;
  readonly denoiserVersion: string;
  /** Refused: nothing is learnt from behaviour. */
  readonly consent?: 'given' | 'refused' | 'unknown';
  readonly ageBand?: 'child' | 'adult' | 'unknown';
  /** What the workspace has decided on privacy; `defaultPrivacyPolicy` if not given. */
  readonly policy?: PrivacyPolicy;
  /** The user's or an editor's own rules; they outrank what was learnt. */
  readonly rules?: readonly string[];
  readonly settings?: InterestSettings;
}

/**
 * Makes a reader's profile: a pure function of events, items, an as-of time and what is everyone's. Does not depend on
 * the order of the events.
 */
export function buildProfile(input: ProfileInput): Profile {
  const settings = input.settings ?? interestSettings;
  const asOf = Date.parse(input.asOf);
  if (Number.isNaN(asOf)) throw new RangeError(`profile of a user: "asOf" is not a time: ${input.asOf}`);
  const policy = input.policy ?? defaultPrivacyPolicy;
  const withheld = withheldFrom(input, policy);
  if (withheld) return { ...emptyProfile(input), withheld };

  const { evidence, items, remarks } = admittedEvidence(input, asOf, settings, policy);
  const rows = evidence.map(({ itemId }) => items.get(itemId)!.vector);
  const weights = evidence.map(({ weight }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const vector = rows.length > 0 ? weightedDirection(rows, weights, rows[0]!.length) : null;
  if (vector === null) return { ...emptyProfile(input), ...remarks, events: input.events };

  const background = { ...input.background, unsaid: unsaidTerms(policy.sensitiveAllowances) };
  const trends = interestTrends(input.events, asOf, settings);
  const sections = evidence.map(({ itemId }) => items.get(itemId)!.category);
  const admitted = new Set(evidence.map(({ itemId }) => itemId));
  const clustering = clusterInterests(withSectionAxes(rows, sections, settings.sectionPart), weights, settings);
  const interests = clustering.centres
    .map((_, cluster): Interest => {
      const inside = weights.map((weight, row) => (clustering.assignment[row] === cluster ? weight : 0));
      const group = evidence
        .filter((_, row) => clustering.assignment[row] === cluster)
        .map(({ itemId, weight }) => ({ itemId, weight, ...pick(items.get(itemId)!) }))
        .sort((a, b) => b.weight - a.weight || (a.itemId < b.itemId ? -1 : 1));
      const category = sayable(dominantCategory(group, settings), background.unsaid!);
      const direction = weightedDirection(rows, inside, vector.length) ?? vector;
      const terms = tellingTerms(group, background, settings.terms, direction);
      return {
        name: interestName(category, terms, settings),
        ...(category ? { category } : {}),
        terms,
        share: group.reduce((sum, { weight }) => sum + weight, 0) / total,
        vector: direction,
        itemIds: group.map(({ itemId }) => itemId),
        ...trends(new Set(group.map(({ itemId }) => itemId)), admitted),
      };
    })
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));

  return {
    ...emptyProfile(input),
    ...remarks,
    source: 'behaviour',
    vector,
    interests,
    clock: readingClock(input.events, asOf, settings),
    confidence: total / (total + settings.halfConfidenceWeight),
    events: input.events,
  };
}

const pick = ({ text, category }: KnownItem) => ({ text, category });

/** A profile that knows nothing: no history, nothing but noise, or consent refused. */
function emptyProfile(input: ProfileInput): Profile {
  return {
    userId: input.userId,
    asOf: input.asOf,
    source: 'none',
    ...(input.rules && input.rules.length > 0 ? { rules: input.rules } : {}),
    vector: null,
    interests: [],
    clock: new Array<number>(hoursAWeek).fill(0),
    confidence: 0,
    events: [],
    encoderSha256: input.encoderSha256,
    denoiserVersion: input.denoiserVersion,
  };
}
