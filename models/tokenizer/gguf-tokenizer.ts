import { ModelFileError } from '../file-range.ts';
import { type GgufFile, openGguf } from '../gguf/gguf-file.ts';
import type { Tokenizer } from '../language-model.ts';
import { createTokenizer } from './byte-pair-tokenizer.ts';
import { preTokenizerNamed } from './pre-tokenizers.ts';
import type { AddedToken, TokenizerDefinition } from './tokenizer-definition.ts';

/** GGUF's token types that no merge makes. */
const controlType = 3;
const userDefinedType = 4;
/** Spellings that end a turn or a document in the families we run; a file names only one of its own. */
const endSpellings = ['<|im_end|>', '<|endoftext|>', '<|eot_id|>', '<|end_of_text|>', '<|end|>'];

/**
 * The tokenizer that a GGUF file carries in its metadata (byte-level BPE).
 * @param source path of the file, or its header if it is open
 * @throws ModelFileError if the file carries none, or one of another kind
 */
export function tokenizerFromGguf(source: string | GgufFile): Tokenizer {
  const file = typeof source === 'string' ? openGguf(source) : source;
  const { definition, endIds } = definitionFromGguf(file);
  return createTokenizer(definition, endIds);
}

function definitionFromGguf(file: GgufFile): { definition: TokenizerDefinition; endIds: number[] } {
  const kind = file.text('tokenizer.ggml.model');
  if (kind !== 'gpt2') throw new ModelFileError(`${file.path} has a tokenizer of kind ${kind}; byte-level BPE is read`);
  const tokens = texts(file, 'tokenizer.ggml.tokens');
  const merges = texts(file, 'tokenizer.ggml.merges');
  const types = file.metadata.get('tokenizer.ggml.token_type');
  const vocab: Record<string, number> = Object.create(null);
  const added: AddedToken[] = [];
  tokens.forEach((content, id) => {
    vocab[content] = id;
    const type = Array.isArray(types) ? types[id] : undefined;
    if (type === controlType || type === userDefinedType) added.push({ id, content, special: type === controlType });
  });
  const statedEnds = ['eos', 'eot', 'eom'].map((name) => file.metadata.get(`tokenizer.ggml.${name}_token_id`));
  const spelledEnds = added.filter((token) => endSpellings.includes(token.content)).map((token) => token.id);
  const ends = new Set([...statedEnds.filter((id) => typeof id === 'number'), ...spelledEnds]);
  return {
    endIds: [...ends],
    definition: {
      added_tokens: added,
      normalizer: null,
      pre_tokenizer: preTokenizerNamed((file.metadata.get('tokenizer.ggml.pre') ?? 'default') as string),
      post_processor: null,
      decoder: { type: 'ByteLevel' },
      model: { type: 'BPE', vocab, merges, ignore_merges: file.metadata.get('tokenizer.ggml.pre') === 'llama-bpe' },
    },
  };
}

function texts(file: GgufFile, key: string): string[] {
  const values = file.metadata.get(key);
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) {
    throw new ModelFileError(`${file.path} lacks the list ${key} in its metadata`);
  }
  return values;
}
