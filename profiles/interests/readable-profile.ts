import type { NoiseReason, Profile } from '../profile.ts';
import { ruleEffectsOf } from '../rules/obey-rules.ts';
import { rhythmInWords } from './rhythm.ts';
import { type TimeView, type TimeViews, timeViews } from './time-views.ts';
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
  /** Share of each interest in the last 30 clicks, in the last week, and among what was read for longer than usual. */
  readonly views: Readonly<Record<keyof TimeViews, readonly { readonly name: string; readonly share: number }[]>>;
  /** What the reader turned away from on purpose (dislikes, quick closes): how often, and the newest titles. */
  readonly turnedAwayFrom: { readonly times: number; readonly titles: readonly string[] };
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
    views: viewsOf(profile),
    turnedAwayFrom: turnedAwayFrom(profile, titleOf),
    rhythm: rhythmInWords(profile.clock),
    style: titleStyle(read),
    dropped: { clicks: dropped.length, ofClicks: clicks.length, byReason },
    rules: ruleEffectsOf(profile),
  };
}

function viewsOf({ events, interests, asOf }: Profile): ReadableProfile['views'] {
  const ofItem = new Map(interests.flatMap(({ name, itemIds }) => itemIds.map((itemId) => [itemId, name] as const)));
  const views = timeViews(events, () => undefined, Date.parse(asOf));
  const shares = ({ events: seen }: TimeView) => {
    const sums = new Map<string, number>();
    for (const { event, weight } of seen) {
      const name = ofItem.get(event.event.itemId);
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + weight);
    }
    const total = [...sums.values()].reduce((sum, weight) => sum + weight, 0);
    return [...sums]
      .filter(([, weight]) => weight > 0)
      .map(([name, weight]) => ({ name, share: weight / total }))
      .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  };
  return { instant: shares(views.instant), recent: shares(views.recent), stable: shares(views.stable) };
}

function turnedAwayFrom(
  { events }: Profile,
  titleOf: (itemId: string) => string | undefined,
): ReadableProfile['turnedAwayFrom'] {
  const averse = events.filter(({ aversion }) => aversion !== undefined && aversion > 0);
  const titles = [...new Set(averse.map(({ event }) => event.itemId))].reverse().flatMap((id) => titleOf(id) ?? []);
  return { times: averse.length, titles: titles.slice(0, 5) };
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
