import { type Problem, problemKinds } from '../api/problem.ts';
import { MastheadApiError, MastheadUnreachableError } from './api-error.ts';

export interface RequestOptions {
  /** Strings and numbers by name; undefined leaves a name out. */
  readonly query?: object;
  readonly json?: unknown;
  readonly body?: { readonly type: string; readonly text: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one server with one key. */
export interface Http {
  readonly url: string;
  /** @throws MastheadApiError | MastheadUnreachableError */
  send(method: string, path: string, options?: RequestOptions): Promise<Response>;
  /** Like send, with the answer's JSON. */
  json<Answer>(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

/** @param url such as `http://127.0.0.1:4300` */
export function createHttp(url: string, key: string | undefined, fetchWith: typeof fetch): Http {
  const root = url.replace(/\/+$/, '');
  const send: Http['send'] = async (method, path, { query = {}, json, body, headers, signal } = {}) => {
    const target = new URL(root + path);
    for (const [name, value] of Object.entries(query) as [string, unknown][])
      if (value !== undefined) target.searchParams.set(name, String(value));
    const content = json === undefined ? body : { type: 'application/json', text: JSON.stringify(json) };
    const request: RequestInit = {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(content ? { 'content-type': content.type } : {}),
        ...headers,
      },
      ...(content ? { body: content.text } : {}),
      ...(signal ? { signal } : {}),
    };
    const response = await fetchWith(target, request).catch((error: unknown) => {
      if (signal?.aborted) throw signal.reason;
      throw new MastheadUnreachableError(root, error);
    });
    if (!response.ok) throw await toError(response);
    return response;
  };
  return {
    url: root,
    send,
    json: async <Answer>(method: string, path: string, options?: RequestOptions) =>
      (await send(method, path, options)).json() as Promise<Answer>,
  };
}

async function toError(response: Response): Promise<MastheadApiError> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText || problemKinds.internal.title,
    status: response.status,
    detail: 'The answer is no problem document; is this a Masthead server?',
    instance: response.headers.get('x-request-id') ?? '',
  };
  const isProblem = problem !== null && typeof problem.detail === 'string';
  return new MastheadApiError(isProblem ? problem : fallback, Number.isFinite(retryAfter) ? retryAfter : undefined);
}
