import type { Problem } from '../api/problem.ts';

/** The server answered with a problem; the message is one line that says what and how to cure it. */
export class MastheadApiError extends Error {
  override readonly name = 'MastheadApiError';
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait before trying again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(oneLine(problem));
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Nobody answers at the address. */
export class MastheadUnreachableError extends Error {
  override readonly name = 'MastheadUnreachableError';

  constructor(url: string, cause: unknown) {
    super(`No Masthead answers at ${url}: start one with npm start, or give the address of one that runs`, { cause });
  }
}

function oneLine(problem: Problem): string {
  const cure = problem.errors?.[0]?.cure;
  return `${problem.status} ${problem.title}: ${problem.detail}${cure ? ` ${cure}` : ''}`.replace(/\s+/g, ' ');
}
