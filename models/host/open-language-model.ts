import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { type EnsureOptions, ensureModel } from '../catalogue/ensure-model.ts';
import { modelsDirectory } from '../catalogue/models-directory.ts';
import { type BuiltDecoder, builtDecoder, isBuilt, type WeightsSource } from '../decoder/built-decoder.ts';
import type { Device, LanguageModelIdentity, Quantization, Tokenizer } from '../language-model.ts';
import { buildInThread } from './build-in-thread.ts';
import { tokenizerOf, weightsOf } from './decoder-files.ts';
import { defaultQuantization, resolveDevice } from './device.ts';
import { exactByteType } from './exact-byte-type.ts';
import { HostedLanguageModel } from './hosted-language-model.ts';

/** How a model is kept and run. */
export interface HostingOptions {
  /** Default: fp16 on a graphics processor, int8 on the cpu. */
  readonly quantization?: Quantization | undefined;
  readonly device?: 'auto' | Device | undefined;
  /** Threads of one product on the cpu. Default: half the processors, four at most. */
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
  const { device, quantization } = await chosen(options);
  return start(options, device, quantization);
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
  const file = { name: entry.name, fileSha256: entry.file.sha256, path };
  const cacheDirectory = join(options.directory ?? modelsDirectory(), 'built');
  const { device, quantization } = await chosen(options);
  if (!isBuilt(file, quantization, cacheDirectory, await exactByteType())) {
    options.say?.(`building ${entry.name} in ${quantization}`);
    await buildInThread({ file, quantization, cacheDirectory, byteType: await exactByteType() });
  }
  const sources = { weights: weightsOf(file), tokenizer: tokenizerOf(file), cacheDirectory };
  return start({ ...options, ...sources }, device, quantization);
}

/** Half the processors: others run the sentence encoder, the store and the API. A second thread reads faster only. */
function defaultThreads(): number {
  return Math.max(1, Math.min(4, availableParallelism() >> 1));
}

/** Says aloud which device was taken. */
async function chosen({ device: requested, quantization, say }: HostingOptions) {
  const { device, explanation } = await resolveDevice(requested);
  say?.(explanation);
  return { device, quantization: quantization ?? defaultQuantization(device) };
}

async function start(
  options: LanguageModelOptions,
  device: Device,
  quantization: Quantization,
): Promise<HostedLanguageModel> {
  const { weights, tokenizer, cacheDirectory } = options;
  const built = builtDecoder(weights, quantization, cacheDirectory, await exactByteType());
  return HostedLanguageModel.start(identityOf(built, device), tokenizer, {
    modelPath: built.modelPath,
    config: built.config,
    embeddings: built.embeddings,
    pieces: Array.from({ length: built.config.vocabularySize }, (_, id) => tokenizer.decode([id])),
    endIds: tokenizer.endIds,
    device,
    threads: options.threads ?? defaultThreads(),
    memoryTokens: options.memoryTokens ?? defaultMemoryTokens,
    batchRows: options.batchRows ?? 16,
  });
}

function identityOf({ name, fileSha256, quantization, config }: BuiltDecoder, device: Device): LanguageModelIdentity {
  const { architecture, hiddenSize, vocabularySize } = config;
  return { name, fileSha256, quantization, device, architecture, hiddenSize, vocabularySize };
}
