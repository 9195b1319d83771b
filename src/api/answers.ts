import type { z } from '@hono/zod-openapi';
import { type ProblemKind, problemKinds, problemSchema } from './problem.ts';

/** A JSON answer, as a route declares it. */
export const jsonAnswer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

/** A JSON body, as a route declares it. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
  required: true as const,
});

const always: readonly ProblemKind[] = ['unauthenticated', 'forbidden', 'rate-limited', 'internal', 'unavailable'];

/**
 * The problems a route may answer with, beside those that any route may. Handlers throw them, so they are kept out of
 * the handler's own type.
 */
export function problems(...kinds: readonly ProblemKind[]): Record<never, never> {
  const byStatus = new Map<number, string[]>();
  for (const kind of [...kinds, ...always]) {
    const { status, title } = problemKinds[kind];
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), title])]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      { description: titles.join('; or: '), content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}

/** Kinds for every route that takes a JSON body. */
export const bodyProblems = ['invalid-json', 'too-large', 'unsupported-media-type', 'invalid-request'] as const;
