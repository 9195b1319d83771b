import { dirname, join } from 'node:path';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { type EnsureOptions, ensureModel } from '../catalogue/ensure-model.ts';
import { modelsDirectory } from '../catalogue/models-directory.ts';
import { type BuiltDecoder, builtDecoder, type WeightsSource } from '../decoder/built-decoder.ts';
import { openGgufDecoderWeights } from '../gguf/gguf-decoder-weights.ts';
import type { Device, LanguageModelIdentity, Quantization, Tokenizer } from '../language-model.ts';
import { openSafetensorsDecoderWeights } from '../safetensors/safetensors-decoder-weights.ts';
import { tokenizerFromGguf } from '../tokenizer/gguf-tokenizer.ts';
import { tokenizerFromFolder } from '../tokenizer/hub-tokenizer.ts';
import { defaultQuantization, resolveDevice } from './device.ts';
import { exactByteType } from './exact-byte-type.ts';
import { HostedLanguageModel } from './hosted-language-model.ts';

/** How a model is kept and run. */
export interface HostingOptions {
  /** Default: fp16 on a graphics processor, int8 on the cpu. */
  readonly quantization?: Quantization | undefined;
  readonly device?: 'auto' | Device | undefined;
  /** Threads of one product on the cpu. One is best where other models run beside. */
  readonly threads?: number | undefined;
  /** Tokens whose keys and values may be held at once; rows beyond wait. */
  readonly memoryTokens?: number | undefined;
  /** Rows decoded together at most. */
  readonly batchRows?: number | undefined;
  /** Is told the device taken, and what is being built. */
  readonly say?: ((line: string) => void) | undefined;
}

export interface LanguageModelOptions extends HostingOptions {
  /** Opened only if the decoder is not yet built. */
  readonly weights: WeightsSource;
  readonly tokenizer: Tokenizer;
  /** Holds built decoders, by content hash. */
  readonly cacheDirectory: string;
}

/** 46 kB each for SmolLM2-135M: half a gigabyte. */
const defaultMemoryTokens = 12_288;

/**
 * Opens a language model in a thread of its own. The first time it builds the decoder for the quantization, which
 * takes seconds; later it is read from the cache.
 * @throws DeviceMissingError if a device is asked for that is not there
 */
export async function openLanguageModel(options: LanguageModelOptions): Promise<HostedLanguageModel> {
  const say = options.say ?? (() => {});
  const { device, explanation } = await resolveDevice(options.device);
  say(explanation);
  const quantization = options.quantization ?? defaultQuantization(device);
  const byteType = await exactByteType();
  const built = builtDecoder(options.weights, quantization, options.cacheDirectory, byteType);
  const { tokenizer } = options;
  return HostedLanguageModel.start(identityOf(built, device), tokenizer, {
    modelPath: built.modelPath,
    config: built.config,
    embeddings: built.embeddings,
    pieces: Array.from({ length: built.config.vocabularySize }, (_, id) => tokenizer.decode([id])),
    endIds: tokenizer.endIds,
    device,
    threads: options.threads ?? 1,
    memoryTokens: options.memoryTokens ?? defaultMemoryTokens,
    batchRows: options.batchRows ?? 16,
  });
}

/**
 * Opens a catalogue's language model: fetches its files if they are missing, builds its decoder if the cache lacks it,
 * and starts its thread.
 * @throws what `ensureModel` throws; DeviceMissingError; ModelFileError if the weights are of a shape we do not build
 */
export async function openCatalogueLanguageModel(
  entry: CatalogueEntry,
  options: HostingOptions & EnsureOptions = {},
): Promise<HostedLanguageModel> {
  if (entry.role !== 'language-model') throw new Error(`${entry.name} is a ${entry.role}, not a language model`);
  const { path } = await ensureModel(entry, options);
  const known = { name: entry.name, fileSha256: entry.file.sha256 };
  const isGguf = path.endsWith('.gguf');
  return openLanguageModel({
    ...options,
    weights: {
      ...known,
      open: () => (isGguf ? openGgufDecoderWeights(path, known) : openSafetensorsDecoderWeights(dirname(path), known)),
    },
    tokenizer: isGguf ? tokenizerFromGguf(path) : tokenizerFromFolder(dirname(path)),
    cacheDirectory: join(options.directory ?? modelsDirectory(), 'built'),
  });
}

function identityOf({ name, fileSha256, quantization, config }: BuiltDecoder, device: Device): LanguageModelIdentity {
  const { architecture, hiddenSize, vocabularySize } = config;
  return { name, fileSha256, quantization, device, architecture, hiddenSize, vocabularySize };
}
