import { z } from 'zod';

/** A variable of the environment is wrong; the message is one line that names it and the cure. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly variable: string;

  constructor(variable: string, problem: string, cure: string) {
    super(`${variable} ${problem}: ${cure}`);
    this.variable = variable;
  }
}

const urlWithScheme = (schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol));

/** Each variable with what it must be; the cure is shown when it is not. Secrets are never repeated in a message. */
const variables = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).default(4300),
    cure: 'set it to a whole number from 0 to 65535 (0 takes a free port)',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    cure: 'set it to an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  },
  MASTHEAD_DATA_DIR: {
    schema: z
      .string()
      .refine((text) => !text.includes('\0'))
      .default('./.masthead'),
    cure: 'set it to a folder that may be written to',
  },
  MASTHEAD_API_KEY: {
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/)
      .optional(),
    cure: 'use 1 to 500 printable characters without spaces',
  },
  DATABASE_URL: {
    schema: urlWithScheme(['postgres:', 'postgresql:']).optional(),
    cure: 'write it as postgres://user:password@host:5432/database, or unset it for the built-in store',
  },
  QUEUE_URL: {
    schema: urlWithScheme(['postgres:', 'postgresql:', 'redis:', 'rediss:']).optional(),
    cure: 'write it as postgres://… or redis://host:6379, or unset it to keep the queue in the store',
  },
  MASTHEAD_DEVICE: {
    schema: z.enum(['auto', 'cpu', 'webgpu', 'cuda']).default('auto'),
    cure: 'set it to auto, cpu, webgpu or cuda',
  },
  MASTHEAD_MODELS_DIR: {
    schema: z
      .string()
      .refine((text) => !text.includes('\0'))
      .optional(),
    cure: 'set it to a folder that may be written to',
  },
  MASTHEAD_LOG_LEVEL: {
    schema: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
    cure: 'set it to silent, fatal, error, warn, info, debug or trace',
  },
} as const;

type VariableName = keyof typeof variables;
type VariableValue<Name extends VariableName> = z.output<(typeof variables)[Name]['schema']>;

export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  /** Becomes the admin key of workspace `default` at first start. */
  readonly apiKey: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly queueUrl: string | undefined;
  readonly device: VariableValue<'MASTHEAD_DEVICE'>;
  /** Where models are kept; undefined leaves it to the catalogue. */
  readonly modelsDirectory: string | undefined;
  readonly logLevel: VariableValue<'MASTHEAD_LOG_LEVEL'>;
}

/**
 * Reads the environment. A variable that is set to nothing counts as unset.
 *
 * @throws ConfigurationError naming the first variable that is wrong
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const read = <Name extends VariableName>(name: Name): VariableValue<Name> => {
    const given = environment[name]?.trim();
    const { schema, cure } = variables[name];
    const parsed = schema.safeParse(given === '' ? undefined : given);
    if (!parsed.success) throw new ConfigurationError(name, 'is not usable', cure);
    return parsed.data as VariableValue<Name>;
  };
  return {
    port: read('PORT'),
    host: read('HOST'),
    dataDirectory: read('MASTHEAD_DATA_DIR'),
    apiKey: read('MASTHEAD_API_KEY'),
    databaseUrl: read('DATABASE_URL'),
    queueUrl: read('QUEUE_URL'),
    device: read('MASTHEAD_DEVICE'),
    modelsDirectory: read('MASTHEAD_MODELS_DIR'),
    logLevel: read('MASTHEAD_LOG_LEVEL'),
  };
}
