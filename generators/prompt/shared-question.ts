import type { LanguageModel, PromptPart, ScoringRequest } from '../../models/language-model.ts';

type ScoringModel = Pick<LanguageModel, 'score' | 'tokenizer' | 'identity' | 'adapters'>;

/**
 * A model of whom the same question is asked about many texts: the question joins the prefix, where it is read once for
 * all texts that come, instead of with each of them. Its last token stays behind, because the first token of a text is
 * asked of it. Log-probabilities are what they were up to rounding: the sums of attention are split in another place.
 */
export function sharingQuestions(model: ScoringModel): ScoringModel {
  const { tokenizer, identity } = model;
  return {
    tokenizer,
    identity,
    // Adapters come and go while the model serves.
    get adapters() {
      return model.adapters;
    },
    score: (request) => model.score(withQuestionInPrefix(request)),
  };
}

/** As it was where the rows' tails differ, hold soft tokens, or are read by an adapter, which may not act on a prefix. */
function withQuestionInPrefix(request: ScoringRequest): ScoringRequest {
  const { prefix, rows } = request;
  const [first] = rows;
  const question = first && idsOf(first.tail);
  if (!question || question.length < 2) return request;
  const key = question.join();
  const alike = rows.every(({ tail, adapter }) => adapter === undefined && idsOf(tail)?.join() === key);
  if (!alike) return request;
  const tail = [{ ids: question.slice(-1) }];
  return {
    ...request,
    prefix: [...prefix, ...question.slice(0, -1)],
    rows: rows.map((row) => ({ ...row, tail })),
  };
}

function idsOf(tail: readonly PromptPart[]): number[] | null {
  const ids: number[] = [];
  for (const part of tail) {
    if (!('ids' in part)) return null;
    ids.push(...part.ids);
  }
  return ids;
}
