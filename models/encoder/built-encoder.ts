import { join } from 'node:path';
import { buildOnce } from '../build-once.ts';
import { ExternalDataWriter } from '../onnx/external-data.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { openSafetensors } from '../safetensors/safetensors-file.ts';
import { readBertConfig } from './bert-config.ts';
import { buildEncoderGraph, type EncoderQuantization } from './encoder-graph.ts';

/** Rises when the graph changes, so that an older build is not taken for the new one. */
const graphVersion = 2;

export interface EncoderFiles {
  /** safetensors */
  readonly weights: string;
  readonly config: string;
  readonly tokenizer: string;
  readonly fileSha256: string;
}

/**
 * The encoder's ONNX file, from the cache if it was built before. Cached by content: hash of the weights, quantization, and
 * the graph's version. Building blocks the thread for about a second.
 * @returns path of the `.onnx`
 */
export function builtEncoder(files: EncoderFiles, quantization: EncoderQuantization, cacheDirectory: string): string {
  const directory = join(cacheDirectory, 'encoders', files.fileSha256, `${quantization}-v${graphVersion}`);
  buildOnce(directory, (unfinished) => {
    const external = new ExternalDataWriter(join(unfinished, 'encoder.bin'));
    try {
      const graph = new GraphBuilder('encoder', external);
      buildEncoderGraph(graph, readBertConfig(files.config), openSafetensors(files.weights), quantization);
      graph.write(join(unfinished, 'encoder.onnx'));
    } finally {
      external.close();
    }
  });
  return join(directory, 'encoder.onnx');
}
