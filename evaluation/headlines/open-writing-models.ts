import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { readAdapter } from '../../models/adapter/adapter-file.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';

/**
 * The default models, one thread each, with an adapter if a file is named.
 * @throws AdapterError if the adapter was made for another model
 */
export async function openWritingModels(adapterFile?: string): Promise<WritingModels> {
  const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { threads: 1 });
  if (adapterFile !== undefined) await languageModel.loadAdapter(readAdapter(adapterFile));
  return {
    languageModel,
    encoder: await openDefaultSentenceEncoder({ threads: 1 }),
    projector: untrainedProjector(),
  };
}
