import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DecoderConfig, DecoderWeights } from '../../models/decoder/decoder-weights.ts';
import { packageRoot } from '../../package-root.ts';
import { parameterPlaces } from '../../training/decoder/adapter-parameters.ts';
import { builtTrainingDecoder } from '../../training/decoder/built-training-decoder.ts';
import type { TrainingRow } from '../../training/decoder/training-batch.ts';
import { TrainingDecoder } from '../../training/decoder/training-decoder.ts';

interface Fixture {
  readonly shape: Readonly<Record<string, number>>;
  readonly loss: number;
  readonly log_probabilities: readonly number[];
  readonly gradients: readonly { norm: number; first: number; last: number }[];
}

/** What torch's autograd says of the same decoder (scripts/parity/training_step.py). */
const fixture = JSON.parse(
  readFileSync(join(packageRoot, 'tests/fixtures/parity/training-step.json'), 'utf8'),
) as Fixture;
const size = (name: string) => fixture.shape[name]!;

/** The script's formula. */
const wave = (count: number, key: number, spread: number) =>
  Float32Array.from({ length: count }, (_, index) => spread * Math.sin(0.7311 * (index + 1) + 1.913 * (key + 1)));

const config: DecoderConfig = {
  architecture: 'llama',
  layers: size('layers'),
  hiddenSize: size('hidden'),
  heads: size('heads'),
  keyValueHeads: size('kv'),
  headDimension: size('width'),
  feedForwardSize: size('ffn'),
  vocabularySize: size('vocabulary'),
  ropeBase: size('base'),
  rmsEpsilon: size('epsilon'),
  tiedEmbeddings: true,
  maxPositions: 64,
};

it('the graph gives the loss and the gradients that torch gives', async () => {
  const [hidden, queries, keys] = [size('hidden'), size('heads') * size('width'), size('kv') * size('width')];
  let key = 0;
  const tensors = new Map<string, { shape: number[]; values: Float32Array }>();
  const weight = (name: string, rows: number, columns: number) => {
    key += 1;
    tensors.set(name, { shape: [rows, columns], values: wave(rows * columns, key, 2 / Math.sqrt(columns)) });
  };
  const norm = (name: string) => {
    key += 1;
    tensors.set(name, { shape: [hidden], values: wave(hidden, key, 0.2).map((value) => 1 + value) });
  };
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`;
    weight(`${at}.self_attn.q_proj.weight`, queries, hidden);
    weight(`${at}.self_attn.k_proj.weight`, keys, hidden);
    weight(`${at}.self_attn.v_proj.weight`, keys, hidden);
    weight(`${at}.self_attn.o_proj.weight`, hidden, queries);
    weight(`${at}.mlp.gate_proj.weight`, size('ffn'), hidden);
    weight(`${at}.mlp.up_proj.weight`, size('ffn'), hidden);
    weight(`${at}.mlp.down_proj.weight`, hidden, size('ffn'));
    norm(`${at}.input_layernorm.weight`);
    norm(`${at}.post_attention_layernorm.weight`);
  }
  weight('model.embed_tokens.weight', size('vocabulary'), hidden);
  norm('model.norm.weight');
  const weights: DecoderWeights = {
    config,
    name: 'formula',
    fileSha256: 'f'.repeat(64),
    names: () => [...tensors.keys()],
    shape: (name) => [...tensors.get(name)!.shape],
    float: (name) => tensors.get(name)!.values,
    fourBit: () => null,
  };
  const shape = { rank: size('rank'), alpha: size('alpha'), taskTokens: size('task_tokens') };
  const places = parameterPlaces(config, shape);
  const last = places.at(-1)!;
  const parameters = new Float32Array(last.offset + last.count);
  for (const place of places) {
    key += 1;
    parameters.set(wave(place.count, key, place === last ? 0.3 : 0.1), place.offset);
  }

  const [rows, tail, prefix, asked] = [size('rows'), size('tail'), size('prefix'), size('asked')];
  const perRow = size('kv') * prefix * size('width');
  const cached = Array.from({ length: config.layers }, () => {
    key += 2;
    return { keys: wave(rows * perRow, key - 1, 0.5), values: wave(rows * perRow, key, 0.5) };
  });
  const tails = wave(rows * tail * hidden, key + 1, 0.3);
  const batch = Array.from({ length: rows }, (_, row): TrainingRow => {
    const embeddings = tails.slice(row * tail * hidden, (row + 1) * tail * hidden);
    embeddings.fill(0, hidden, (1 + shape.taskTokens) * hidden);
    const own = (values: Float32Array) => values.slice(row * perRow, (row + 1) * perRow);
    return {
      prefix: {
        length: prefix,
        keys: cached.map((layer) => own(layer.keys)),
        values: cached.map((layer) => own(layer.values)),
      },
      embeddings,
      length: tail,
      taskTokensAt: 1,
      askedFrom: tail - asked,
      target: Array.from({ length: asked }, (_, at) => ((row * asked + at) * 37 + 11) % config.vocabularySize),
      tokenWeight: 1 / (rows * asked),
    };
  });

  const folder = mkdtempSync(join(tmpdir(), 'torch-parity-'));
  const built = builtTrainingDecoder({ ...weights, open: () => weights }, shape, false, folder);
  const decoder = new TrainingDecoder(built, config, shape, { device: 'cpu', threads: 1, dropout: false });
  try {
    const { loss, logProbabilities, gradients } = await decoder.gradients(parameters, batch);
    expect(loss).toBeCloseTo(fixture.loss, 4);
    const found = logProbabilities.flatMap((of) => [...of]);
    found.forEach((value, at) => {
      expect(value).toBeCloseTo(fixture.log_probabilities[at]!, 3);
    });
    for (const [index, { name, offset, count }] of places.entries()) {
      const expected = fixture.gradients[index]!;
      const part = gradients.subarray(offset, offset + count);
      const tolerance = 1e-3 * expected.norm;
      expect(Math.abs(Math.hypot(...part) - expected.norm), `norm of ${name}`).toBeLessThan(tolerance);
      expect(Math.abs(part[0]! - expected.first), `first of ${name}`).toBeLessThan(tolerance);
      expect(Math.abs(part.at(-1)! - expected.last), `last of ${name}`).toBeLessThan(tolerance);
    }
  } finally {
    await decoder.release();
    rmSync(folder, { recursive: true, force: true });
  }
});
