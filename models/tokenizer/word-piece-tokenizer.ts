import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { ModelFileError } from '../file-range.ts';
import { readTokenizerDefinition } from './hub-tokenizer.ts';

/** Longer texts are cut before they are tokenized: a window of 256 pieces never reaches so far. */
const longestText = 16_384;

/**
 * Text to `[CLS] … [SEP]` ids of a BERT vocabulary, cut to a window. `[SEP]` spelled in a text stays plain text.
 * @param path the hub's `tokenizer.json`
 * @param window most ids, both ends included
 * @throws ModelFileError if the file is no word-piece tokenizer
 */
export function createWordPieceTokenizer(path: string, window: number): (text: string) => number[] {
  const definition = readTokenizerDefinition(path);
  const { vocab, type } = definition.model;
  const start = vocab['[CLS]'];
  const end = vocab['[SEP]'];
  if (type !== 'WordPiece' || start === undefined || end === undefined) {
    throw new ModelFileError(`${path} is no word-piece tokenizer of the BERT kind`);
  }
  const plain = { ...definition, added_tokens: [], post_processor: null, truncation: null, padding: null };
  const library = new LibraryTokenizer(plain, {});
  return (text) => {
    const { ids } = library.encode(text.slice(0, longestText), { add_special_tokens: false });
    return [start, ...ids.slice(0, window - 2), end];
  };
}
