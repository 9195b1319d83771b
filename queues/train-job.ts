import { z } from 'zod';
import { adapterTasks } from '../models/adapter/adapter.ts';
import { trainingOptionsSchema } from '../training/training-options.ts';
import { lanes } from './job-contract.ts';

/** A training run of an adapter. Its checkpoint outlives the job: a later job of the same run goes on from it. */
export const trainJobSchema = z.strictObject({
  kind: z.literal('train'),
  task: z.enum(adapterTasks),
  /** Names the run's folder on the server, and the adapter. */
  run: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'use lower-case letters, digits, dots and dashes'),
  /** Files in the server's folder of training data; none takes the products that come with the package, for ad titles. */
  data: z
    .array(z.string().regex(/^[\w-][\w.-]*$/, 'name a file of the training data folder, without a path'))
    .max(50)
    .default([]),
  /** Examples to draw by weight; every row once if not given. */
  examples: z.number().int().min(1).max(1_000_000).optional(),
  heldOut: z.number().int().min(0).max(10_000).default(64),
  /** Data and terms in words, kept in the adapter. */
  trainedOn: z.string().min(1).max(2000).default('the data of this server'),
  options: trainingOptionsSchema.prefault({}),
  lane: z.enum(lanes).default('bulk'),
});
export type TrainJobInput = z.output<typeof trainJobSchema>;
