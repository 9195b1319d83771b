import { denoise } from '../../profiles/denoise/denoise.ts';
import { medianDwellSeconds } from '../../profiles/denoise/missing-dwell.ts';
import { type DenoiseSettings, defaultDenoiseSettings, withoutRules } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { type EncoderName, encoderNames, type HistoryEntry } from '../../profiles/embedding/encoder.ts';
import { historyEncoders } from '../../profiles/embedding/encoders.ts';
import { historyOfEvents } from '../../profiles/embedding/history-of-events.ts';
import { interestSettings } from '../../profiles/interests/settings.ts';
import { timeViews } from '../../profiles/interests/time-views.ts';
import { typedFeedbackVectors } from '../../profiles/interests/typed-feedback.ts';
import { dot } from '../../profiles/interests/vector.ts';
import { type DenoisedEvent, noiseReasons, type StoredEvent } from '../../profiles/profile.ts';

type Items = ReadonlyMap<string, { readonly vector: Float32Array }>;
type ItemWords = (itemId: string) => number | null;

/** Scores what a reader may open next from what they opened before; null when it knows nothing of the reader. */
export interface NextClickArm {
  readonly name: string;
  score(userId: string, at: number): ((itemId: string) => number) | null;
}

/**
 * Popularity, last click, all clicks alike (`raw`), denoised clicks with each encoder, in three time views and with
 * typed feedback, and each rule switched off.
 * @param events everyone's, before any time that is asked for
 * @param itemWords words of an item, or null where its length is unknown
 */
export function nextClickArms(
  events: readonly StoredEvent[],
  items: Items,
  itemWords: ItemWords = () => null,
): NextClickArm[] {
  const denoised = denoisedByUser(events, itemWords, defaultDenoiseSettings);
  const raw = byUser(
    events.map((event): DenoisedEvent => ({ event, weight: event.kind === 'impression' ? 0 : 1, reasons: [] })),
  );
  return [
    encoderArm('raw', 'mean', raw, items),
    encoderArm('denoised', 'mean', denoised, items),
    popularityArm(events),
    lastClickArm(events, items),
    ...encoderNames.filter((name) => name !== 'mean').map((name) => encoderArm(name, name, denoised, items)),
    timeViewsArm(denoised, items),
    typedFeedbackArm(denoised, items),
    ...noiseReasons.map((rule) =>
      encoderArm(`without ${rule}`, 'mean', denoisedByUser(events, itemWords, withoutRules(rule)), items),
    ),
  ];
}

function encoderArm(
  name: string,
  encoder: EncoderName,
  events: ReadonlyMap<string, readonly DenoisedEvent[]>,
  items: Items,
): NextClickArm {
  const { halfLifeDays } = interestSettings;
  return {
    name,
    score(userId, at) {
      const history: HistoryEntry[] = historyOfEvents(events.get(userId) ?? [], items, at, halfLifeDays);
      if (history.length === 0) return null;
      const encode = historyEncoders[encoder];
      const base = encode(history, { asOf: at, halfLifeDays });
      if (base.vector === null) return null;
      return (itemId) => {
        const article = items.get(itemId)!.vector;
        const { vector } = conditioned.has(encoder) ? encode(history, { asOf: at, halfLifeDays, article }) : base;
        return vector ? dot(vector, article) : 0;
      };
    },
  };
}

/** PHG-DIF's three views, each as its own vector, of equal say: nothing is learnt that could mix them better. */
function timeViewsArm(events: ReadonlyMap<string, readonly DenoisedEvent[]>, items: Items): NextClickArm {
  return {
    name: 'timeViews',
    score(userId, at) {
      const { instant, recent, stable } = timeViews(before(events, userId, at), vectorIn(items), at);
      const vectors = [instant, recent, stable].flatMap(({ vector }) => vector ?? []);
      if (vectors.length === 0) return null;
      return (itemId) => vectors.reduce((sum, vector) => sum + dot(vector, items.get(itemId)!.vector), 0);
    },
  };
}

/** FeedRec's form: strong acts teach clicks; what lies nearer to what the reader turns away from scores less. */
function typedFeedbackArm(events: ReadonlyMap<string, readonly DenoisedEvent[]>, items: Items): NextClickArm {
  return {
    name: 'typedFeedback',
    score(userId, at) {
      const { positive, negative } = typedFeedbackVectors(before(events, userId, at), vectorIn(items));
      if (!positive) return null;
      return (itemId) => {
        const { vector } = items.get(itemId)!;
        return dot(positive, vector) - (negative ? aversionPart * dot(negative, vector) : 0);
      };
    },
  };
}

/** What a dislike counts beside a like: the feedback weights of quick closes, which most of them are. */
const aversionPart = 0.3;

const before = (events: ReadonlyMap<string, readonly DenoisedEvent[]>, userId: string, at: number) =>
  (events.get(userId) ?? []).filter(({ event }) => Date.parse(event.at) < at);

const vectorIn = (items: Items) => (itemId: string) => items.get(itemId)?.vector;

const conditioned: ReadonlySet<EncoderName> = new Set(['interests', 'articlePooling', 'hashed', 'searched']);

function popularityArm(events: readonly StoredEvent[]): NextClickArm {
  const times = new Map<string, number[]>();
  for (const event of events)
    if (event.kind !== 'impression') {
      const list = times.get(event.itemId);
      if (list) list.push(Date.parse(event.at));
      else times.set(event.itemId, [Date.parse(event.at)]);
    }
  return {
    name: 'popularity',
    score: (_, at) => (itemId) => (times.get(itemId) ?? []).filter((time) => time < at).length,
  };
}

function lastClickArm(events: readonly StoredEvent[], items: Items): NextClickArm {
  const clicks = new Map<string, { at: number; vector: Float32Array }[]>();
  for (const event of events) {
    const item = items.get(event.itemId);
    if (!item || event.kind === 'impression') continue;
    const list = clicks.get(event.userId) ?? [];
    clicks.set(event.userId, list);
    list.push({ at: Date.parse(event.at), vector: item.vector });
  }
  return {
    name: 'lastClick',
    score(userId, at) {
      const before = (clicks.get(userId) ?? []).filter((click) => click.at < at);
      if (before.length === 0) return null;
      const last = before.reduce((latest, click) => (click.at > latest.at ? click : latest));
      return (itemId) => dot(last.vector, items.get(itemId)!.vector);
    },
  };
}

function denoisedByUser(
  events: readonly StoredEvent[],
  itemWords: ItemWords,
  settings: DenoiseSettings,
): Map<string, DenoisedEvent[]> {
  return byUser(
    denoise(events, {
      itemWords,
      surges: buildSurgeIndex(events, settings),
      medianDwellSeconds: medianDwellSeconds(events, settings),
      settings,
    }),
  );
}

function byUser(events: readonly DenoisedEvent[]): Map<string, DenoisedEvent[]> {
  const users = new Map<string, DenoisedEvent[]>();
  for (const event of events) {
    const list = users.get(event.event.userId);
    if (list) list.push(event);
    else users.set(event.event.userId, [event]);
  }
  return users;
}
