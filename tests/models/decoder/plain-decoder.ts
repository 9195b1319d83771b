import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';

/**
 * The decoder written down once more, as plainly as it can be: double precision, one sequence, no cache, no batching.
 * @param seen is told each layer's keys and values, by position, then head
 * @returns logits after the last of `inputs` (each an input embedding)
 */
export function plainLogits(
  weights: DecoderWeights,
  inputs: readonly (readonly number[])[],
  seen: (keys: number[][][], values: number[][][]) => void = () => {},
): number[] {
  const { config } = weights;
  const { layers, heads, keyValueHeads, headDimension, rmsEpsilon, architecture } = config;
  let states = inputs.map((input) => [...input]);
  for (let layer = 0; layer < layers; layer++) {
    const at = `model.layers.${layer}`;
    const project = (name: string, x: readonly number[]) => {
      const product = times(weights, `${at}.${name}.weight`, x);
      if (architecture !== 'qwen2' || !/[qkv]_proj/.test(name)) return product;
      const bias = weights.float(`${at}.${name}.bias`);
      return product.map((value, index) => value + bias[index]!);
    };
    const inHeads = (name: string, x: readonly number[], position: number, norm?: string) =>
      headsOf(project(name, x), headDimension).map((head) => {
        if (!norm) return head;
        const normed = architecture === 'qwen3' ? rms(head, weights.float(`${at}.self_attn.${norm}.weight`)) : head;
        return turn(normed, position);
      });
    const rms = (x: readonly number[], weight: Float32Array) => {
      const square = x.reduce((sum, value) => sum + value * value, 0) / x.length;
      return x.map((value, index) => (value / Math.sqrt(square + rmsEpsilon)) * weight[index]!);
    };
    const turn = (head: readonly number[], position: number) => {
      const half = headDimension / 2;
      return head.map((value, index) => {
        const angle = position * config.ropeBase ** (-(index % half) / half);
        const other = index < half ? -head[index + half]! : head[index - half]!;
        return value * Math.cos(angle) + other * Math.sin(angle);
      });
    };
    const normed = states.map((state) => rms(state, weights.float(`${at}.input_layernorm.weight`)));
    const queries = normed.map((x, position) => inHeads('self_attn.q_proj', x, position, 'q_norm'));
    const keys = normed.map((x, position) => inHeads('self_attn.k_proj', x, position, 'k_norm'));
    const values = normed.map((x, position) => inHeads('self_attn.v_proj', x, position));
    seen(keys, values);
    states = states.map((state, position) => {
      const mixed: number[] = [];
      for (let head = 0; head < heads; head++) {
        const shared = Math.floor(head / (heads / keyValueHeads));
        const scores = Array.from({ length: position + 1 }, (_, past) => {
          return dot(queries[position]![head]!, keys[past]![shared]!) / Math.sqrt(headDimension);
        });
        const greatest = Math.max(...scores);
        const exponentials = scores.map((score) => Math.exp(score - greatest));
        const total = exponentials.reduce((sum, value) => sum + value, 0);
        for (let index = 0; index < headDimension; index++) {
          mixed.push(exponentials.reduce((sum, e, past) => sum + (e / total) * values[past]![shared]![index]!, 0));
        }
      }
      const attended = add(state, project('self_attn.o_proj', mixed));
      const middle = rms(attended, weights.float(`${at}.post_attention_layernorm.weight`));
      const gate = project('mlp.gate_proj', middle);
      const up = project('mlp.up_proj', middle);
      const gated = gate.map((value, index) => (value / (1 + Math.exp(-value))) * up[index]!);
      return add(attended, project('mlp.down_proj', gated));
    });
  }
  const last = states.at(-1)!;
  const square = last.reduce((sum, value) => sum + value * value, 0) / last.length;
  const final = weights.float('model.norm.weight');
  const normed = last.map((value, index) => (value / Math.sqrt(square + rmsEpsilon)) * final[index]!);
  return times(weights, config.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight', normed);
}

function times(weights: DecoderWeights, name: string, x: readonly number[]): number[] {
  const [rows, columns] = weights.shape(name);
  const matrix = weights.float(name);
  return Array.from({ length: rows! }, (_, row) => dot([...matrix.subarray(row * columns!, (row + 1) * columns!)], x));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * other[index]!, 0);
}

function add(one: readonly number[], other: readonly number[]): number[] {
  return one.map((value, index) => value + other[index]!);
}

function headsOf(x: readonly number[], width: number): number[][] {
  return Array.from({ length: x.length / width }, (_, head) => x.slice(head * width, (head + 1) * width));
}
