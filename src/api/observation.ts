import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.ts';
import type { ApiEnvironment } from './context.ts';

/**
 * Times each request and logs it by its route's pattern: paths and queries hold user ids and are never written down.
 */
export function observeRequests(metrics: Metrics, logger: Logger): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const seconds = (performance.now() - started) / 1000;
    const pattern = routePath(context, -1);
    const route = pattern === '*' || pattern.endsWith('/*') ? 'unknown' : pattern;
    const status = context.res.status;
    metrics.observeRequest(context.req.method, route, status, seconds);
    logger[status >= 500 ? 'warn' : 'debug'](
      { requestId: context.get('requestId'), method: context.req.method, route, status, milliseconds: seconds * 1000 },
      'request',
    );
  };
}
