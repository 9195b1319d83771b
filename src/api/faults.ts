import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { ApiEnvironment } from './context.ts';
import { NotReadyError } from './ports.ts';
import { ApiProblem, problemResponse } from './problem.ts';
import { isUnavailable } from './store-faults.ts';

/** Turns whatever was thrown into a problem. What is not meant for callers is logged, and they get the request id. */
export function answerFaults(logger: Logger): ErrorHandler<ApiEnvironment> {
  return (error, context) => {
    const problem = toProblem(error);
    if (problem.status >= 500)
      // The logger itself describes what stands under `error`.
      logger.error({ requestId: context.get('requestId'), route: context.req.routePath, error }, 'request failed');
    return problemResponse(context, problem);
  };
}

/** The answer to a path that leads nowhere. */
export function answerUnknownRoute(context: Context<ApiEnvironment>): Response {
  return problemResponse(
    context,
    new ApiProblem('not-found', 'There is nothing at this path; GET /openapi.json lists what there is.'),
  );
}

/** The answer to a method that a path does not know. */
export function answerUnknownMethod(context: Context, methods: readonly string[]): Response {
  return problemResponse(
    context,
    new ApiProblem('method-not-allowed', `This path takes ${methods.join(', ')}.`, {
      headers: { allow: methods.join(', ') },
    }),
  );
}

function toProblem(error: Error): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof HTTPException) return fromHttpException(error);
  if (error instanceof NotReadyError)
    return new ApiProblem('unavailable', error.message, { headers: { 'retry-after': '5' } });
  if (isUnavailable(error))
    return new ApiProblem('unavailable', 'The store cannot be reached just now; try again shortly.', {
      headers: { 'retry-after': '2' },
    });
  return new ApiProblem('internal', 'This is a fault of the server; the log has more under this request id.');
}

function fromHttpException(error: HTTPException): ApiProblem {
  if (error.status === 415)
    return new ApiProblem('unsupported-media-type', 'Send the body as application/json.', {
      headers: { accept: 'application/json' },
    });
  if (error.status === 413) return new ApiProblem('too-large', 'The body is too large.');
  if (error.status === 400) return new ApiProblem('invalid-json', 'The body is not valid JSON.');
  return new ApiProblem('internal', 'This is a fault of the server; the log has more under this request id.');
}
