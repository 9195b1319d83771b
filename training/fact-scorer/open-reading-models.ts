import type { ReadingModels } from '../../generators/facts/score/fact-readings.ts';
import type { Adapter } from '../../models/adapter/adapter.ts';
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

/** The default models, one thread each, with the shipped fact adapter if there is one. */
export async function openReadingModels(): Promise<OpenReadingModels> {
  const encoder = await openDefaultSentenceEncoder({ threads: 1 });
  const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu', threads: 1 });
  const adapter = shippedFactAdapter();
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
