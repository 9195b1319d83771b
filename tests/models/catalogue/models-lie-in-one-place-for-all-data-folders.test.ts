import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue, defaultLanguageModel, defaultSentenceEncoder } from '../../../models/catalogue/default-models.ts';
import { listModels, modelNamed } from '../../../models/catalogue/list-models.ts';
import { modelsDirectory } from '../../../models/catalogue/models-directory.ts';

it('is the folder that MASTHEAD_MODELS_DIR names, else the user’s cache', () => {
  expect(modelsDirectory({ MASTHEAD_MODELS_DIR: '/models', XDG_CACHE_HOME: '/cache' })).toBe('/models');
  expect(modelsDirectory({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/masthead/models');
  expect(modelsDirectory({})).toMatch(/\.cache\/masthead\/models$/);
});

it('lists what the catalogue knows and says what is there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'masthead-models-'));
  const listed = listModels(directory);
  rmSync(directory, { recursive: true });
  expect(listed.map(({ entry }) => entry)).toEqual([...catalogue]);
  expect(listed.every(({ present }) => !present)).toBe(true);
  expect(listed[0]!.bytes).toBe(defaultLanguageModel.file.bytes);
});

it('finds a model by name, and names those there are if it cannot', () => {
  expect(modelNamed(defaultSentenceEncoder.name)).toBe(defaultSentenceEncoder);
  expect(() => modelNamed('gpt')).toThrow(defaultSentenceEncoder.name);
});
