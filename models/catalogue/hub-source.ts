import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { CatalogueFile } from './catalogue-entry.ts';
import { type FileSource, type Pull, SourceUnavailable } from './file-source.ts';
import { dropPartial, partialBytes, receiveFile } from './partial-file.ts';

/** A closed network must cost little: another source waits behind this one. */
const answerMilliseconds = 4_000;
const silenceMilliseconds = 30_000;

/** Fetches files from the Hugging Face hub (or the mirror that `HF_ENDPOINT` names), and goes on where a pull broke off. */
export function hubSource(endpoint = process.env.HF_ENDPOINT || 'https://huggingface.co'): FileSource {
  let unreachable: string | null = null;
  return {
    name: 'Hugging Face hub',
    offers: (file) => file.hub !== undefined,
    async fetch(file, target, pull) {
      if (unreachable) throw new SourceUnavailable(unreachable);
      try {
        await fetchFile(endpoint, file, target, pull);
      } catch (error) {
        if (error instanceof SourceUnavailable) unreachable = error.message;
        throw error;
      }
    },
    close: async () => undefined,
  };
}

async function fetchFile(endpoint: string, file: CatalogueFile, target: string, pull: Pull): Promise<void> {
  const { repository, revision, path } = file.hub!;
  const url = `${endpoint}/${repository}/resolve/${revision}/${path}`;
  const left = await partialBytes(target);
  const from = left < file.bytes ? left : 0;
  const watchdog = new AbortController();
  const signal = pull.signal ? AbortSignal.any([pull.signal, watchdog.signal]) : watchdog.signal;
  let timer = setTimeout(() => watchdog.abort(), answerMilliseconds);
  try {
    const response = await fetch(url, { headers: from > 0 ? { range: `bytes=${from}-` } : {}, signal }).catch(
      (error) => {
        pull.signal?.throwIfAborted();
        throw new SourceUnavailable(`${endpoint} cannot be reached (${reasonOf(error)})`);
      },
    );
    if (!response.ok || !response.body) throw new SourceUnavailable(`${url} answers ${response.status}`);
    const resumed = response.status === 206;
    if (!resumed) await dropPartial(target);
    const onBytes = (bytes: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => watchdog.abort(), silenceMilliseconds);
      pull.onBytes(bytes, file.bytes);
    };
    onBytes(resumed ? from : 0);
    const stream = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await receiveFile({ stream, file, target, from: resumed ? from : 0, source: url, onBytes }).catch((error) => {
      pull.signal?.throwIfAborted();
      throw watchdog.signal.aborted ? new SourceUnavailable(`${url} fell silent`) : error;
    });
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  if ((error as Error).name === 'AbortError') return 'no answer in time';
  return cause?.code ?? (error as Error).message;
}
