/** What the server said was wrong, as problem+json (RFC 9457) tells it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** The last part of the problem's type, such as `not-found`; `unreachable` when no answer came. */
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, kind: string, message: string, body: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.body = body;
  }
}

/** Reads a problem from an answer that is not a success. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: Record<string, unknown> = await response.json().catch(() => ({}));
  const kind = String(body.type ?? '')
    .split(/[/:]/)
    .at(-1);
  const detail = body.detail ?? body.title ?? `The server answered ${response.status}.`;
  return new Problem(response.status, kind || String(response.status), String(detail), body);
}
