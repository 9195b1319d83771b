import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SoftPrompt } from './soft-prompt.ts';

/** A soft prompt as JSON: its numbers as base64 of little-endian float32, with everything it says of itself. */
export const softPromptFileSchema = z.strictObject({
  format: z.literal('masthead-soft-prompt-1'),
  embeddings: z.base64(),
  count: z.number().int().min(0),
  hiddenSize: z.number().int().min(1),
  madeFor: z.string(),
  projector: z.strictObject({ name: z.string(), version: z.string() }),
  tokens: z.array(z.strictObject({ interest: z.string(), terms: z.array(z.string()), share: z.number() })),
  normRatio: z.strictObject({ min: z.number(), max: z.number() }),
});
export type SoftPromptFile = z.infer<typeof softPromptFileSchema>;

/** Writes a soft prompt down, bit for bit. */
export function writeSoftPrompt(softPrompt: SoftPrompt): SoftPromptFile {
  return {
    format: 'masthead-soft-prompt-1',
    embeddings: littleEndian(softPrompt.embeddings).toString('base64'),
    count: softPrompt.count,
    hiddenSize: softPrompt.hiddenSize,
    madeFor: softPrompt.madeFor,
    projector: { ...softPrompt.projector },
    tokens: softPrompt.tokens.map((token) => ({ ...token, terms: [...token.terms] })),
    normRatio: { ...softPrompt.normRatio },
  };
}

/** Reads what `writeSoftPrompt` wrote. @throws ZodError on another shape, RangeError when numbers are missing */
export function readSoftPrompt(file: unknown): SoftPrompt {
  const { format: _, embeddings, ...rest } = softPromptFileSchema.parse(file);
  const bytes = Buffer.from(embeddings, 'base64');
  const numbers = rest.count * rest.hiddenSize;
  if (bytes.length !== 4 * numbers)
    throw new RangeError(
      `"embeddings" holds ${bytes.length} bytes, ${rest.count} × ${rest.hiddenSize} need ${4 * numbers}`,
    );
  return { ...rest, embeddings: Float32Array.from({ length: numbers }, (_, index) => bytes.readFloatLE(4 * index)) };
}

/** sha256 of numbers, model file and projector: what a result's provenance names. */
export function softPromptHash({ embeddings, madeFor, projector }: SoftPrompt): string {
  return createHash('sha256')
    .update(`${madeFor}\0${projector.name}\0${projector.version}\0`)
    .update(littleEndian(embeddings))
    .digest('hex');
}

function littleEndian(numbers: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [index, value] of numbers.entries()) bytes.writeFloatLE(value, 4 * index);
  return bytes;
}
