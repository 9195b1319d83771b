import { z } from 'zod';

/** Everything a run is decided by, beside its examples; kept in its checkpoint. */
export const trainingOptionsSchema = z.object({
  rank: z.int().min(1).max(128).default(8).describe('directions of each low-rank update'),
  alpha: z.number().positive().default(16).describe('the update is multiplied by alpha / rank'),
  taskTokens: z.int().min(1).max(64).default(8).describe('learnt tokens behind the source'),
  dropout: z.number().min(0).max(0.9).default(0.1).describe("share of an update's directions left out at random"),
  steps: z.int().min(1).default(300),
  batch: z.int().min(1).max(256).default(8).describe('examples run together'),
  accumulation: z.int().min(1).max(256).default(1).describe('batches whose gradients are added up before a step'),
  learningRate: z.number().positive().default(0.001),
  warmup: z.int().min(0).default(20).describe('steps until the learning rate is reached'),
  floor: z.number().min(0).max(1).default(0.05).describe('share of the learning rate left at the last step'),
  weightDecay: z.number().min(0).default(0.01),
  clip: z.number().positive().default(1).describe('greatest norm of the gradients'),
  evaluateEvery: z.int().min(1).default(50).describe('steps between looks at the held-out examples'),
  patience: z.int().min(1).default(3).describe('looks without a better held-out loss until the run ends early'),
  checkpointEvery: z.int().min(1).default(20).describe('steps between checkpoints'),
  seed: z.int().default(1),
});

export type TrainingOptions = z.output<typeof trainingOptionsSchema>;
