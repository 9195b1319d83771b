import type { LanguageModel } from '../../models/language-model.ts';

export interface ReadersOfOneArticle {
  readonly readers: number;
  readonly articleTokens: number;
  readonly tailTokens: number;
  readonly writtenTokens: number;
  readonly secondsWithSharedPrefix: number;
  readonly secondsWithoutSharedPrefix: number;
  /** Readers whose greedy words are the same both ways. */
  readonly sameWords: number;
}

const readers = 64;
const articleTokens = 384;
const tailTokens = 40;
const writtenTokens = 16;

/** Writes for 64 readers of one article, once with the article as the shared prefix, once with it in each row. */
export async function readersOfOneArticle(model: LanguageModel, ids: readonly number[]): Promise<ReadersOfOneArticle> {
  const article = ids.slice(0, articleTokens);
  const sampling = { temperature: 0, seed: 1, maxTokens: writtenTokens, bannedIds: model.tokenizer.endIds };
  const tails = Array.from({ length: readers }, (_, reader) =>
    ids.slice(articleTokens + reader * 7, articleTokens + reader * 7 + tailTokens),
  );
  const timed = async (prefix: readonly number[], own: readonly number[]) => {
    const rows = tails.map((tail) => ({ tail: [{ ids: [...own, ...tail] }], sampling }));
    const begun = performance.now();
    const written = await model.generate({ prefix, rows, lane: 'bulk' });
    return { written, seconds: (performance.now() - begun) / 1000 };
  };
  const shared = await timed(article, []);
  const apart = await timed([], article);
  return {
    readers,
    articleTokens,
    tailTokens,
    writtenTokens,
    secondsWithSharedPrefix: shared.seconds,
    secondsWithoutSharedPrefix: apart.seconds,
    sameWords: shared.written.filter(({ ids: words }, row) => words.join() === apart.written[row]!.ids.join()).length,
  };
}
