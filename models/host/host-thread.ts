import { parentPort, workerData } from 'node:worker_threads';
import { DecoderSession } from './decoder-session.ts';
import { Host } from './host.ts';
import type { HostReply, HostRequest, HostStart } from './host-messages.ts';
import { OwnCache } from './own-cache.ts';
import type { DecoderRuntime } from './schedule/decoder-runner.ts';
import { sessionOptions, tokensPerChunk, tokensPerStep } from './session-options.ts';

/** A model host's thread: opens the decoder, says so, then serves what comes through its port until told to close. */
const port = parentPort;
if (!port) throw new Error('host-thread runs in a worker thread; call openLanguageModel');
const start = workerData as HostStart;
const { config, device } = start;
const session = await DecoderSession.open(
  start.modelPath,
  config,
  new OwnCache(config, 1, 1),
  sessionOptions(device, start.threads),
);
const runtime: DecoderRuntime = {
  session,
  config,
  embeddings: start.embeddings,
  chunk: tokensPerChunk(device, config),
  tokensPerStep: tokensPerStep(device, config),
  batchRows: start.batchRows,
};
const reply = (message: HostReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const host = new Host(runtime, start, reply);
port.on('message', (message: HostRequest) => {
  if (message.kind !== 'close') return host.receive(message);
  port.close();
  // The thread ends once the running step has; memory of the session goes with it.
  setImmediate(() => process.exit(0));
});
reply({ kind: 'ready' });
