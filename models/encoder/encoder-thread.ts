import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createWordPieceTokenizer } from '../tokenizer/word-piece-tokenizer.ts';
import { readBertConfig } from './bert-config.ts';
import { builtEncoder } from './built-encoder.ts';
import type { EncoderThreadOptions, FromEncoder, ToEncoder } from './encoder-messages.ts';
import { EncoderQueue, type WaitingText } from './encoder-queue.ts';
import { windowTokens } from './length-buckets.ts';

/** The thread that an encoder runs in: it takes texts, and gives vectors back request by request. */
const port = parentPort!;
const options = workerData as EncoderThreadOptions;
const { dimensions, session, tokenize } = await open();
const queue = new EncoderQueue();
const answers = new Map<number, { vectors: Float32Array; missing: number }>();
let running = false;

port.on('message', (message: ToEncoder) => {
  if (message.kind === 'cancel') {
    queue.drop(message.request);
    answers.delete(message.request);
    return;
  }
  const { request, texts, lane } = message;
  try {
    const waiting = texts.map((text, index) => ({ request, index, ids: tokenize(text) }));
    answers.set(request, { vectors: new Float32Array(texts.length * dimensions), missing: texts.length });
    queue.add(lane, waiting);
  } catch (error) {
    send({ kind: 'failed', request, message: (error as Error).message });
  }
  if (!running) void run();
});
send({ kind: 'ready', dimensions });

/** Runs batches until none waits. Between two, messages are let in: a cancellation, or a request that overtakes. */
async function run(): Promise<void> {
  running = true;
  while (!queue.empty) {
    const { length, texts } = queue.next()!;
    try {
      deliver(texts, await encode(length, texts));
    } catch (error) {
      for (const request of new Set(texts.map((text) => text.request))) {
        queue.drop(request);
        answers.delete(request);
        send({ kind: 'failed', request, message: (error as Error).message });
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  running = false;
}

async function encode(length: number, texts: readonly WaitingText[]): Promise<Float32Array> {
  const ids = new BigInt64Array(texts.length * length);
  const mask = new Float32Array(texts.length * length);
  texts.forEach((text, row) => {
    text.ids.forEach((id, column) => {
      ids[row * length + column] = BigInt(id);
      mask[row * length + column] = 1;
    });
  });
  const shape = [texts.length, length];
  const results = await session.run({ ids: new Tensor('int64', ids, shape), mask: new Tensor('float32', mask, shape) });
  return results.vectors!.data as Float32Array;
}

function deliver(texts: readonly WaitingText[], vectors: Float32Array): void {
  texts.forEach(({ request, index }, row) => {
    const answer = answers.get(request);
    if (!answer) return;
    answer.vectors.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions);
    answer.missing -= 1;
    if (answer.missing > 0) return;
    answers.delete(request);
    send({ kind: 'vectors', request, vectors: answer.vectors });
  });
}

function send(message: FromEncoder): void {
  port.postMessage(message, message.kind === 'vectors' ? [message.vectors.buffer as ArrayBuffer] : []);
}

async function open() {
  const { files, quantization, device, cacheDirectory, threads } = options;
  const path = builtEncoder(files, quantization, cacheDirectory);
  return {
    dimensions: readBertConfig(files.config).hiddenSize,
    tokenize: createWordPieceTokenizer(files.tokenizer, windowTokens),
    session: await InferenceSession.create(path, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
    }),
  };
}
