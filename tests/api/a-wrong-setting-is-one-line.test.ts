import { describe, expect, test } from 'vitest';
import { ConfigurationError, readConfiguration } from '../../src/configuration.ts';
import { createLogger } from '../../src/logging.ts';

describe('the environment', () => {
  test('has defaults, and a variable set to nothing counts as unset', () => {
    const defaults = {
      port: 4300,
      host: '127.0.0.1',
      dataDirectory: './.masthead',
      apiKey: undefined,
      databaseUrl: undefined,
      queueUrl: undefined,
      device: 'auto',
      modelsDirectory: undefined,
      logLevel: 'info',
    };
    expect(readConfiguration({})).toEqual(defaults);
    expect(readConfiguration({ PORT: '', MASTHEAD_DEVICE: ' ', DATABASE_URL: '' })).toEqual(defaults);
  });

  test('is read', () => {
    const configuration = readConfiguration({
      PORT: '0',
      DATABASE_URL: 'postgres://u:p@db:5432/masthead',
      QUEUE_URL: 'redis://queue:6379',
      MASTHEAD_DEVICE: 'webgpu',
    });
    expect(configuration).toMatchObject({ port: 0, databaseUrl: 'postgres://u:p@db:5432/masthead', device: 'webgpu' });
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PORT', '1e3.5'],
    ['HOST', 'not a host'],
    ['DATABASE_URL', 'mysql://u:hunter2@db/masthead'],
    ['QUEUE_URL', 'amqp://hunter2'],
    ['MASTHEAD_DEVICE', 'tpu'],
    ['MASTHEAD_API_KEY', 'hunter2 with spaces'],
    ['MASTHEAD_LOG_LEVEL', 'loud'],
  ])('%s=%s is refused in one line that names it and the cure, and repeats no secret', (name, value) => {
    const read = () => readConfiguration({ [name]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(new RegExp(`^${name} is not usable: (set|write|use) [^\n]+$`));
    expect(read).not.toThrow('hunter2');
  });
});

test('the log hides readers, texts and secrets, at the top and one level down', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  logger.info({ userId: 'ada-1', job: { id: 'j1', userId: 'ada-1', title: 'ada-1 wins' }, apiKey: 'ada-1' }, 'written');
  logger.error({
    err: new Error('Failed query: select 1\nparams: ada-1,x', { cause: new Error('key (id)=(ada-1) "ada-1"') }),
  });
  logger.warn(new Error('Failed query: select 1\nparams: ada-1'));
  logger.warn('plain %s', 'words');
  expect(lines).toHaveLength(4);
  expect(lines[3]).toContain('plain words');
  expect(lines.join('')).toContain('j1');
  expect(lines.join('')).not.toContain('ada-1');
});
