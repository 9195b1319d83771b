import type { BuiltDecoder } from '../../models/decoder/built-decoder.ts';
import { embeddingRows } from '../../models/decoder/embedding-table.ts';
import { DecoderSession } from '../../models/host/decoder-session.ts';
import { OwnCache } from '../../models/host/own-cache.ts';
import type { DecoderRuntime } from '../../models/host/schedule/decoder-runner.ts';
import { Prefix } from '../../models/host/schedule/prefix.ts';
import { sessionOptions, tokensPerChunk, tokensPerStep } from '../../models/host/session-options.ts';

export interface StepSpeed {
  readonly past: number;
  readonly batch: number;
  /** Median over the runs. */
  readonly tokensPerSecond: number;
  /** The same by the processor's time, which other work on the machine hardly changes. */
  readonly tokensPerProcessorSecond: number;
}

/** How fast a prefix is computed, chunk by chunk. */
export interface ReadingSpeed {
  readonly prefix: number;
  readonly tokensPerSecond: number;
  readonly tokensPerProcessorSecond: number;
  readonly longestStepMilliseconds: number;
}

export interface DecoderSpeed {
  readonly writing: readonly StepSpeed[];
  readonly reading: readonly ReadingSpeed[];
}

const batches = [1, 4, 8, 16];
const pasts = [0, 500, 1500];
const ownTokens = 24;

/** Tokens a second of one decoder, by rows in the batch and by tokens of shared prefix behind them. */
export async function decoderSpeed(
  built: BuiltDecoder,
  ids: readonly number[],
  threads: number,
): Promise<DecoderSpeed> {
  const { config, embeddings } = built;
  const options = sessionOptions('cpu', threads);
  const session = await DecoderSession.open(built.modelPath, config, new OwnCache(config, 1, 1), options);
  const chunk = tokensPerChunk('cpu', config);
  const runtime: DecoderRuntime = {
    session,
    config,
    embeddings,
    chunk,
    tokensPerStep: tokensPerStep('cpu', config),
    batchRows: Math.max(...batches),
  };
  const writing: StepSpeed[] = [];
  const reading: ReadingSpeed[] = [];
  for (const past of pasts) {
    const prefix = past > 0 ? new Prefix(runtime, '', ids.slice(0, past)) : undefined;
    if (prefix) {
      reading.push(await readingSpeed(prefix, runtime));
    }
    for (const batch of batches) {
      const own = new OwnCache(config, batch, 32);
      const words = embeddingRows(embeddings, ids.slice(100, 100 + batch));
      const step = () =>
        session.run({
          prefix: prefix?.places,
          own,
          firstSlot: 0,
          filled: new Array(batch).fill(ownTokens),
          tokens: 1,
          embeddings: words,
          asked: Array.from({ length: batch }, (_, row) => row),
          targets: new Array(batch).fill(0),
          adapters: new Array(batch).fill(undefined),
        });
      writing.push({ past, batch, ...(await perSecond(batch, step)) });
    }
  }
  await session.release();
  return { writing, reading };
}

async function perSecond(tokens: number, step: () => Promise<unknown>) {
  for (let warming = 0; warming < 3; warming++) await step();
  const wall: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < 25; run++) {
    const used = process.cpuUsage();
    const begun = performance.now();
    await step();
    wall.push((performance.now() - begun) / 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1e6);
  }
  const median = (values: number[]) => values.sort((one, other) => one - other)[values.length >> 1]!;
  return { tokensPerSecond: tokens / median(wall), tokensPerProcessorSecond: tokens / median(processor) };
}

async function readingSpeed(prefix: Prefix, runtime: DecoderRuntime): Promise<ReadingSpeed> {
  const begun = performance.now();
  const used = process.cpuUsage();
  let longest = 0;
  while (!prefix.ready) {
    const stepBegun = performance.now();
    await prefix.step(runtime);
    longest = Math.max(longest, performance.now() - stepBegun);
  }
  const { user, system } = process.cpuUsage(used);
  const tokens = prefix.ids.length;
  return {
    prefix: tokens,
    tokensPerSecond: (tokens * 1000) / (performance.now() - begun),
    tokensPerProcessorSecond: (tokens * 1e6) / (user + system),
    longestStepMilliseconds: longest,
  };
}
