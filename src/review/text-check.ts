import type { VersionedItem } from '../../datasets/item.ts';
import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';
import { checkFacts } from '../../generators/facts/check-facts.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';

/** Articles that stay analysed: an editor types into one at a time. */
const kept = 64;

/** Checks what an editor writes against its item; an item is read once, however often its text changes. */
export class TextCheck {
  readonly #encoder: () => SentenceEncoder | null;
  readonly #analysed = new Map<string, Promise<AnalysedArticle>>();

  /** @param encoder the open sentence encoder, or null while there is none: then the rules judge alone */
  constructor(encoder: () => SentenceEncoder | null = () => null) {
    this.#encoder = encoder;
  }

  /** What the check says of a text for an article or an ad. */
  async check(workspaceId: string, item: VersionedItem, text: string, signal?: AbortSignal): Promise<Verdict> {
    if (item.facts && item.kind === 'ad') {
      const { facts } = item;
      const analysed = await this.#read([workspaceId, item], null, () => analyseAdFacts(facts, item.language));
      return checkAdTitle(text, analysed);
    }
    const encoder = this.#encoder();
    const source = {
      body: item.body ?? '',
      ...(item.publishedAt && { publishedAt: item.publishedAt }),
      ...(item.language && { language: item.language }),
    };
    const analysed = await this.#read([workspaceId, item], encoder, () =>
      analyseArticle(source, encoder ?? undefined, { lane: 'interactive' }),
    );
    return checkFacts(text, analysed, { ...(encoder && { encoder }), ...(signal && { signal }) });
  }

  #read(
    [workspaceId, item]: [string, VersionedItem],
    encoder: SentenceEncoder | null,
    read: () => Promise<AnalysedArticle>,
  ): Promise<AnalysedArticle> {
    const key = JSON.stringify([workspaceId, item.id, item.version, item.publishedAt, encoder?.identity.fileSha256]);
    const analysed = this.#analysed.get(key) ?? read();
    this.#analysed.delete(key);
    this.#analysed.set(key, analysed);
    analysed.catch(() => this.#analysed.delete(key));
    const oldest = this.#analysed.size > kept ? this.#analysed.keys().next().value : undefined;
    if (oldest !== undefined) this.#analysed.delete(oldest);
    return analysed;
  }
}
