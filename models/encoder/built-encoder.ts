import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExternalDataWriter } from '../onnx/external-data.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { openSafetensors } from '../safetensors/safetensors-file.ts';
import { readBertConfig } from './bert-config.ts';
import { buildEncoderGraph, type EncoderQuantization } from './encoder-graph.ts';

/** Rises when the graph changes, so that an older build is not taken for the new one. */
const graphVersion = 1;

export interface EncoderFiles {
  /** safetensors */
  readonly weights: string;
  readonly config: string;
  readonly tokenizer: string;
  readonly fileSha256: string;
}

/**
 * The encoder's ONNX file, built if the cache lacks it. Builds are kept by the weights' hash and put into place whole, so
 * two processes may build at once. Blocks the thread for about a second.
 * @returns path of the `.onnx`
 */
export function builtEncoder(files: EncoderFiles, quantization: EncoderQuantization, cacheDirectory: string): string {
  const folder = join(cacheDirectory, `${files.fileSha256.slice(0, 16)}-encoder-${graphVersion}-${quantization}`);
  const path = join(folder, 'model.onnx');
  if (existsSync(path)) return path;
  mkdirSync(cacheDirectory, { recursive: true });
  const made = mkdtempSync(join(cacheDirectory, '.building-'));
  try {
    const external = new ExternalDataWriter(join(made, 'model.onnx.data'));
    const graph = new GraphBuilder('sentence-encoder', external);
    buildEncoderGraph(graph, readBertConfig(files.config), openSafetensors(files.weights), quantization);
    external.close();
    graph.write(join(made, 'model.onnx'));
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another process may have put its own build into place meanwhile.
    if (!existsSync(path)) throw error;
  }
  return path;
}
