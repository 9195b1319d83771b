import { shelvedAdapters } from '../../models/adapter/adapter-shelf.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { ensureModel, type PullProgress } from '../../models/catalogue/ensure-model.ts';
import { openSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { resolveDevice } from '../../models/host/device.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { SoftPromptProjector } from '../../profiles/soft-prompt/soft-prompt.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';
import type { Configuration } from '../configuration.ts';

/** The models that writing needs, each in a thread of its own. */
export interface OpenModels {
  readonly languageModel: LanguageModel;
  readonly encoder: SentenceEncoder;
  /** Turns profiles into soft tokens for this language model. */
  readonly projector: SoftPromptProjector;
  close(): Promise<void>;
}

export interface OpenModelsOptions {
  readonly onPull?: (progress: PullProgress) => void;
  /** Told in words what is being done, e.g. which device was taken. */
  readonly say?: (line: string) => void;
}

/**
 * Fetches what is missing, builds what is not built yet, and opens both models on the device asked for.
 * @throws DeviceMissingError, ModelFileError, or Error naming each source's reason
 */
export async function openModels(
  configuration: Pick<Configuration, 'device' | 'modelsDirectory' | 'dataDirectory'>,
  { onPull, say = () => undefined }: OpenModelsOptions = {},
): Promise<OpenModels> {
  const { device, explanation } = await resolveDevice(configuration.device);
  const directory = configuration.modelsDirectory;
  for (const entry of [defaultLanguageModel, defaultSentenceEncoder])
    await ensureModel(entry, { ...(directory && { directory }), ...(onPull && { onProgress: onPull }) });
  const encoder = await openSentenceEncoder(defaultSentenceEncoder, { device, ...(directory && { directory }) });
  try {
    const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, {
      device,
      ...(directory && { directory }),
    });
    await loadAdapters(languageModel, configuration.dataDirectory, say);
    const { name, quantization } = languageModel.identity;
    const adapters = languageModel.adapters.map((adapter) => `${adapter.name}@${adapter.version}`).join(', ');
    say(
      `${explanation[0]!.toUpperCase()}${explanation.slice(1)}: ${name} in ${quantization}` +
        `${adapters ? ` with the adapters ${adapters}` : ' without adapters'}, ${encoder.identity.name}`,
    );
    return {
      languageModel,
      encoder,
      projector: untrainedProjector(),
      close: async () => {
        await Promise.allSettled([languageModel.close(), encoder.close()]);
      },
    };
  } catch (error) {
    await encoder.close();
    throw error;
  }
}

/** Loads what is shipped and what the data folder holds. One that cannot be used is told of and left aside. */
async function loadAdapters(
  languageModel: LanguageModel,
  dataDirectory: string,
  say: (line: string) => void,
): Promise<void> {
  for (const { adapter, fault } of shelvedAdapters(dataDirectory, languageModel.identity.fileSha256)) {
    if (!adapter) say(`Adapter left aside: ${fault}`);
    else await languageModel.loadAdapter(adapter).catch((error: Error) => say(`Adapter left aside: ${error.message}`));
  }
}
