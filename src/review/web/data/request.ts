import { Problem, problemOf } from './problem.ts';

/** Told when the server no longer knows who is asking, so that the sign-in page can take over. */
let onSignedOut: () => void = () => undefined;
export const whenSignedOut = (run: () => void): void => {
  onSignedOut = run;
};

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Lets the request outlive the page, for what is sent while it closes. */
  readonly keepalive?: boolean;
}

/**
 * Asks the server, with the session's cookie.
 * @throws Problem with what the server said, or of kind `unreachable` when it did not answer
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = 'GET', body, signal, headers = {}, keepalive } = options;
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    keepalive,
  }).catch((error: Error) => {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', 'The server does not answer. What you decided is kept here and sent again.');
  });
  if (response.status === 401) onSignedOut();
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

/** A path with those of the parameters that are set. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | undefined | null>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}
