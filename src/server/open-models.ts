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
import { loadShelf } from './load-shelf.ts';

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
 * Fetches and opens the sentence encoder, which is all that profiles need.
 * @throws DeviceMissingError, ModelFileError, or Error naming each source's reason
 */
export async function openEncoder(
  configuration: Pick<Configuration, 'device' | 'modelsDirectory'>,
  { onPull }: OpenModelsOptions = {},
): Promise<SentenceEncoder> {
  const { device } = await resolveDevice(configuration.device);
  const directory = configuration.modelsDirectory;
  const place = { ...(directory && { directory }) };
  await ensureModel(defaultSentenceEncoder, { ...place, ...(onPull && { onProgress: onPull }) });
  return openSentenceEncoder(defaultSentenceEncoder, { device, ...place });
}

/**
 * Fetches what is missing, builds what is not built yet, and opens both models on the device asked for.
 * @param options `encoder`: one that is open already, or about to be; it is closed with the rest
 * @throws DeviceMissingError, ModelFileError, or Error naming each source's reason
 */
export async function openModels(
  configuration: Pick<Configuration, 'device' | 'modelsDirectory' | 'dataDirectory'>,
  options: OpenModelsOptions & { readonly encoder?: Promise<SentenceEncoder> } = {},
): Promise<OpenModels> {
  const { onPull, say = () => undefined } = options;
  const { device, explanation } = await resolveDevice(configuration.device);
  const directory = configuration.modelsDirectory;
  const encoder = await (options.encoder ?? openEncoder(configuration, options));
  try {
    const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, {
      device,
      ...(directory && { directory }),
      ...(onPull && { onProgress: onPull }),
    });
    for (const fault of await loadShelf(languageModel, configuration.dataDirectory))
      say(`Adapter left aside: ${fault}`);
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
    // Profiles may go on with an encoder that was open before.
    if (!options.encoder) await encoder.close();
    throw error;
  }
}
