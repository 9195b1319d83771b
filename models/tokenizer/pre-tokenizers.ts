import { ModelFileError } from '../file-range.ts';

const byteLevel = (useRegex: boolean) => ({
  type: 'ByteLevel',
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: useRegex,
});

/** Numeric characters stand alone. The hub writes `Digits`, which means every `\p{N}`, not 0–9 alone. */
export const digitsAlone = { type: 'Split', pattern: { Regex: '\\p{N}' }, behavior: 'Isolated', invert: false };

const splitBy = (regex: string) => ({
  type: 'Sequence',
  pretokenizers: [{ type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated', invert: false }, byteLevel(false)],
});

const contractionsInAnyCase = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const words = '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+';
const restOfText = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';

/** How text is cut before byte-pair merging, by the name that GGUF metadata gives it (`tokenizer.ggml.pre`). */
const preTokenizers = new Map<string, unknown>([
  ['smollm', { type: 'Sequence', pretokenizers: [digitsAlone, byteLevel(true)] }],
  ['gpt-2', byteLevel(true)],
  ['qwen2', splitBy(`${contractionsInAnyCase}|${words}|\\p{N}|${restOfText}`)],
  ['llama-bpe', splitBy(`${contractionsInAnyCase}|${words}|\\p{N}{1,3}|${restOfText}`)],
]);

/** The pre-tokenizer of that GGUF name, as `tokenizer.json` would state it. @throws ModelFileError if it is not known */
export function preTokenizerNamed(name: string): unknown {
  const preTokenizer = preTokenizers.get(name === 'default' ? 'gpt-2' : name);
  if (preTokenizer) return preTokenizer;
  throw new ModelFileError(
    `the tokenizer cuts text by "${name}", which is not known; these are: ${[...preTokenizers.keys()].join(', ')}`,
  );
}
