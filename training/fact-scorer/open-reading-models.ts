import type { ReadingModels } from '../../generators/facts/score/fact-readings.ts';
import type { Adapter } from '../../models/adapter/adapter.ts';
import { readAdapter } from '../../models/adapter/adapter-file.ts';
import { shelvedAdapters } from '../../models/adapter/adapter-shelf.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';

/** The models that read texts, to be closed by who opened them. */
export interface OpenReadingModels extends ReadingModels {
  readonly encoder: SentenceEncoder;
  readonly languageModel: LanguageModel;
  close(): Promise<void>;
}

/** The fact adapter that comes with the package. */
export function shippedFactAdapter(): Adapter | undefined {
  const shelf = shelvedAdapters('', defaultLanguageModel.file.sha256);
  return shelf.flatMap(({ adapter }) => adapter ?? []).find(({ task }) => task === 'facts');
}

/** A publisher's own fact adapter, or the shipped one where no file is named. @throws AdapterError, Error if it is none */
export function factAdapterOf(path: string | undefined): Adapter | undefined {
  if (path === undefined) return shippedFactAdapter();
  const adapter = readAdapter(path);
  if (adapter.task !== 'facts') throw new Error(`${path} is an adapter for ${adapter.task}: name one for facts`);
  return adapter;
}

/** The default models, one thread each, with a fact adapter if there is one. */
export async function openReadingModels(adapter = shippedFactAdapter()): Promise<OpenReadingModels> {
  const encoder = await openDefaultSentenceEncoder({ threads: 1 });
  const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu', threads: 1 });
  if (adapter) await languageModel.loadAdapter(adapter);
  return {
    encoder,
    languageModel,
    factAdapter: languageModel.adapters.find(({ task }) => task === 'facts'),
    async close() {
      await languageModel.close();
      await encoder.close();
    },
  };
}
