import { z } from '@hono/zod-openapi';
import { verdictLabels } from '../../../generators/facts/verdict.ts';
import { instantSchema } from '../../api/schemas/common.ts';

const count = z.number().int();
const share = z.number().nullable();

const proportionSchema = z
  .object({ count, of: count, share, low: share, high: share })
  .openapi('Proportion', { description: 'A share with its 95 % Wilson interval; null of nothing' });

const armSchema = z.object({ impressions: count, clicks: count });

/** What a dashboard shows of a period. */
export const figuresSchema = z
  .object({
    from: instantSchema,
    before: instantSchema,
    decisions: count.openapi({ description: 'That stand and were made one by one: approved, edited or rejected' }),
    bulkApprovals: count,
    approved: proportionSchema,
    edited: proportionSchema,
    rejected: proportionSchema,
    overrides: count.openapi({ description: 'Edits that stand although the check did not pass them' }),
    reasons: z.record(z.string(), count),
    edits: z.object({ count, meanCharacters: share, medianCharacters: share, meanShare: share }),
    verdicts: z.array(z.object({ verdict: z.enum(verdictLabels), upheld: proportionSchema })).openapi({
      description:
        'Of texts with this verdict, those that no editor turned down as not true, misleading or not in the article',
    }),
    byConfidence: z.array(z.object({ from: z.number(), to: z.number(), upheld: proportionSchema })),
    days: z
      .array(z.object({ day: z.string(), approve: count, edit: count, reject: count, bulk: count }))
      .openapi({ description: 'Days (UTC) with decisions' }),
    editors: z.array(z.object({ id: z.string(), name: z.string(), decisions: count, medianSeconds: share })),
    queue: z.object({ waiting: count, oldestSeconds: share, medianSeconds: share, ninetiethSeconds: share }),
    agreement: z.object({ pairs: count, raw: share, kappa: share }).openapi({
      description: 'Of blind second readings with the first: raw, and Cohen’s kappa over approve, edit, reject',
    }),
    lift: z.object({ personal: armSchema, control: armSchema, lift: share, low: share, high: share, note: z.string() }),
  })
  .openapi('ReviewFigures');
export type FiguresView = z.infer<typeof figuresSchema>;
