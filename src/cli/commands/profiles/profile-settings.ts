import { readFileSync } from 'node:fs';
import { MastheadApiError } from '../../../client/api-error.ts';
import { connect } from '../../connection.ts';
import { report, table } from '../../output.ts';
import type { WorkspaceOption } from '../workspace-option.ts';

/** Prints the table of a workspace's profile settings; with a file, sets them first. */
export async function profileSettings(options: WorkspaceOption & { readonly set?: string }): Promise<void> {
  const overrides = options.set === undefined ? null : overridesOf(options.set);
  const { client, close } = await connect(options);
  try {
    const settings = await (overrides ? client.profiles.set(overrides) : client.profiles.settings()).catch(
      (error: unknown) => {
        throw error instanceof MastheadApiError ? new Error(everyFault(error)) : error;
      },
    );
    const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    report(options, settings, () =>
      table(
        ['setting', 'value', 'default', 'takes', 'decides'],
        settings.settings.map((row) => [row.name, shown(row.value), shown(row.default), row.takes, row.decides]),
      ),
    );
  } finally {
    await close();
  }
}

function overridesOf(path: string): Record<string, unknown> {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`--set ${path}: not JSON (${(error as Error).message})`, { cause: error });
  }
}

/** Every wrong field with its cure, in one line. */
function everyFault({ problem, message }: MastheadApiError): string {
  if (!problem.errors || problem.errors.length === 0) return message;
  return problem.errors.map(({ pointer, detail, cure }) => `${pointer || 'settings'}: ${detail}; ${cure}`).join(' | ');
}
