import { type DestinationStream, type Logger, pino } from 'pino';

/** Fields that may hold who a reader is, what was written for them, or a secret. */
const privateFields = [
  'userId',
  'userIds',
  'user',
  'users',
  'events',
  'history',
  'vector',
  'interests',
  'text',
  'title',
  'body',
  'summary',
  'prompt',
  'candidates',
  'authorization',
  'apiKey',
  'key',
  'secret',
  'password',
  'email',
  'token',
  'cookie',
];

/**
 * What may be logged of an error: its name, code and stack, with quoted values and query parameters taken out, because
 * databases like to repeat the row that troubled them.
 */
export function describeError(error: unknown): { name: string; code?: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: 'a value that is no error was thrown' };
  const cause = error.cause instanceof Error ? `; cause: ${withoutValues(error.cause.message)}` : '';
  const code = (error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: `${withoutValues(error.message)}${cause}`,
    ...(frames ? { stack: frames } : {}),
  };
}

function withoutValues(message: string): string {
  const firstLine = message.split(/\n|params:/)[0] ?? '';
  return firstLine.replace(/"[^"]*"|'[^']*'|\([^)]*\)=\([^)]*\)/g, '…').slice(0, 300);
}

/**
 * A JSON logger that never shows user ids, texts or secrets, at the top of a line or one level down.
 *
 * @param level pino's level names, or `silent`
 * @param destination where lines go; standard error by default, so that standard output stays for results
 */
export function createLogger(
  level: string = 'info',
  destination: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  return pino(
    {
      level,
      base: { service: 'masthead' },
      redact: { paths: privateFields.flatMap((field) => [field, `*.${field}`]), censor: '[private]' },
      serializers: { err: describeError, error: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        // Without a message pino would take the error's own, with all it may hold.
        logMethod(given, method) {
          const [first, message, ...rest] = given as [unknown, string | undefined, ...unknown[]];
          const bare = first instanceof Error ? { err: first } : first;
          const hasError = typeof bare === 'object' && bare !== null && 'err' in bare;
          method.apply(this, [bare, hasError ? (message ?? 'an error') : message, ...rest] as Parameters<
            typeof method
          >);
        },
      },
    },
    destination,
  );
}
