import { addFacts } from '../../datasets/ad-titles/added-facts.ts';
import { type SeededRandom, seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { ReadStory } from '../../datasets/planted-errors/story.ts';
import { adFactsText } from '../../generators/ad-title/ad-facts-text.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import { taskTail, verdictIds } from '../../generators/prompt/task-tail.ts';
import type { LanguageModel, Tokenizer } from '../../models/language-model.ts';
import type { AdTitleRow } from '../ad-title/ad-title-examples.ts';
import { drawByWeight } from '../draw-by-weight.ts';
import type { PromptPiece, TrainingExample } from '../example.ts';
import { sourceWeight } from '../headline/source-weight.ts';
import { taughtTitles } from '../headline/taught-titles.ts';
import { inventedEnding } from '../known-texts/invented-ending.ts';
import { knownTexts } from '../known-texts/known-texts.ts';
import type { KnownText } from '../known-texts/true-texts.ts';
import { fitsFactScorer, type Split, splitOf } from '../split.ts';
import type { TitleRow } from '../title-rows.ts';
import { weightedOrder } from '../weighted-order.ts';
import { type VisibleArticle, visibleArticle } from './visible-article.ts';

export interface FactExampleOptions {
  readonly seed?: number;
  /** Part of the rows to take; `train` if not given. Null takes them all. */
  readonly split?: Split | null;
  /** Examples at most, half of them supported; rows are drawn by the weight of their source. */
  readonly count?: number;
  /** Tokens of a prefix that are kept; all if not given. */
  readonly prefixTokens?: number;
}

/** An example that also says what is wrong with its claim; null where it is supported. */
export interface FactExample extends TrainingExample {
  readonly claim: string;
  readonly wrong: string | null;
}

/** Stories at hand to take foreign pieces from. */
const poolSize = 200;
/** Claims that an article gives, about: title, opening and sentences, and as many false ones. */
const claimsOfArticle = 6;
/** How much rather a kind of planted error is taken than a negation, which nearly every title allows. */
const errorWeights: readonly (readonly [RegExp, number])[] = [
  [/^(?:role-swap|binding)/u, 8],
  [/^(?:entity|number), same article/u, 6],
  [/^(?:modality|comparative)/u, 4],
  [/^(?:entity|number|date)/u, 3],
];
const errorWeight = (kind: string): number => errorWeights.find(([pattern]) => pattern.test(kind))?.[1] ?? 1;
/** Share of the articles in which an invented ending, or a splice, is among the false claims for certain. */
const certainShare = 2 / 3;

/**
 * Examples for the fact adapter: a claim behind its article, to be answered " yes" or " no" in one token. True claims are
 * the title, the opening where it is withheld and sentences of the visible text; false ones are errors planted in these,
 * within and across articles, splices, and endings that the model invented without the article; each article gives as
 * many false as true.
 */
export async function factExamples(
  rows: readonly TitleRow[],
  model: Pick<LanguageModel, 'generate' | 'tokenizer'>,
  options: FactExampleOptions = {},
): Promise<FactExample[]> {
  const { seed = 1, split = 'train', count = Number.POSITIVE_INFINITY, prefixTokens } = options;
  const { tokenizer } = model;
  const ofSplit = rows.filter(
    ({ id }) => split === null || (splitOf(id) === split && !(split === 'train' && fitsFactScorer(id))),
  );
  const drawn = drawByWeight(
    ofSplit,
    sourceWeight,
    Math.min(ofSplit.length, Math.ceil((2.4 * count) / claimsOfArticle)),
    `facts ${seed}`,
    1,
  );
  const { titles } = await taughtTitles(drawn, tokenizer);
  const articles: VisibleArticle[] = [];
  for (const title of titles) articles.push(await visibleArticle(title, tokenizer, prefixTokens, seed));
  const stories = articles.map(({ story }) => story);
  const examples: FactExample[] = [];
  for (const [index, article] of articles.entries()) {
    if (examples.length >= count) break;
    const { texts, beginning } = knownTexts(article.story, poolOf(stories, index), `facts ${seed}`, article.opening);
    const random = seededRandom(`fact claims ${seed} ${article.id}`);
    const invented =
      beginning !== null && random() < certainShare
        ? await inventedEnding(beginning, article.stems, model, Math.floor(random() * 2 ** 31))
        : null;
    const small = texts.every(({ text }) => text === text.toLowerCase());
    const claims = balanced(
      texts,
      invented && (small ? { ...invented, text: invented.text.toLowerCase() } : invented),
      random,
    );
    examples.push(...claims.map((claim) => exampleOf(article, claim.text, claim.label ? null : claim.kind, tokenizer)));
  }
  return examples.slice(0, count);
}

/** All true claims and as many false ones, at random. */
function balanced(texts: readonly KnownText[], invented: KnownText | null, random: SeededRandom): KnownText[] {
  const right = texts.filter(({ label }) => label === 1);
  const wrong = weightedOrder(
    texts.filter(({ label }) => label === 0),
    ({ kind }) => errorWeight(kind),
    random,
  );
  const spliced = wrong.filter(({ kind }) => kind.startsWith('splice') && random() < certainShare);
  const order = [invented, ...spliced, ...wrong].filter((text) => text !== null);
  const chosen = [...new Set(order)].slice(0, right.length);
  // A story in which few errors can be planted gives few true claims as well.
  return [...right.slice(0, chosen.length), ...chosen];
}

/** The same of ads: a title written for a product, and the title with a fact added that the product lacks. */
export function adFactExamples(
  rows: readonly AdTitleRow[],
  tokenizer: Tokenizer,
  { seed = 1, split = 'train' }: Omit<FactExampleOptions, 'count'> = {},
): FactExample[] {
  const random = seededRandom(`ad facts ${seed}`);
  return rows
    .filter(({ id }) => split === null || splitOf(id) === split)
    .flatMap(({ id, facts, titles }) => {
      const others = rows.filter((other) => other.id !== id).map((other) => other.facts);
      const source = { id, prefix: sourceFrame(adFactsText(facts), tokenizer) };
      return titles.flatMap((title) => {
        const errors = addFacts(title, facts, others, String(seed));
        const error = errors[Math.floor(random() * errors.length)];
        if (!error) return [];
        return [exampleOf(source, title, null, tokenizer), exampleOf(source, error.text, 'added', tokenizer)];
      });
    });
}

function exampleOf(
  { id, prefix }: Pick<VisibleArticle, 'id' | 'prefix'>,
  claim: string,
  wrong: string | null,
  tokenizer: Tokenizer,
): FactExample {
  const { supported, unsupported } = verdictIds(tokenizer);
  const mark: PromptPiece = { taskTokens: true };
  return {
    id,
    task: 'facts',
    prefix,
    tail: taskTail({ task: 'facts', claim }, mark, tokenizer) as PromptPiece[],
    target: [wrong === null ? supported : unsupported],
    // Who wrote a title says nothing of how hard its errors are.
    weight: 1,
    claim,
    wrong,
  };
}

function poolOf(stories: readonly ReadStory[], index: number): ReadStory[] {
  return Array.from(
    { length: Math.min(poolSize, stories.length) },
    (_, step) => stories[(index + 1 + step) % stories.length]!,
  );
}
