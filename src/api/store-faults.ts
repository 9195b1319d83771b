/** Codes of Node's sockets, and SQLSTATEs (PostgreSQL, appendix A), that mean: nobody there, or not now. */
const unavailableCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT|08...|57P0[123]|53[0-9]..|25006)$/;
const unavailableMessages =
  /connection terminated|connection ended|timeout exceeded when trying to connect|timeout expired|pglite is closed|not queryable|cannot use a pool after|connection is closed|worker (has )?(exited|closed)|store is closed/i;

/** Whether an error says that the store or queue cannot be reached, as against a fault of ours. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && unavailableCodes.test(code)) return true;
  if (unavailableMessages.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some((inner) => isUnavailable(inner, depth + 1))) return true;
  return isUnavailable(error.cause, depth + 1);
}
