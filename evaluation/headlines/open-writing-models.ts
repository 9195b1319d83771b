import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { readAdapter } from '../../models/adapter/adapter-file.ts';
import { shelvedAdapters } from '../../models/adapter/adapter-shelf.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';

export interface WritingModelsOptions {
  /** Loads this adapter alone; the shelf's are loaded where it is not given. */
  readonly adapterFile?: string | undefined;
  /** Holds adapters trained for a publisher, which take the place of shipped ones of their name. */
  readonly dataDirectory?: string | undefined;
  /** Holds models. */
  readonly directory?: string | undefined;
}

/**
 * The default models, one thread each, with the adapters that an evaluation measures.
 * @throws AdapterError if an adapter is damaged or was made for another model
 */
export async function openWritingModels(options: WritingModelsOptions = {}): Promise<WritingModels> {
  const { adapterFile, dataDirectory = '', directory } = options;
  const place = directory === undefined ? {} : { directory };
  const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { ...place, threads: 1 });
  const adapters =
    adapterFile === undefined
      ? shelvedAdapters(dataDirectory, languageModel.identity.fileSha256).flatMap(({ adapter }) => adapter ?? [])
      : [readAdapter(adapterFile)];
  for (const adapter of adapters) await languageModel.loadAdapter(adapter);
  const encoder = await openDefaultSentenceEncoder({ ...place, threads: 1 });
  return { languageModel, encoder, projector: untrainedProjector() };
}
