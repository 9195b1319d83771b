import type { NoiseReason, Profile } from '../profile.ts';
import { ruleEffectsOf } from '../rules/obey-rules.ts';
import { rhythmInWords } from './rhythm.ts';
import { type TitleStyle, titleStyle } from './title-style.ts';

/** A change of share that is worth a word. */
const leastChange = 0.08;
/** Weight from which on an item counts as read to the end. */
const readWeight = 0.4;

/** What is known of a reader, as an editor reads it. */
export interface ReadableProfile {
  readonly userId: string;
  readonly source: Profile['source'];
  /** One plain sentence on where the knowledge comes from. */
  readonly from: string;
  readonly interests: readonly {
    readonly name: string;
    readonly share: number;
    /** Against the weeks before; `unknown` where either side is too thin. */
    readonly trend: 'rising' | 'falling' | 'steady' | 'unknown';
    readonly change: number | null;
    /** Brought in from readers like them. */
    readonly borrowed: boolean;
  }[];
  readonly rhythm: string | null;
  readonly style: TitleStyle | null;
  /** Clicks that count nothing, by reason; a click with two reasons counts under both. */
  readonly dropped: {
    readonly clicks: number;
    readonly ofClicks: number;
    readonly byReason: Readonly<Partial<Record<NoiseReason, number>>>;
  };
  readonly rules: NonNullable<Profile['ruleEffects']>;
}

/** Puts a profile in words and shares. @param titleOf an item's title, or undefined where it is not known */
export function readableProfile(profile: Profile, titleOf: (itemId: string) => string | undefined): ReadableProfile {
  const clicks = profile.events.filter(({ event }) => event.kind !== 'impression');
  const dropped = clicks.filter(({ weight, aversion }) => weight === 0 && !aversion);
  const byReason: Partial<Record<NoiseReason, number>> = {};
  for (const reason of dropped.flatMap(({ reasons }) => reasons)) byReason[reason] = (byReason[reason] ?? 0) + 1;
  const read = profile.events.flatMap(({ event, weight }) => {
    const title = weight >= readWeight ? titleOf(event.itemId) : undefined;
    return title === undefined ? [] : [{ title, weight }];
  });
  return {
    userId: profile.userId,
    source: profile.source,
    from: whereFrom(profile, clicks.length - dropped.length),
    interests: profile.interests.map(({ name, share, trend, borrowed }) => ({
      name,
      share,
      trend:
        trend === undefined ? 'unknown' : trend > leastChange ? 'rising' : trend < -leastChange ? 'falling' : 'steady',
      change: trend ?? null,
      borrowed: borrowed ?? false,
    })),
    rhythm: rhythmInWords(profile.clock),
    style: titleStyle(read),
    dropped: { clicks: dropped.length, ofClicks: clicks.length, byReason },
    rules: ruleEffectsOf(profile),
  };
}

function whereFrom({ source, withheld, segment }: Profile, counted: number): string {
  if (withheld === 'consent') return 'Nothing: consent to learn from behaviour is not given.';
  if (withheld === 'age') return 'Nothing: only adults are personalised for.';
  const own = `${counted} ${counted === 1 ? 'click' : 'clicks'} of their own`;
  const others = segment
    ? `${Math.round(100 * segment.part)} % from readers who read alike (${segment.name}; ${Math.round(100 * segment.confidence)} % sure)`
    : '';
  if (source === 'none') return 'Nothing to go by yet.';
  if (source === 'behaviour') return `${own[0]!.toUpperCase()}${own.slice(1)}.`;
  return source === 'segment'
    ? `Almost all, ${others}, and ${own}.`
    : `${own[0]!.toUpperCase()}${own.slice(1)}, and ${others}.`;
}
