import { type AdapterDescription, AdapterError, type AdapterTask, adapterTasks } from './adapter.ts';

const format = 'masthead-adapter';
const formatVersion = '1';
const namePattern = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const hashPattern = /^[0-9a-f]{64}$/;

/** The description as a safetensors header keeps it: text by text. */
export function describedInHeader(description: AdapterDescription, contentSha256: string): Record<string, string> {
  const { name, version, task, madeFor, promptVersion, rank, alpha, trainedOn } = description;
  const header = {
    format,
    formatVersion,
    name,
    version,
    task,
    madeFor,
    promptVersion,
    rank: String(rank),
    alpha: String(alpha),
    trainedOn,
    contentSha256,
  };
  readDescription(header, 'the adapter to be written');
  return header;
}

/**
 * Reads a description from a header.
 * @param path told in messages
 * @throws AdapterError naming the field that is absent or wrong
 */
export function readDescription(
  header: Readonly<Record<string, string>>,
  path: string,
): AdapterDescription & { contentSha256: string } {
  const refuse = (reason: string): never => {
    throw new AdapterError(`${path}: ${reason}`);
  };
  const text = (field: string, holds: (value: string) => boolean, rule: string): string => {
    const value = header[field];
    if (value === undefined) return refuse(`its header lacks "${field}"`);
    return holds(value) ? value : refuse(`its header's "${field}" is ${JSON.stringify(value)}; it must be ${rule}`);
  };
  if (header.format !== format) refuse(`it is no adapter: its header does not say "format": "${format}"`);
  text('formatVersion', (value) => value === formatVersion, `${formatVersion}; train the adapter again`);
  const said = (value: string) => value.trim().length > 0;
  return {
    name: text('name', (value) => namePattern.test(value), 'lower-case letters, digits, dots and dashes'),
    version: text('version', said, 'a text'),
    task: text(
      'task',
      (value) => (adapterTasks as readonly string[]).includes(value),
      `one of ${adapterTasks.join(', ')}`,
    ) as AdapterTask,
    madeFor: text('madeFor', (value) => hashPattern.test(value), 'a sha256 in hex'),
    promptVersion: text('promptVersion', said, 'a text'),
    rank: Number(
      text(
        'rank',
        (value) => Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= 512,
        'a whole number from 1 to 512',
      ),
    ),
    alpha: Number(text('alpha', (value) => Number(value) > 0 && Number.isFinite(Number(value)), 'above 0')),
    trainedOn: text('trainedOn', said, 'a text'),
    contentSha256: text('contentSha256', (value) => hashPattern.test(value), 'a sha256 in hex'),
  };
}
