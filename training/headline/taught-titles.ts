import { setImmediate } from 'node:timers/promises';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { maskMarkup } from '../../generators/facts/markup.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import type { Tokenizer } from '../../models/language-model.ts';
import type { TitleRow } from '../title-rows.ts';
import { casingVotes, pairsIn } from './casing-votes.ts';
import { houseTitle, type TitleFault } from './house-title.ts';
import { sourceWeight } from './source-weight.ts';

/** An article with its title in house style, fit to be learnt from. */
export interface TaughtTitle {
  readonly id: string;
  readonly title: string;
  /** The body without markup, as it is served. */
  readonly body: string;
  readonly prefix: readonly number[];
  readonly weight: number;
}

export interface TaughtTitles {
  readonly titles: readonly TaughtTitle[];
  /** Rows left out, by why. */
  readonly leftOut: Readonly<Record<TitleFault | 'repeated', number>>;
}

/**
 * Brings rows to the house's style and keeps those that teach it. The corpus's own casing, over the rows given, stands in
 * where a body is silent; a title that comes twice is taken once.
 */
export async function taughtTitles(rows: readonly TitleRow[], tokenizer: Tokenizer): Promise<TaughtTitles> {
  const corpus = casingVotes(
    rows.map(({ body }) => body),
    pairsIn(rows.map(({ title }) => title)),
  );
  const titles: TaughtTitle[] = [];
  const leftOut: Record<TitleFault | 'repeated', number> = {
    malformed: 0,
    'too long': 0,
    'no statement': 0,
    'not in the text': 0,
    'about itself': 0,
    repeated: 0,
  };
  const seen = new Set<string>();
  for (const row of rows) {
    await setImmediate();
    const body = maskMarkup(row.body);
    const prefix = sourceFrame(body, tokenizer);
    const visible = await analyseArticle({
      body: tokenizer.decode(prefix),
      language: 'en',
      ...(row.date && { publishedAt: row.date }),
    });
    const found = houseTitle(row.title, visible, casingVotes([body]), corpus);
    if (typeof found === 'string') leftOut[found]++;
    else if (seen.has(found.title.toLowerCase())) leftOut.repeated++;
    else {
      seen.add(found.title.toLowerCase());
      titles.push({ id: row.id, title: found.title, body, prefix, weight: found.share * sourceWeight(row) });
    }
  }
  return { titles, leftOut };
}
