import { isFunctionWord, wordsOf } from '../../generators/facts/words.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import type { KnownText } from './true-texts.ts';

const mostTokens = 16;
/** Content words of an ending that the article lacks, for it to be an invention for certain. */
const fewestForeignWords = 2;

/**
 * A true beginning that the language model went on from without seeing the article: fluent, likely and not borne out,
 * as summarizers invent. Null when what it wrote may stand in the article after all.
 * @param articleStems stems of the article's words
 */
export async function inventedEnding(
  beginning: string,
  articleStems: ReadonlySet<string>,
  model: Pick<LanguageModel, 'generate' | 'tokenizer'>,
  seed: number,
): Promise<KnownText | null> {
  const ids = model.tokenizer.encode(` ${beginning}`);
  const [row] = await model.generate({
    prefix: sourceFrame('', model.tokenizer).slice(0, 1),
    rows: [
      {
        tail: [{ ids }],
        sampling: { temperature: 0.8, topP: 0.9, seed, maxTokens: mostTokens, stopAtNewline: true },
      },
    ],
    lane: 'bulk',
  });
  const ending = row!.text
    .replace(/[.;:!?].*$/su, '')
    .replace(/\s+\S*$/u, (last) => (row!.finish === 'length' ? '' : last));
  const foreign = wordsOf(ending).filter(({ folded, stem }) => !isFunctionWord(folded) && !articleStems.has(stem));
  if (foreign.length < fewestForeignWords) return null;
  return {
    text: `${beginning}${ending.startsWith(' ') ? '' : ' '}${ending.trimEnd()}.`,
    label: 0,
    kind: 'invented ending',
  };
}
