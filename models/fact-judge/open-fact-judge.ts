import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  AutoModelForSeq2SeqLM,
  AutoModelForSequenceClassification,
  AutoTokenizer,
  env,
  Tensor,
} from '@huggingface/transformers';
import { ModelFileError } from '../file-range.ts';
import type { JudgeRecipe } from './judge-recipes.ts';

/** A model that judges whether a document bears a claim out. */
export interface FactJudge {
  /** Probability, 0..1, as the model gives it; calibrated only if its makers calibrated it. */
  judge(document: string, claim: string): Promise<number>;
  /** Tokens that a text takes. */
  countTokens(text: string): number;
  readonly windowTokens: number;
  close(): Promise<void>;
}

const neededFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * Opens a judge from a folder, never from the network. It runs on the calling thread: for evaluation and work that
 * nobody waits for.
 * @throws ModelFileError that names the files that are missing and where they come from
 */
export async function openFactJudge(folder: string, recipe: JudgeRecipe): Promise<FactJudge> {
  const path = resolve(folder);
  const modelFile = recipe.head.kind === 'classes' ? 'onnx/model.onnx' : 'onnx/encoder_model.onnx';
  const missing = [...neededFiles, modelFile].filter((file) => !existsSync(join(path, file)));
  if (missing.length > 0)
    throw new ModelFileError(
      `${folder} lacks ${missing.join(', ')}; export ${recipe.source} with ` +
        '`optimum-cli export onnx` and put its JSON files beside the folder onnx',
    );
  // The library looks for a name below one folder, and asks the hub for what is not there unless it is told not to.
  env.allowRemoteModels = false;
  env.localModelPath = `${dirname(path)}/`;
  const options = { local_files_only: true, dtype: 'fp32', device: 'cpu' } as const;
  const name = basename(path);
  const tokenizer = await AutoTokenizer.from_pretrained(name, options);
  const { head, input, windowTokens } = recipe;
  const encoded = (document: string, claim: string) => {
    const rest = { truncation: true, max_length: windowTokens };
    return typeof input === 'function'
      ? tokenizer(input(document, claim), rest)
      : tokenizer(document, { text_pair: claim, ...rest });
  };
  const shared = { windowTokens, countTokens: (text: string) => tokenizer.encode(text).length };

  if (head.kind === 'classes') {
    const model = await AutoModelForSequenceClassification.from_pretrained(name, options);
    const { supported } = head;
    const labels = Object.values((model.config as unknown as { id2label?: Record<string, string> }).id2label ?? {});
    const at = typeof supported === 'number' ? supported : labels.findIndex((label) => supported.test(label));
    if (at < 0)
      throw new ModelFileError(`${folder} has no class like ${supported}: its labels are ${labels.join(', ')}`);
    return {
      ...shared,
      judge: async (document, claim) => {
        const { logits } = (await model(encoded(document, claim))) as { logits: Tensor };
        const values = Array.from(logits.data as Float32Array);
        return values.length === 1 ? 1 / (1 + Math.exp(-values[0]!)) : softmaxAt(values, at);
      },
      close: async () => void (await model.dispose()),
    };
  }
  const model = await AutoModelForSeq2SeqLM.from_pretrained(name, options);
  const start = (model.config as unknown as { decoder_start_token_id?: number }).decoder_start_token_id ?? 0;
  return {
    ...shared,
    judge: async (document, claim) => {
      const decoder_input_ids = new Tensor('int64', BigInt64Array.of(BigInt(start)), [1, 1]);
      const { logits } = (await model({ ...encoded(document, claim), decoder_input_ids })) as { logits: Tensor };
      const values = logits.data as Float32Array;
      return softmaxAt([values[head.no]!, values[head.yes]!], 1);
    },
    close: async () => void (await model.dispose()),
  };
}

function softmaxAt(values: readonly number[], at: number): number {
  const highest = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - highest));
  return weights[at]! / weights.reduce((sum, weight) => sum + weight, 0);
}
