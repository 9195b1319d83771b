import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';
import { wordsOf } from '../../generators/facts/words.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import type { Tokenizer } from '../../models/language-model.ts';
import type { TaughtTitle } from '../headline/taught-titles.ts';
import { withholdOpening } from '../known-texts/withheld-opening.ts';

/** Share of the articles that lose their opening, which is then a claim. */
const withheldShare = 0.5;

/** An article as far as the model sees it. */
export interface VisibleArticle {
  readonly id: string;
  readonly prefix: readonly number[];
  readonly story: ReadStory;
  /** A sentence that was taken away and that the rest bears out. */
  readonly opening: string | null;
  /** Of all its words, those behind the visible part too. */
  readonly stems: ReadonlySet<string>;
}

/**
 * Cuts an article to the tokens that are kept, without its opening where chance and the rest allow it.
 * @param prefixTokens tokens kept; all that serving reads if not given
 */
export async function visibleArticle(
  { id, title, body }: TaughtTitle,
  tokenizer: Tokenizer,
  prefixTokens: number | undefined,
  seed: number,
): Promise<VisibleArticle> {
  const wanted = seededRandom(`fact opening ${seed} ${id}`)() < withheldShare;
  const withheld = wanted ? await withholdOpening({ title, article: body }) : null;
  const whole = withheld?.article ?? body;
  const prefix = sourceFrame(whole, tokenizer).slice(0, prefixTokens);
  const article = tokenizer.decode(prefix.slice(sourceFrame('', tokenizer).length));
  return {
    id,
    prefix,
    story: readStory({ title, article }),
    opening: withheld?.opening ?? null,
    stems: new Set(wordsOf(whole).map(({ stem }) => stem)),
  };
}
