import type { Adapter } from '../../models/adapter/adapter.ts';
import type { BuiltDecoder } from '../../models/decoder/built-decoder.ts';
import { embeddingRows } from '../../models/decoder/embedding-table.ts';
import { packAdapter } from '../../models/decoder/packed-adapter.ts';
import type { ServedAdapter } from '../../models/host/adapter-feeds.ts';
import { DecoderSession } from '../../models/host/decoder-session.ts';
import { OwnCache } from '../../models/host/own-cache.ts';
import { sessionOptions } from '../../models/host/session-options.ts';

/** One way of choosing adapters for a batch, and its cost. */
export interface AdapterSpeed {
  readonly batch: number;
  readonly rows: 'no adapter' | 'one adapter' | 'two adapters in turns';
  /** Processor time of a step, median; other work on the machine changes it less than the clock's. */
  readonly milliseconds: number;
  readonly tokensPerProcessorSecond: number;
}

const batches = [1, 4, 12, 16];
const rounds = 30;
const filled = 24;

/** Steps of writing with and without adapters, rounds interleaved, so that what else the machine does meets all alike. */
export async function adapterSpeed(
  built: BuiltDecoder,
  ids: readonly number[],
  adapters: readonly [Adapter, Adapter],
  threads: number,
): Promise<AdapterSpeed[]> {
  const { config, embeddings } = built;
  const options = sessionOptions('cpu', threads);
  const session = await DecoderSession.open(built.modelPath, config, new OwnCache(config, 1, 1), options);
  const [one, other] = adapters.map(
    (adapter, place): ServedAdapter => ({ place, packed: packAdapter(adapter, config) }),
  );
  const ways: Record<AdapterSpeed['rows'], (row: number) => ServedAdapter | undefined> = {
    'no adapter': () => undefined,
    'one adapter': () => one,
    'two adapters in turns': (row) => (row % 2 ? other : one),
  };
  const measured: AdapterSpeed[] = [];
  for (const batch of batches) {
    const own = new OwnCache(config, batch, 32);
    const times = new Map<AdapterSpeed['rows'], number[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [rows, adapterOf] of Object.entries(ways) as [AdapterSpeed['rows'], (typeof ways)['no adapter']][]) {
        const used = Array.from({ length: batch }, (_, row) => adapterOf(row));
        // A lone row with an adapter is served with a second, empty token beside it.
        const tokens = batch === 1 && used[0] ? 2 : 1;
        const words = new Float32Array(batch * tokens * config.hiddenSize);
        words.set(embeddingRows(embeddings, ids.slice(0, batch)));
        const begun = process.cpuUsage();
        await session.run({
          prefix: undefined,
          own,
          firstSlot: 0,
          filled: new Array(batch).fill(filled),
          tokens,
          embeddings: words,
          asked: Array.from({ length: batch }, (_, row) => row * tokens),
          targets: new Array(batch).fill(0),
          adapters: used,
        });
        const { user, system } = process.cpuUsage(begun);
        if (round > 2) times.set(rows, [...(times.get(rows) ?? []), (user + system) / 1000]);
      }
    }
    for (const [rows, taken] of times) {
      const milliseconds = taken.sort((a, b) => a - b)[taken.length >> 1]!;
      measured.push({ batch, rows, milliseconds, tokensPerProcessorSecond: (batch * 1000) / milliseconds });
    }
  }
  await session.release();
  return measured;
}
