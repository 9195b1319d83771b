import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Adapter, AdapterError, requireFit } from '../../../models/adapter/adapter.ts';
import { readAdapter, writeAdapter } from '../../../models/adapter/adapter-file.ts';
import { randomWeights, tinyConfig } from '../decoder/random-weights.ts';
import { randomAdapter } from './random-adapter.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-adapter-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'headline.safetensors');
const weights = randomWeights();
const adapter = randomAdapter(weights, { name: 'headline', trainedOn: 'nothing; “drawn” at random' });

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('a file', () => {
  it.each([
    // A binary16 has 11 significant bits; a byte has 127 steps of its direction's greatest number.
    ['fp16', 2 ** -11],
    ['int8', 0.5 / 127],
  ] as const)('in %s gives back what was written', (precision, error) => {
    const written = writeAdapter(path, adapter, precision);
    const read = readAdapter(path);
    expect(read).toEqual(written);
    expect(read.fileSha256).toMatch(/^[0-9a-f]{64}$/);
    const { layers, fileSha256: _, ...said } = read;
    const { layers: given, fileSha256: __, ...saidBefore } = adapter;
    expect(said).toEqual(saidBefore);
    for (const [index, layer] of given.entries()) {
      for (const [projection, { a, b }] of Object.entries(layer)) {
        const back = layers[index]![projection as keyof typeof layer]!;
        for (const [one, other] of [
          [a, back.a],
          [b, back.b],
        ] as const) {
          expect(other).toHaveLength(one.length);
          const apart = Math.max(...one.map((value, at) => Math.abs(value - other[at]!)));
          expect(apart).toBeLessThanOrEqual(largest(one) * error * 1.001);
          expect(apart).toBeGreaterThan(0);
        }
      }
    }
  });

  it('in bytes takes a byte a number, and a little for scales and header', () => {
    writeAdapter(path, adapter, 'int8');
    const numbers = adapter.layers
      .flatMap((layer) => Object.values(layer))
      .reduce((sum, { a, b }) => sum + a.length + b.length, 0);
    const besides = adapter.taskTokens.byteLength + adapter.layers.length * 7 * 2 * adapter.rank * 4;
    expect(statSync(path).size).toBeGreaterThan(numbers);
    expect(statSync(path).size).toBeLessThan(numbers + besides + 200 * adapter.layers.length * 7 * 4);
  });

  it('may leave projections as they are', () => {
    const some = randomAdapter(weights, { projections: ['q', 'down'] });
    expect(writeAdapter(path, some).layers.map((layer) => Object.keys(layer))).toEqual([
      ['q', 'down'],
      ['q', 'down'],
    ]);
  });
});

describe('is refused', () => {
  const damaged = (change: (bytes: Buffer) => Buffer) => {
    writeAdapter(path, adapter, 'int8');
    writeFileSync(path, change(readFileSync(path)));
    return () => readAdapter(path);
  };
  const header = (change: (text: string) => string) =>
    damaged((bytes) => {
      const length = Number(bytes.readBigUInt64LE());
      const text = Buffer.from(change(bytes.toString('utf8', 8, 8 + length)));
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(BigInt(text.length));
      return Buffer.concat([size, text, bytes.subarray(8 + length)]);
    });

  it('a truncated file', () => {
    expect(damaged((bytes) => bytes.subarray(0, bytes.length - 1))).toThrow(/truncated/);
    expect(damaged((bytes) => bytes.subarray(0, 100))).toThrow(AdapterError);
    expect(damaged(() => Buffer.alloc(0))).toThrow(AdapterError);
  });

  it('a file of which a single bit was changed', () => {
    const flip = (bytes: Buffer) => {
      bytes[bytes.length - 5]! ^= 4;
      return bytes;
    };
    expect(damaged(flip)).toThrow(/damaged or was changed/);
  });

  it('a file that is no adapter', () => {
    expect(header((text) => text.replace('masthead-adapter', 'another'))).toThrow(/is no adapter/);
    expect(header((text) => text.replace('"rank":"4"', '"rank":"many"'))).toThrow(/"rank" is "many"; it must be/);
    expect(header((text) => text.replace('"task":"headline"', '"task":"poems"'))).toThrow(/headline, ad-title, facts/);
    expect(header((text) => text.replace('"madeFor"', '"madeBy"'))).toThrow(/lacks "madeFor"/);
  });

  it('a matrix of another rank than its header says', () => {
    expect(header((text) => text.replace('"rank":"4"', '"rank":"5"'))).toThrow(/layers.0.q.a is 64 × 4; any × 5/);
  });

  const writing = (changes: Partial<Adapter>) => () => writeAdapter(path, { ...adapter, ...changes });
  it('to be written, with numbers that are not finite', () => {
    const [first, ...others] = adapter.layers;
    const q = { a: first!.q!.a.slice(), b: first!.q!.b };
    q.a[3] = Number.NaN;
    expect(writing({ layers: [{ ...first, q }, ...others] })).toThrow(/layers.0.q.a holds numbers that are not finite/);
    expect(writing({ taskTokens: new Float32Array(64).fill(1 / 0) })).toThrow(/task_tokens holds numbers/);
  });

  it('numbers too large for half precision', () => {
    const [first, ...others] = adapter.layers;
    const q = { a: first!.q!.a.slice().fill(1e6), b: first!.q!.b };
    expect(() => writeAdapter(path, { ...adapter, layers: [{ ...first, q }, ...others] }, 'fp16')).toThrow(
      /layers.0.q.a holds numbers that are not finite/,
    );
  });

  it('by a model it was not made for', () => {
    requireFit(adapter, weights.fileSha256, tinyConfig);
    const another = randomWeights({ ropeBase: 20_000 });
    expect(() => requireFit(adapter, another.fileSha256, another.config)).toThrow(
      `adapter headline: it was made for the model file ${weights.fileSha256}, but the model is ${another.fileSha256}`,
    );
    const fits = (changes: Partial<typeof tinyConfig>) => () =>
      requireFit(adapter, weights.fileSha256, { ...tinyConfig, ...changes });
    expect(fits({ layers: 3 })).toThrow(/it has 2 layers, the model 3/);
    expect(fits({ hiddenSize: 32 })).toThrow(/it is 64 wide, the model 32/);
    expect(fits({ feedForwardSize: 128 })).toThrow(/layer 0, gate: 256 and 384 numbers do not make 64 × 4 and 4 × 128/);
  });
});
