import type { VersionedItem } from '../../datasets/item.ts';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';
import { checkFacts } from '../../generators/facts/check-facts.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import { type CheckedSource, type FactCheckService, NotReadyError } from '../api/ports.ts';
import { readCheckSettings } from '../store/check-settings.ts';
import type { Store } from '../store/store.ts';

/** How long an editor is left waiting for models that are being opened, before the rules judge alone. */
const patienceMilliseconds = 10_000;

/**
 * Checks what an editor writes as the gate checks what a model writes: against the item, at the workspace's threshold.
 * Where the models are not to be had the rules judge alone, and the verdict has no assessment.
 */
export class TextCheck {
  readonly #store: Store;
  readonly #service: FactCheckService | undefined;

  constructor(store: Store, service: FactCheckService | undefined) {
    this.#store = store;
    this.#service = service;
  }

  /** What the check says of a text for an article or an ad. */
  async check(workspaceId: string, item: VersionedItem, text: string, signal?: AbortSignal): Promise<Verdict> {
    const source = sourceOf(item);
    if (!this.#service) return byRules(text, source);
    const threshold = (await readCheckSettings(this.#store, workspaceId)).gate ?? 'gate';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMilliseconds);
    });
    try {
      const answer = await Promise.race([this.#service.check(text, source, threshold, signal), late]);
      return answer ? (answer.verdict as Verdict) : byRules(text, source);
    } catch (error) {
      if (error instanceof NotReadyError) return byRules(text, source);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function sourceOf({ kind, facts, language, body, publishedAt }: VersionedItem): CheckedSource {
  if (kind === 'ad' && facts) return { kind: 'ad', facts, ...(language && { language }) };
  const article = { body: body ?? '', ...(publishedAt && { publishedAt }), ...(language && { language }) };
  return { kind: 'article', article };
}

async function byRules(text: string, source: CheckedSource): Promise<Verdict> {
  if (source.kind === 'ad') return checkAdTitle(text, await analyseAdFacts(source.facts, source.language));
  return checkFacts(text, await analyseArticle(source.article));
}
