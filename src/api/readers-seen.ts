import type { Context } from 'hono';
import type { Principal } from './context.ts';
import { ApiProblem } from './problem.ts';

/** Whether someone may see readers' own ids and clicks: API keys may, editors by their workspace's setting. */
export const seesReaders = (principal: Principal): boolean => principal.editor?.seesReaders ?? true;

/** What tells of readers under their own ids. The desk has pseudonyms instead. */
const tellOfReaders = [
  /^\/v1\/users(\/|$)/,
  /^\/v1\/profiles(\/|$)/,
  /^\/v1\/events$/,
  /^\/v1\/results(\/|$)/,
  /^\/v1\/jobs\/[^/]+\/results?$/,
] as const;

/**
 * Keeps an editor who may not see readers from the routes that show them.
 * @throws ApiProblem 403
 */
export function requireRightToReaders(context: Context, principal: Principal): void {
  if (seesReaders(principal) || !tellOfReaders.some((pattern) => pattern.test(context.req.path))) return;
  throw new ApiProblem(
    'forbidden',
    'Your role does not show readers under their own ids; the desk names them otherwise.',
  );
}
