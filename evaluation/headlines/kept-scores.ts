import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Scores of finished articles, kept in a file line by line, so that an evaluation that was stopped goes on where it was.
 * Only figures are kept, no text.
 */
export class KeptScores<Scores> {
  readonly #path: string | undefined;
  readonly #scores = new Map<string, Scores>();

  /** @param path kept in memory alone if not given */
  constructor(path?: string) {
    this.#path = path;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line of a run that was killed may be cut off.
      if (!line.endsWith('}')) continue;
      const { key, scores } = JSON.parse(line) as { key: string; scores: Scores };
      this.#scores.set(key, scores);
    }
  }

  /**
   * The scores kept under what they depend on, or those that `make` gives.
   * @param dependsOn all that may change them: texts, model, adapter, checker, settings
   */
  async of(dependsOn: readonly unknown[], make: () => Promise<Scores>): Promise<Scores> {
    const key = createHash('sha256').update(JSON.stringify(dependsOn)).digest('hex').slice(0, 24);
    const known = this.#scores.get(key);
    if (known !== undefined) return known;
    const scores = await make();
    this.#scores.set(key, scores);
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify({ key, scores })}\n`);
    return scores;
  }
}
