import { workerData } from 'node:worker_threads';
import { builtDecoder } from '../decoder/built-decoder.ts';
import { type BuildOrder, weightsOf } from './decoder-files.ts';

/** Builds one decoder and ends; started by buildInThread. */
const { file, quantization, cacheDirectory, byteType } = workerData as BuildOrder;
builtDecoder(weightsOf(file), quantization, cacheDirectory, byteType);
