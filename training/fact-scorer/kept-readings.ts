import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import { type FactReadings, type ReadingModels, readFacts } from '../../generators/facts/score/fact-readings.ts';
import { naturalText } from '../../generators/facts/score/natural-text.ts';

/**
 * What the models make of texts, kept in a file line by line, so that a scorer can be fitted and measured again
 * without them, and an evaluation that was stopped goes on where it was.
 */
export class KeptReadings {
  readonly #path: string;
  readonly #readings = new Map<string, FactReadings>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line of a run that was killed may be cut off.
      if (!line.endsWith('}')) continue;
      const { key, ...readings } = JSON.parse(line) as FactReadings & { key: string };
      this.#readings.set(key, readings);
    }
  }

  get(article: string, text: string): FactReadings | undefined {
    return this.#readings.get(keyOf(article, text));
  }

  /** Reads what is not kept yet of one article's texts, and keeps it. */
  async read(article: string, texts: readonly string[], models: ReadingModels): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => !this.get(article, text));
    if (missing.length === 0) return;
    const analysed = await analyseForReading(article, models);
    const readings = await readFacts(
      missing.map((text) => naturalText(text, analysed).text),
      analysed,
      models,
    );
    missing.forEach((text, index) => {
      const key = keyOf(article, text);
      this.#readings.set(key, readings[index]!);
      appendFileSync(this.#path, `${JSON.stringify({ key, ...readings[index]! }, shortNumber)}\n`);
    });
  }
}

function analyseForReading(article: string, { encoder }: ReadingModels): Promise<AnalysedArticle> {
  return analyseArticle({ body: article, language: 'en' }, encoder);
}

const keyOf = (article: string, text: string): string =>
  createHash('sha256').update(article).update('\0').update(text).digest('hex').slice(0, 24);

const shortNumber = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
