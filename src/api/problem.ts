import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiEnvironment } from './context.ts';

/** One thing that is wrong in a request, and what to do about it. */
export const problemErrorSchema = z.object({
  pointer: z.string().openapi({ description: 'JSON pointer into the body, or `query/…`, `path/…`, `header/…`' }),
  detail: z.string(),
  cure: z.string(),
});
export type ProblemError = z.infer<typeof problemErrorSchema>;

/** Problem details as RFC 9457 defines them, with the members `errors` and, for batches, what was stored all the same. */
export const problemSchema = z
  .looseObject({
    type: z.string().openapi({ example: '/problems/invalid-request' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'The request id, also in the header X-Request-Id' }),
    errors: z.array(problemErrorSchema).optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof problemSchema>;

/** Every kind of problem the API answers with: its name in `type`, status and title. */
export const problemKinds = {
  'invalid-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-parameter': { status: 400, title: 'A parameter is not valid' },
  unauthenticated: { status: 401, title: 'Sign in, or send an API key' },
  forbidden: { status: 403, title: 'You may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'The present state does not allow that' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'check-failed': { status: 422, title: 'The text did not pass the check' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  overloaded: { status: 429, title: 'Too much work is waiting' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available just now' },
} as const;
export type ProblemKind = keyof typeof problemKinds;

/** Thrown anywhere in the API; answered as problem+json. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly kind: ProblemKind;
  readonly errors: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    more: {
      errors?: readonly ProblemError[];
      headers?: Readonly<Record<string, string>>;
      members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.members = more.members ?? {};
  }

  get status(): number {
    return problemKinds[this.kind].status;
  }

  /** The document that is sent. `instance` is the request id. */
  toDocument(instance: string): Problem {
    return {
      ...this.members,
      type: `/problems/${this.kind}`,
      title: problemKinds[this.kind].title,
      status: this.status,
      detail: this.message,
      instance,
      ...(this.errors.length > 0 ? { errors: [...this.errors] } : {}),
    };
  }
}

/** A problem as an HTTP answer, with the headers that were set for the request so far. */
export function problemResponse(context: Context<ApiEnvironment>, problem: ApiProblem): Response {
  return context.newResponse(JSON.stringify(problem.toDocument(context.get('requestId'))), {
    status: problem.status as ContentfulStatusCode,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...problem.headers },
  });
}
