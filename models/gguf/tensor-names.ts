const outside: Record<string, string> = {
  'model.embed_tokens.weight': 'token_embd.weight',
  'model.norm.weight': 'output_norm.weight',
  'lm_head.weight': 'output.weight',
};

const inside: Record<string, string> = {
  input_layernorm: 'attn_norm',
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'self_attn.o_proj': 'attn_output',
  'self_attn.q_norm': 'attn_q_norm',
  'self_attn.k_norm': 'attn_k_norm',
  post_attention_layernorm: 'ffn_norm',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
};
const toHub = new Map(Object.entries(inside).map(([hub, gguf]) => [gguf, hub]));
const outsideToHub = new Map(Object.entries(outside).map(([hub, gguf]) => [gguf, hub]));

/** The GGUF name of a tensor that the hub's safetensors call `name`; undefined if a decoder has no such tensor. */
export function ggufName(name: string): string | undefined {
  if (outside[name]) return outside[name];
  const match = /^model\.layers\.(\d+)\.(.+)\.(weight|bias)$/.exec(name);
  const part = match && inside[match[2]!];
  return part ? `blk.${match[1]}.${part}.${match[3]}` : undefined;
}

/** The hub's name of a GGUF tensor; undefined if a Llama-family decoder has no such tensor. */
export function hubName(name: string): string | undefined {
  const whole = outsideToHub.get(name);
  if (whole) return whole;
  const match = /^blk\.(\d+)\.(.+)\.(weight|bias)$/.exec(name);
  const part = match && toHub.get(match[2]!);
  return part ? `model.layers.${match[1]}.${part}.${match[3]}` : undefined;
}
