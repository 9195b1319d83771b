import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import { type FactReadings, type ReadingModels, readFacts } from '../../generators/facts/score/fact-readings.ts';
import { likelihoodPrompt } from '../../generators/facts/score/likelihood-reading.ts';
import { naturalText } from '../../generators/facts/score/natural-text.ts';

/**
 * What the models make of texts, kept in a file line by line, so that a scorer can be fitted and measured again
 * without them, and an evaluation that was stopped goes on where it was.
 */
export class KeptReadings {
  readonly #path: string;
  readonly #readings = new Map<string, FactReadings>();
  #madeWith: string | null = null;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line of a run that was killed may be cut off.
      if (!line.endsWith('}')) continue;
      const { key, madeWith, ...readings } = JSON.parse(line) as FactReadings & { key: string; madeWith?: object };
      if (madeWith) this.#madeWith = JSON.stringify(madeWith);
      else this.#readings.set(key, readings);
    }
  }

  get(article: string, text: string): FactReadings | undefined {
    return this.#readings.get(keyOf(article, text));
  }

  /**
   * Reads what is not kept yet of one article's texts, and keeps it.
   * @throws if what is kept was read by other models, or in another way
   */
  async read(article: string, texts: readonly string[], models: ReadingModels): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => !this.get(article, text));
    if (missing.length === 0) return;
    this.#requireSame(models);
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

  /** The first line of a file says what its readings were made with. */
  #requireSame({ encoder, languageModel, factAdapter }: ReadingModels): void {
    const madeWith = {
      encoder: encoder?.identity.fileSha256 ?? null,
      languageModel: languageModel?.identity.fileSha256 ?? null,
      factAdapter: factAdapter?.fileSha256 ?? null,
      likelihoodPrompt: likelihoodPrompt.version,
      reading: readingVersion,
    };
    const now = JSON.stringify(madeWith);
    if (this.#madeWith === null && this.#readings.size === 0) {
      appendFileSync(this.#path, `${JSON.stringify({ madeWith })}\n`);
      this.#madeWith = now;
    }
    if (this.#madeWith !== now)
      throw new Error(`${this.#path} keeps readings of other models or of another way to read: name another folder`);
  }
}

/** Names how texts are laid out and read here; readings made otherwise say something else. */
const readingVersion = '2';

function analyseForReading(article: string, { encoder }: ReadingModels): Promise<AnalysedArticle> {
  return analyseArticle({ body: article, language: 'en' }, encoder);
}

const keyOf = (article: string, text: string): string =>
  createHash('sha256').update(article).update('\0').update(text).digest('hex').slice(0, 24);

const shortNumber = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
