import { z } from '@hono/zod-openapi';
import { verdictSchema } from './verdict.ts';

const checkedArticleSchema = z
  .strictObject({
    body: z
      .string()
      .max(900_000)
      .regex(/\S/u, 'Invalid body: there is no text in it')
      .openapi({ description: 'Plain text; markup is passed over' }),
    publishedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: 'Dates such as "Monday" are read against it' }),
    language: z.string().max(35).optional().openapi({ description: 'BCP 47 tag such as `en`' }),
  })
  .openapi('CheckedArticle');

export const checkRequestSchema = z
  .strictObject({
    text: z
      .string()
      .max(2000)
      .regex(/\S/u, 'Invalid text: there is nothing to check in it')
      .openapi({ description: 'A headline or a few sentences' }),
    article: checkedArticleSchema.optional(),
    itemId: z.string().min(1).max(200).optional().openapi({ description: 'Instead of `article`: a stored item' }),
    threshold: z
      .union([z.enum(['gate', 'balanced']), z.number().min(0).max(1)])
      .optional()
      .openapi({ description: 'Probability at which a text passes; the workspace’s gate if left out' }),
  })
  .refine(({ article, itemId }) => (article === undefined) !== (itemId === undefined), {
    path: ['article'],
    message: 'Give either `article` or `itemId`',
  })
  .openapi('CheckRequest');
export type CheckRequest = z.infer<typeof checkRequestSchema>;

export const checkAnswerSchema = z
  .object({
    verdict: verdictSchema,
    article: z.object({
      sha256: z.string().openapi({ description: 'Of body, date and language' }),
      analysedBefore: z.boolean().openapi({ description: 'Whether its analysis was kept from an earlier check' }),
    }),
  })
  .openapi('CheckAnswer');
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;
