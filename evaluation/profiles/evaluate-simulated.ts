import { pathToFileURL } from 'node:url';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { historyOfEvents } from '../../profiles/embedding/history-of-events.ts';
import { interestEncoder } from '../../profiles/embedding/interest-encoder.ts';
import { type Redundancy, redundancyOf } from '../../profiles/embedding/redundancy.ts';
import { interestSettings } from '../../profiles/interests/settings.ts';
import { type SimulatedLog, simulateLog } from '../simulation/simulate-log.ts';
import type { Impression } from './ebnerd-folder.ts';
import { nextClickArms } from './next-click-arms.ts';
import { type NextClickScores, scoreNextClick } from './score-next-click.ts';
import { scoreTable } from './score-table.ts';

/** Share of the time that histories come from; clicks of the rest are to be predicted. */
const known = 0.8;
const mostClicksEach = 6;
const passedOver = 9;
const freshMilliseconds = 3 * 86_400_000;

export interface SimulatedScores extends NextClickScores {
  readonly seed: string;
  /** How alike the interests are that clustering gives one reader. */
  readonly redundancy: Redundancy;
}

/**
 * Predicts simulated readers' true clicks (no noise) of the last fifth of the time from the log of the rest, each
 * against nine other items of the same days.
 * @param only names of the arms wanted beside the plain mean; all, unless given
 */
export function evaluateSimulated({
  readers = 120,
  seed = 'encoders',
  only,
}: {
  readers?: number;
  seed?: string;
  only?: readonly string[];
} = {}): SimulatedScores {
  const log = simulateLog({ readers, seed });
  const items = new Map(log.newsroom.items.map((item) => [item.id, item]));
  const cut = log.newsroom.start + known * (log.newsroom.end - log.newsroom.start);
  const events = log.events.filter((event) => Date.parse(event.at) < cut);
  const arms = nextClickArms(events, items, (itemId) => items.get(itemId)?.words ?? null).filter(
    ({ name }) => name === 'denoised' || !only || only.includes(name),
  );
  const { halfLifeDays } = interestSettings;
  const interests = log.readers.map(({ userId }) => {
    const own = events.filter((event) => event.userId === userId && event.kind === 'click');
    const rows = own.map((event) => ({ event, weight: 1, reasons: [] }));
    return interestEncoder(historyOfEvents(rows, items, cut, halfLifeDays), { asOf: cut, halfLifeDays }).interests;
  });
  return {
    seed,
    ...scoreNextClick(impressionsAfter(cut, log, seed), arms, (itemId) => items.has(itemId)),
    redundancy: redundancyOf(interests),
  };
}

function impressionsAfter(cut: number, log: SimulatedLog, seed: string): Impression[] {
  const random = seededRandom(`${seed} impressions`);
  const readers = new Set(log.readers.map(({ userId }) => userId));
  const counts = new Map<string, number>();
  return log.events.flatMap((event, index): Impression[] => {
    const at = Date.parse(event.at);
    const count = counts.get(event.userId) ?? 0;
    const real = log.truth[index]!.noise === null && event.kind === 'click' && readers.has(event.userId);
    if (at < cut || !real || count >= mostClicksEach) return [];
    const fresh = log.newsroom.items.filter(
      ({ id, published }) => published <= at && published > at - freshMilliseconds && id !== event.itemId,
    );
    if (fresh.length < passedOver) return [];
    counts.set(event.userId, count + 1);
    const others = new Set<string>();
    while (others.size < passedOver) others.add(fresh[Math.floor(random() * fresh.length)]!.id);
    return [
      {
        userId: event.userId,
        at,
        shown: [event.itemId, ...others],
        clicked: [event.itemId],
        nextReadSeconds: event.dwellSeconds ?? null,
      },
    ];
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [seed, wanted] = process.argv.slice(2);
  const scores = evaluateSimulated({ ...(seed ? { seed } : {}), ...(wanted ? { readers: Number(wanted) } : {}) });
  const { readers, meanCosine, hsic, alarms } = scores.redundancy;
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(4));
  process.stdout.write(
    `${scoreTable(scores)}\ninterests of ${readers} readers: mean cosine ${figure(meanCosine)}, HSIC ${figure(hsic)}, ${alarms} too alike\n`,
  );
}
