import type { EventKind } from '../../datasets/event.ts';
import { plainTitleFaults } from '../../generators/form/plain-title.ts';
import type { DenoisedEvent, NoiseReason, Profile } from '../../profiles/profile.ts';
import { type RuleEffect, ruleEffectsOf } from '../../profiles/rules/obey-rules.ts';
import type { SoftPrompt } from '../../profiles/soft-prompt/soft-prompt.ts';

/** A click that was dropped or weakened, and why. */
export interface DroppedClick {
  readonly eventId: string;
  readonly itemId: string;
  /** ISO-8601; absent in results from before there was a desk. */
  readonly at?: string;
  readonly weight: number;
  readonly reasons: readonly NoiseReason[];
  readonly explanation: string | null;
}

/** A click that an interest rests on. */
export interface DrivingClick {
  readonly eventId: string;
  readonly itemId: string;
  readonly at: string;
  readonly kind: EventKind;
  readonly weight: number;
  /** Name of the interest that holds the item. */
  readonly interest: string;
  readonly dwellSeconds: number | null;
}

/** What a result keeps of the reader it was written for: enough to see why, not the raw history. */
export interface ReaderEvidence {
  readonly source: Profile['source'];
  readonly confidence: number;
  readonly interests: readonly { readonly name: string; readonly share: number; readonly terms: readonly string[] }[];
  /** Hours of the week (Monday 00:00 UTC first) with the most reading, most first. */
  readonly peakHours: readonly number[];
  /** Share of reading by hour of the week, 168 numbers; absent in results from before there was a desk. */
  readonly clock?: readonly number[];
  /** The segment that stood in, wholly or in part. */
  readonly segment?: { readonly id: string; readonly name: string; readonly part: number };
  /** The clicks that weigh most in the interests, at most `drivingClicksKept`. */
  readonly drove?: readonly DrivingClick[];
  readonly eventsUsed: number;
  readonly eventsDropped: number;
  /** All dropped clicks, each under its most telling reason. */
  readonly droppedByReason: Readonly<Partial<Record<NoiseReason, number>>>;
  /** The most telling of the dropped clicks, at most `droppedClicksKept`. */
  readonly dropped: readonly DroppedClick[];
  /** The reader's or an editor's rules: what each asks, took out, and whether the text keeps it (null: not about texts). */
  readonly rules?: readonly (RuleEffect & { readonly kept: boolean | null })[];
  /** Why behaviour was not used although there may be some. */
  readonly withheld?: Profile['withheld'];
  /** Snapshot, interest centres and version of the profile. */
  readonly numbers?: Profile['numbers'];
  readonly softPrompt: {
    readonly tokens: number;
    readonly normRatio: SoftPrompt['normRatio'];
    readonly projector: string;
  } | null;
  readonly asOf: string;
  readonly denoiserVersion: string;
  readonly encoderSha256: string;
}

/** Driving clicks that a result keeps. */
export const drivingClicksKept = 12;

/** Dropped clicks that a result keeps; the profile's evidence holds all of them. */
export const droppedClicksKept = 12;

/** Rarer reasons tell an editor more than the daily bounce. */
const tellingOrder: readonly NoiseReason[] = ['bot', 'surge', 'burst', 'duplicate', 'short', 'cap', 'imputed'];
/** Reasons that complete or bound a dwell; alone they drop nothing. */
const harmless: ReadonlySet<NoiseReason> = new Set(['cap', 'imputed']);

function telling(event: DenoisedEvent): number {
  return Math.min(...event.reasons.map((reason) => tellingOrder.indexOf(reason)));
}

/** The clicks behind the interests, by their weight times the share of the interest that holds them. */
function drivingClicks(profile: Profile): DrivingClick[] {
  const interestOf = new Map(
    profile.interests.toReversed().flatMap((interest) => interest.itemIds.map((itemId) => [itemId, interest] as const)),
  );
  return profile.events
    .flatMap((event) => {
      const interest = interestOf.get(event.event.itemId);
      return interest && event.weight > 0 ? [{ event, interest, pull: event.weight * interest.share }] : [];
    })
    .sort((a, b) => b.pull - a.pull || b.event.event.at.localeCompare(a.event.event.at))
    .slice(0, drivingClicksKept)
    .map(({ event, interest }) => ({
      eventId: event.event.id,
      itemId: event.event.itemId,
      at: event.event.at,
      kind: event.event.kind,
      weight: Math.round(event.weight * 1e4) / 1e4,
      interest: interest.name,
      dwellSeconds: event.event.dwellSeconds ?? null,
    }));
}

/** Sums up a profile, the soft prompt made from it, and what became of its rules in a text, for keeping beside a result. */
export function readerEvidence(profile: Profile, softPrompt: SoftPrompt | null, text?: string): ReaderEvidence {
  const dropped = profile.events.filter(
    (event) => event.weight === 0 && event.reasons.some((reason) => !harmless.has(reason)),
  );
  const droppedByReason: Partial<Record<NoiseReason, number>> = {};
  for (const event of dropped) {
    const reason = tellingOrder[telling(event)]!;
    droppedByReason[reason] = (droppedByReason[reason] ?? 0) + 1;
  }
  const peakHours = profile.clock
    .map((weight, hour) => ({ weight, hour }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ hour }) => hour);
  return {
    source: profile.source,
    confidence: profile.confidence,
    interests: profile.interests.map((interest) => ({
      name: interest.name,
      share: interest.share,
      terms: interest.terms.map((term) => term.term),
    })),
    peakHours,
    clock: profile.clock.map((weight) => Math.round(weight * 1e4) / 1e4),
    ...(profile.segment && {
      segment: { id: profile.segment.id, name: profile.segment.name, part: profile.segment.part },
    }),
    drove: drivingClicks(profile),
    eventsUsed: profile.events.filter((event) => event.weight !== 0).length,
    eventsDropped: dropped.length,
    droppedByReason,
    dropped: [...dropped]
      .sort((a, b) => telling(a) - telling(b) || b.event.at.localeCompare(a.event.at))
      .slice(0, droppedClicksKept)
      .map((event) => ({
        eventId: event.event.id,
        itemId: event.event.itemId,
        at: event.event.at,
        weight: event.weight,
        reasons: event.reasons,
        explanation: event.explanation ?? null,
      })),
    rules: ruleEffectsOf(profile).map((effect) => ({
      ...effect,
      kept: text !== undefined && effect.asks === 'plainTitles' ? plainTitleFaults(text).length === 0 : null,
    })),
    ...(profile.withheld ? { withheld: profile.withheld } : {}),
    ...(profile.numbers ? { numbers: profile.numbers } : {}),
    softPrompt:
      softPrompt && softPrompt.count > 0
        ? {
            tokens: softPrompt.count,
            normRatio: softPrompt.normRatio,
            projector: `${softPrompt.projector.name}@${softPrompt.projector.version}`,
          }
        : null,
    asOf: profile.asOf,
    denoiserVersion: profile.denoiserVersion,
    encoderSha256: profile.encoderSha256,
  };
}
