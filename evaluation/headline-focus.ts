import { parseArgs } from 'node:util';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import type { Candidate, GenerationOutcome } from '../generators/generation.ts';
import { passes, writeHeadlines } from '../generators/headline/write-headlines.ts';
import type { SentenceEncoder } from '../models/sentence-encoder.ts';
import { averageReader } from '../profiles/focus/choose-focus.ts';
import { salience, salienceMeasure } from '../profiles/focus/salience.ts';
import { dot } from '../profiles/interests/vector.ts';
import type { Profile } from '../profiles/profile.ts';
import { readTitleRows } from '../training/title-rows.ts';
import { bootstrapMean } from './bootstrap-mean.ts';
import { demoProfiles } from './demo-profiles.ts';
import { openWritingModels } from './headlines/open-writing-models.ts';
import { sampleRows } from './headlines/sample-rows.ts';

// How often a headline follows the focus chosen for a simulated reader, and still tells the main news.
// Run: npx tsx evaluation/headline-focus.ts --data FILE [--adapter FILE] [--limit 40] [--readers 3] [--json]
// The readers are the demo's; none has read the articles. No title is looked at.

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    adapter: { type: 'string' },
    limit: { type: 'string', default: '40' },
    readers: { type: 'string', default: '3' },
    candidates: { type: 'string', default: '12' },
    json: { type: 'boolean', default: false },
  },
});
if (!values.data) throw new Error('--data FILE: rows of {"id", "title", "body"}');

/** Figures of one headline with a focus against the one without, 0 or 1 but for the last three. */
interface FocusScores {
  readonly factPass: number;
  readonly malformed: number;
  /** Another text than without a focus. */
  readonly changed: number;
  /** Nearer to the focus than the headline without it. */
  readonly nearer: number;
  /** Of all sentences of the body, the focus lies nearest. */
  readonly nearestIsFocus: number;
  /** Salience at least `mainNewsShare` of that of the headline without a focus. */
  readonly tellsMainNews: number;
  readonly followsAndTells: number;
  readonly focusCosine: number;
  readonly focusCosineWithout: number;
  readonly salience: number;
  readonly salienceWithout: number;
}

const mainNewsShare = 0.8;

const models = await openWritingModels({ adapterFile: values.adapter });
try {
  const profiles = await demoProfiles(models.encoder);
  const usual = averageReader(profiles);
  const rows = sampleRows(await readTitleRows([values.data]), Number(values.limit), 1);
  const byArticle: FocusScores[][] = [];
  for (const [index, row] of rows.entries()) {
    const readers = Array.from(
      { length: Number(values.readers) },
      (_, place) => profiles[(index * Number(values.readers) + place) % profiles.length]!,
    );
    byArticle.push(await scoresOf(row.body, readers, usual));
    if (index % 5 === 4) process.stderr.write(`${index + 1} of ${rows.length} articles\n`);
  }
  const used = byArticle.filter((scores) => scores.length > 0);
  const names = Object.keys(used[0]?.[0] ?? {}) as (keyof FocusScores)[];
  // Readers of one article are not independent: the article is what is drawn.
  const report = Object.fromEntries(
    names.map((name) => [name, bootstrapMean(used.map((scores) => mean(scores.map((one) => one[name]))))]),
  );
  const headlines = used.reduce((sum, scores) => sum + scores.length, 0);
  if (values.json) process.stdout.write(`${JSON.stringify({ articles: used.length, headlines, ...report })}\n`);
  else {
    process.stdout.write(`${used.length} articles, ${headlines} headlines with a focus\n`);
    for (const [name, { value, low, high }] of Object.entries(report))
      process.stdout.write(`| ${name} | ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}] |\n`);
  }
} finally {
  await models.languageModel.close();
  await models.encoder.close();
}

async function scoresOf(body: string, readers: readonly Profile[], usual: Float32Array | null): Promise<FocusScores[]> {
  const article = await analyseArticle({ body, language: 'en' }, models.encoder);
  const measure = salienceMeasure(article.sentenceVectors);
  const shared = { seed: 1, candidates: Number(values.candidates), averageReader: usual };
  const written = await writeHeadlines(
    { title: '', body, language: 'en' },
    [
      { ...shared, profile: null, conditioning: 'none' },
      ...readers.map((profile) => ({ ...shared, profile, conditioning: 'focus' as const })),
    ],
    models,
    { lane: 'bulk' },
  );
  const [plain, ...focused] = written.map(({ outcome }) => outcome);
  if (!plain || plain.candidates.length === 0) return [];
  const without = bestOf(plain);
  const [withoutVector] = await models.encoder.encode([without.text]);
  const scores: FocusScores[] = [];
  for (const outcome of focused) {
    const sentence = article.sentences.findIndex(({ start }) => start === outcome.focus?.span.start);
    if (sentence < 0) continue;
    const best = bestOf(outcome);
    scores.push(await focusScores(best, without, withoutVector!, sentence, models.encoder));
  }
  return scores;

  async function focusScores(
    best: Candidate,
    other: Candidate,
    otherVector: Float32Array,
    sentence: number,
    encoder: SentenceEncoder,
  ): Promise<FocusScores> {
    const [vector] = await encoder.encode([best.text]);
    const focus = article.sentenceVectors[sentence]!;
    const cosines = article.sentenceVectors.map((one) => dot(one, vector!));
    const [own, otherSalience] = [salience(vector!, measure), salience(otherVector, measure)];
    const nearer = dot(vector!, focus) > dot(otherVector, focus) + 0.01 ? 1 : 0;
    const tells = own >= mainNewsShare * otherSalience ? 1 : 0;
    return {
      factPass: best.verdict?.label === 'supported' ? 1 : 0,
      malformed: best.formFaults.length > 0 ? 1 : 0,
      changed: best.text === other.text ? 0 : 1,
      nearer,
      nearestIsFocus: cosines.indexOf(Math.max(...cosines)) === sentence ? 1 : 0,
      tellsMainNews: tells,
      followsAndTells: nearer * tells,
      focusCosine: dot(vector!, focus),
      focusCosineWithout: dot(otherVector, focus),
      salience: own,
      salienceWithout: otherSalience,
    };
  }
}

/** As the evaluation of headlines takes them: the best that passes, else the best that fails. */
function bestOf({ candidates }: GenerationOutcome): Candidate {
  const ordered = [...candidates].sort((a, b) => b.score - a.score);
  return ordered.find(passes) ?? ordered[0]!;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
}
