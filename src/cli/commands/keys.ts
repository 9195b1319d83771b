import type { Command } from 'commander';
import { connect } from '../connection.ts';
import { report } from '../output.ts';
import { type WorkspaceOption, withWorkspace } from './workspace-option.ts';

/** `masthead keys create`: a key for programs that use the REST interface. */
export function addKeyCommands(program: Command): void {
  withWorkspace(program.command('keys').description('API keys').command('create'))
    .description('make a key; its text is shown this once')
    .option('--role <role>', 'admin, write or read', 'write')
    .option('--label <text>', 'what it is for', 'made on the command line')
    .action(async (options: WorkspaceOption & { role: 'admin' | 'write' | 'read'; label: string }) => {
      const { client, close } = await connect(options);
      try {
        const made = await client.administration.createApiKey({ role: options.role, label: options.label });
        report(options, made, () => [made.key]);
      } finally {
        await close();
      }
    });
}
