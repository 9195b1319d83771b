import { parseArgs } from 'node:util';
import { plantErrors } from '../datasets/planted-errors/plant-errors.ts';
import { plantedErrorKinds, plantedErrorSources } from '../datasets/planted-errors/planted-error.ts';
import { readStory } from '../datasets/planted-errors/story.ts';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { articleChecker, checkFactsAgainst } from '../generators/facts/check-facts.ts';
import { isExplained } from './facts/false-alarms.ts';
import { sampleTitles } from './facts/title-sets.ts';
import { wilsonInterval } from './facts/wilson-interval.ts';

// How many errors planted in true headlines the rules alone catch, by kind and by where the wrong piece came from, and
// which untouched titles they doubt, by rule. An error counts where its untouched title passed, so that a catch is due to
// the error. Run: npx tsx evaluation/planted-errors.ts [--sets newsroom,bbc,buzzfeed,reuters] [--titles 400] [--json]
// [--show KIND or alarms]

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'newsroom,bbc,buzzfeed,reuters' },
    titles: { type: 'string', default: '400' },
    seed: { type: 'string', default: 'planted' },
    json: { type: 'boolean', default: false },
    show: { type: 'string' },
  },
});
const say = (line: string): void => void (values.show && process.stderr.write(`${line}\n`));

const rows = [];
for (const set of values.sets.split(',')) {
  const sample = sampleTitles(set, Number(values.titles), values.seed);
  const stories = sample.map(({ title, body, publishedAt }) => readStory({ title, article: body, publishedAt }));
  const counts = new Map<string, { planted: number; caught: number; atTheWords: number }>();
  const alarms = new Map<string, { explained: number; unexplained: number }>();
  let doubted = 0;
  let unexplained = 0;
  let checks = 0;
  let cpu = 0;
  for (const story of stories) {
    const article = await analyseArticle({ body: story.article, publishedAt: story.publishedAt, language: 'en' });
    const check = (text: string) => {
      const before = process.cpuUsage();
      const verdict = checkFactsAgainst(text, null, article);
      const { user, system } = process.cpuUsage(before);
      cpu += (user + system) / 1000;
      checks++;
      return verdict;
    };
    const untouched = check(story.title);
    if (untouched.label !== 'supported') {
      doubted++;
      const doubts = untouched.claims.filter(({ label }) => label !== 'supported');
      const seen = new Set<string>();
      for (const doubt of doubts) {
        const explained = isExplained(story.title, story.article, doubt);
        if (!explained && (values.show === 'alarms' || values.show === 'all'))
          say(
            `${doubt.rule} “${story.title.slice(doubt.textSpan.start, doubt.textSpan.end)}” in: ${story.title} — ${doubt.reason}`,
          );
        if (seen.has(doubt.rule)) continue;
        seen.add(doubt.rule);
        const count = alarms.get(doubt.rule) ?? { explained: 0, unexplained: 0 };
        count[explained ? 'explained' : 'unexplained']++;
        alarms.set(doubt.rule, count);
      }
      if (doubts.some((doubt) => !isExplained(story.title, story.article, doubt))) unexplained++;
      continue;
    }
    for (const error of plantErrors(story, stories, { seed: values.seed })) {
      const verdict = check(error.text);
      const key = `${error.kind}, ${error.from}`;
      const count = counts.get(key) ?? { planted: 0, caught: 0, atTheWords: 0 };
      count.planted++;
      const caught = verdict.label !== 'supported';
      if (caught) count.caught++;
      else if (values.show === error.kind || values.show === 'all')
        say(`missed ${error.kind} [${error.from}] ${story.title}\n    → ${error.text}`);
      const touches = ({ start, end }: { start: number; end: number }): boolean =>
        start <= error.span.end && end >= error.span.start;
      if (verdict.claims.some(({ label, textSpan }) => label !== 'supported' && touches(textSpan))) count.atTheWords++;
      counts.set(key, count);
    }
  }
  rows.push({
    set,
    checker: articleChecker,
    titles: stories.length,
    doubted,
    unexplained: { count: unexplained, ...wilsonInterval(unexplained, stories.length) },
    alarms: Object.fromEntries([...alarms].sort()),
    millisecondsOfCpuPerCheck: cpu / checks,
    errors: Object.fromEntries(
      plantedErrorKinds.flatMap((kind) =>
        plantedErrorSources.flatMap((from) => {
          const count = counts.get(`${kind}, ${from}`);
          return count ? [[`${kind}, ${from}`, { ...count, recall: wilsonInterval(count.caught, count.planted) }]] : [];
        }),
      ),
    ),
  });
}

if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else {
  const kinds = [...new Set(rows.flatMap(({ errors }) => Object.keys(errors)))];
  process.stdout.write(
    `| error, from | ${rows.map(({ set }) => set).join(' | ')} |\n|---|${'---|'.repeat(rows.length)}\n`,
  );
  for (const kind of kinds) {
    const cells = rows.map(({ errors }) => {
      const found = errors[kind];
      if (!found) return '—';
      const { value, low, high } = found.recall;
      return `${found.caught} of ${found.planted}: ${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
    });
    process.stdout.write(`| ${kind} | ${cells.join(' | ')} |\n`);
  }
  process.stdout.write(
    `| untouched titles doubted | ${rows.map(({ doubted, titles }) => `${doubted} of ${titles}`).join(' | ')} |\n`,
  );
  process.stdout.write(
    `| of these beyond the explained | ${rows.map(({ unexplained: { count, value, low, high } }) => `${count}: ${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`).join(' | ')} |\n`,
  );
  process.stdout.write(
    `| CPU a check, ms | ${rows.map(({ millisecondsOfCpuPerCheck }) => millisecondsOfCpuPerCheck.toFixed(1)).join(' | ')} |\n`,
  );
  process.stdout.write('\n| alarm on an untouched title | set | explained by the text | not |\n|---|---|---|---|\n');
  for (const { set, alarms } of rows)
    for (const [rule, { explained, unexplained }] of Object.entries(alarms))
      process.stdout.write(`| ${rule} | ${set} | ${explained} | ${unexplained} |\n`);
}
