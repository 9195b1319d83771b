import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import {
  type PlantedError,
  type PlantedErrorKind,
  plantedErrorKinds,
  plantedErrorSources,
} from '../../datasets/planted-errors/planted-error.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { articleChecker, checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { isExplained } from './false-alarms.ts';
import { sampleTitles } from './title-sets.ts';
import { wilsonInterval } from './wilson-interval.ts';

export interface MeasureOptions {
  readonly titles: number;
  readonly seed: string;
  readonly kinds: readonly PlantedErrorKind[];
  /** What to tell on the standard error stream: misses of a kind, `alarms`, or `all`. */
  readonly show?: string;
  /** Folder to keep each title's outcome in. */
  readonly kept?: string;
}

/** What became of one title and its errors. */
interface TitleOutcome {
  /** Rules that doubt the untouched title, and whether its own text explains it. */
  readonly doubts: readonly { readonly rule: string; readonly explained: boolean }[];
  readonly errors: readonly { readonly key: string; readonly caught: boolean; readonly atTheWords: boolean }[];
  readonly checks: number;
  readonly milliseconds: number;
}

/** Shares of a set, with 95 % intervals. */
export interface TitleMeasures {
  readonly set: string;
  readonly titles: number;
  readonly doubted: number;
  readonly unexplained: { readonly count: number; readonly value: number; readonly low: number; readonly high: number };
  readonly alarms: Readonly<Record<string, { explained: number; unexplained: number }>>;
  readonly errors: Readonly<
    Record<
      string,
      { planted: number; caught: number; atTheWords: number; recall: { value: number; low: number; high: number } }
    >
  >;
  readonly millisecondsOfCpuPerCheck: number;
}

/** Checks the titles of a set, untouched and with errors planted in those that pass. */
export async function measureTitles(set: string, options: MeasureOptions): Promise<TitleMeasures> {
  const stories = sampleTitles(set, options.titles, options.seed).map(({ title, body, publishedAt }) =>
    readStory({ title, article: body, publishedAt }),
  );
  const file =
    options.kept &&
    join(
      options.kept,
      `${set.replaceAll(' ', '-')}-${options.titles}-${options.seed}-${options.kinds.join('+')}-${articleChecker.version}.jsonl`,
    );
  if (options.kept) mkdirSync(options.kept, { recursive: true });
  const outcomes: TitleOutcome[] =
    file && existsSync(file)
      ? readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [];
  for (const story of stories.slice(outcomes.length)) {
    const outcome = await measureTitle(story, stories, options);
    outcomes.push(outcome);
    if (file) appendFileSync(file, `${JSON.stringify(outcome)}\n`);
  }
  return summed(set, outcomes);
}

async function measureTitle(
  story: ReadStory,
  pool: readonly ReadStory[],
  { seed, kinds, show }: MeasureOptions,
): Promise<TitleOutcome> {
  const say = (kind: string, line: string): void =>
    void ((show === kind || show === 'all') && process.stderr.write(`${line}\n`));
  const article = await analyseArticle({ body: story.article, publishedAt: story.publishedAt, language: 'en' });
  let checks = 0;
  const started = process.cpuUsage();
  const check = (text: string) => {
    checks++;
    return checkFactsAgainst(text, null, article);
  };
  const spent = (): number => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  const untouched = check(story.title);
  const doubts = untouched.claims
    .filter(({ label }) => label !== 'supported')
    .map((doubt) => ({ doubt, explained: isExplained(story.title, story.article, doubt) }));
  for (const { doubt, explained } of doubts)
    if (!explained)
      say(
        'alarms',
        `${doubt.rule} “${story.title.slice(doubt.textSpan.start, doubt.textSpan.end)}” in: ${story.title}: ${doubt.reason}`,
      );
  if (untouched.label !== 'supported')
    return {
      doubts: doubts.map(({ doubt: { rule }, explained }) => ({ rule, explained })),
      errors: [],
      checks,
      milliseconds: spent(),
    };
  let planting = 0;
  const before = spent();
  const planted = plantErrors(story, pool, { seed, kinds });
  planting = spent() - before;
  const errors = planted.map((error) => {
    const { label, claims } = check(error.text);
    const caught = label !== 'supported';
    if (!caught) say(error.kind, `missed ${error.kind} [${error.from}] ${story.title}\n    → ${error.text}`);
    const atTheWords = claims.some((claim) => claim.label !== 'supported' && touches(claim.textSpan, error));
    return { key: `${error.kind}, ${error.from}`, caught, atTheWords };
  });
  return { doubts: [], errors, checks, milliseconds: spent() - planting };
}

function touches({ start, end }: { readonly start: number; readonly end: number }, { span }: PlantedError): boolean {
  return start <= span.end && end >= span.start;
}

function summed(set: string, outcomes: readonly TitleOutcome[]): TitleMeasures {
  const alarms: Record<string, { explained: number; unexplained: number }> = {};
  for (const { doubts } of outcomes)
    for (const rule of new Set(doubts.map((doubt) => doubt.rule))) {
      const count = alarms[rule] ?? { explained: 0, unexplained: 0 };
      alarms[rule] = count;
      count[doubts.some((doubt) => doubt.rule === rule && !doubt.explained) ? 'unexplained' : 'explained']++;
    }
  const unexplained = outcomes.filter(({ doubts }) => doubts.some(({ explained }) => !explained)).length;
  const errors: Record<string, TitleMeasures['errors'][string]> = {};
  for (const kind of plantedErrorKinds)
    for (const from of plantedErrorSources) {
      const mine = outcomes.flatMap(({ errors: all }) => all.filter(({ key }) => key === `${kind}, ${from}`));
      if (mine.length === 0) continue;
      const caught = mine.filter((error) => error.caught).length;
      const atTheWords = mine.filter((error) => error.atTheWords).length;
      errors[`${kind}, ${from}`] = {
        planted: mine.length,
        caught,
        atTheWords,
        recall: wilsonInterval(caught, mine.length),
      };
    }
  const total = (of: (outcome: TitleOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  return {
    set,
    titles: outcomes.length,
    doubted: outcomes.filter(({ doubts }) => doubts.length > 0).length,
    unexplained: { count: unexplained, ...wilsonInterval(unexplained, outcomes.length) },
    alarms: Object.fromEntries(Object.entries(alarms).sort(([one], [other]) => one.localeCompare(other))),
    errors,
    millisecondsOfCpuPerCheck: total(({ milliseconds }) => milliseconds) / total(({ checks }) => checks),
  };
}
