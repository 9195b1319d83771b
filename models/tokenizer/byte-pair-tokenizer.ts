import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { ModelFileError } from '../file-range.ts';
import type { Tokenizer } from '../language-model.ts';
import { digitsAlone } from './pre-tokenizers.ts';
import type { TokenizerDefinition } from './tokenizer-definition.ts';

/**
 * A tokenizer that never reads a control token out of text: `<|im_end|>` in an article becomes the pieces of its
 * spelling, so no article can close the prompt it stands in. Control tokens enter by `specialId` only.
 * @param endIds ids that end a sequence
 */
export function createTokenizer(definition: TokenizerDefinition, endIds: readonly number[]): Tokenizer {
  const added = new Map(definition.added_tokens.map((token) => [token.content, token]));
  const control = new Set(definition.added_tokens.filter((token) => token.special).map((token) => token.id));
  const library = new LibraryTokenizer(plainTextOnly(definition), { clean_up_tokenization_spaces: false });
  // The library's own table lacks added tokens now; the vocabulary may not hold them either.
  const spelling = new Map(definition.added_tokens.map((token) => [token.id, token.content]));
  for (const id of endIds) {
    if (!Number.isInteger(id) || id < 0) throw new ModelFileError(`the tokenizer's end id ${id} is absurd`);
  }
  return {
    endIds: [...endIds],
    encode: (text) => (text === '' ? [] : library.encode(text, { add_special_tokens: false }).ids),
    decode: (ids) => decodeRuns(library, ids, control, spelling),
    specialId(token) {
      const found = added.get(token);
      if (!found) throw new Error(`the model's vocabulary has no special token ${token}`);
      return found.id;
    },
  };
}

/** Decodes runs between added tokens together, so that characters of several bytes join; control tokens are silent. */
function decodeRuns(
  library: LibraryTokenizer,
  ids: readonly number[],
  control: ReadonlySet<number>,
  spelling: ReadonlyMap<number, string>,
): string {
  let text = '';
  let run: number[] = [];
  const flush = () => {
    if (run.length > 0)
      text += library.decode(run, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
    run = [];
  };
  for (const id of ids) {
    const added = spelling.get(id);
    if (added === undefined) {
      run.push(id);
    } else if (!control.has(id)) {
      flush();
      text += added;
    }
  }
  flush();
  return text;
}

/** The definition without added tokens and templates, and with digits as the hub's Rust reads them. */
function plainTextOnly(definition: TokenizerDefinition): TokenizerDefinition {
  return {
    ...definition,
    added_tokens: [],
    post_processor: null,
    pre_tokenizer: withDigitsAlone(definition.pre_tokenizer),
  };
}

function withDigitsAlone(preTokenizer: unknown): unknown {
  const stated = preTokenizer as { type?: string; individual_digits?: boolean; pretokenizers?: unknown[] } | null;
  if (stated?.type === 'Digits' && stated.individual_digits) return digitsAlone;
  if (stated?.type === 'Sequence') {
    return { ...stated, pretokenizers: (stated.pretokenizers ?? []).map(withDigitsAlone) };
  }
  return preTokenizer;
}
