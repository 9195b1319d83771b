import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelFileError } from '../file-range.ts';
import type { Tokenizer } from '../language-model.ts';
import { createTokenizer } from './byte-pair-tokenizer.ts';
import type { TokenizerDefinition } from './tokenizer-definition.ts';

/**
 * The tokenizer of a hub folder: `tokenizer.json`, and the end ids of `generation_config.json` or `config.json`.
 * @throws ModelFileError if a file is absent or not what it should be
 */
export function tokenizerFromFolder(folder: string): Tokenizer {
  const definition = readTokenizerDefinition(join(folder, 'tokenizer.json'));
  const ends = ['generation_config.json', 'config.json']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => (JSON.parse(readFileSync(path, 'utf8')) as { eos_token_id?: number | number[] }).eos_token_id)
    .find((stated) => stated !== undefined && stated !== null);
  if (ends === undefined) throw new ModelFileError(`${folder} names no eos_token_id in its configuration`);
  return createTokenizer(definition, [ends].flat());
}

/** @throws ModelFileError if the file is no tokenizer definition */
export function readTokenizerDefinition(path: string): TokenizerDefinition {
  const definition = JSON.parse(readFileSync(path, 'utf8')) as Partial<TokenizerDefinition>;
  if (typeof definition.model?.vocab !== 'object') throw new ModelFileError(`${path} holds no vocabulary`);
  return { ...definition, added_tokens: definition.added_tokens ?? [] } as TokenizerDefinition;
}
