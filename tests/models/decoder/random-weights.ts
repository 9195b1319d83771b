import { createHash } from 'node:crypto';
import type { DecoderConfig, DecoderWeights, FourBitBlocks } from '../../../models/decoder/decoder-weights.ts';
import { quantiseBlocks } from '../../../models/decoder/graph/four-bit-product.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';

/** A decoder small enough that a test of it takes a second. */
export const tinyConfig: DecoderConfig = {
  architecture: 'llama',
  layers: 2,
  hiddenSize: 64,
  heads: 4,
  keyValueHeads: 2,
  headDimension: 16,
  feedForwardSize: 96,
  vocabularySize: 320,
  ropeBase: 10_000,
  rmsEpsilon: 1e-5,
  tiedEmbeddings: true,
  maxPositions: 512,
};

/**
 * Weights drawn at random, the same for the same configuration. With `inFourBits` the layers' matrices are such as a
 * Q4_1 file would hold, and are given as blocks too.
 */
export function randomWeights(changes: Partial<DecoderConfig> = {}, inFourBits = false): DecoderWeights {
  const config = { ...tinyConfig, ...changes };
  const shapes = new Map(tensorShapes(config));
  const place = (name: string) => {
    const shape = shapes.get(name);
    if (!shape) throw new Error(`no tensor ${name}`);
    return shape;
  };
  const drawn = (name: string) => {
    const shape = place(name);
    const random = seededRandom(createHash('sha256').update(name).digest().readUInt32LE());
    const spread = shape.length === 2 ? 2 / Math.sqrt(shape[1]!) : 0.5;
    const centre = name.includes('norm') ? 1 : 0;
    const count = shape.reduce((product, dimension) => product * dimension, 1);
    return Float32Array.from({ length: count }, () => centre + (random() + random() + random() - 1.5) * spread);
  };
  const isBlocked = (name: string) => inFourBits && name.endsWith('_proj.weight');
  return {
    config,
    name: 'random',
    fileSha256: createHash('sha256')
      .update(JSON.stringify([config, inFourBits]))
      .digest('hex'),
    names: () => [...shapes.keys()],
    shape: (name) => [...place(name)],
    float: (name) => (isBlocked(name) ? dequantised(quantiseBlocks(drawn(name))) : drawn(name)),
    fourBit: (name) => (isBlocked(name) ? quantiseBlocks(drawn(name)) : null),
  };
}

function dequantised({ blockSize, scales, minimums, quants }: FourBitBlocks): Float32Array {
  return Float32Array.from({ length: quants.length * 2 }, (_, index) => {
    const block = Math.floor(index / blockSize);
    const quant = index % 2 ? quants[index >> 1]! >> 4 : quants[index >> 1]! & 15;
    return quant * scales[block]! + minimums[block]!;
  });
}

function tensorShapes(config: DecoderConfig): [string, number[]][] {
  const { hiddenSize, heads, keyValueHeads, headDimension, feedForwardSize, vocabularySize, architecture } = config;
  const queries = heads * headDimension;
  const keys = keyValueHeads * headDimension;
  const shapes: [string, number[]][] = [
    ['model.embed_tokens.weight', [vocabularySize, hiddenSize]],
    ['model.norm.weight', [hiddenSize]],
  ];
  if (!config.tiedEmbeddings) shapes.push(['lm_head.weight', [vocabularySize, hiddenSize]]);
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`;
    shapes.push([`${at}.input_layernorm.weight`, [hiddenSize]]);
    shapes.push([`${at}.post_attention_layernorm.weight`, [hiddenSize]]);
    shapes.push([`${at}.self_attn.q_proj.weight`, [queries, hiddenSize]]);
    shapes.push([`${at}.self_attn.k_proj.weight`, [keys, hiddenSize]]);
    shapes.push([`${at}.self_attn.v_proj.weight`, [keys, hiddenSize]]);
    shapes.push([`${at}.self_attn.o_proj.weight`, [hiddenSize, queries]]);
    shapes.push([`${at}.mlp.gate_proj.weight`, [feedForwardSize, hiddenSize]]);
    shapes.push([`${at}.mlp.up_proj.weight`, [feedForwardSize, hiddenSize]]);
    shapes.push([`${at}.mlp.down_proj.weight`, [hiddenSize, feedForwardSize]]);
    if (architecture === 'qwen2') {
      shapes.push([`${at}.self_attn.q_proj.bias`, [queries]]);
      shapes.push([`${at}.self_attn.k_proj.bias`, [keys]]);
      shapes.push([`${at}.self_attn.v_proj.bias`, [keys]]);
    }
    if (architecture === 'qwen3') {
      shapes.push([`${at}.self_attn.q_norm.weight`, [headDimension]]);
      shapes.push([`${at}.self_attn.k_norm.weight`, [headDimension]]);
    }
  }
  return shapes;
}
