import type { Command } from 'commander';
import { connect } from '../connection.ts';
import { type OutputOptions, report } from '../output.ts';

/** `masthead keys create`: a key for programs that use the REST interface. */
export function addKeyCommands(program: Command): void {
  program
    .command('keys')
    .description('API keys')
    .command('create')
    .description('make a key; its text is shown this once')
    .option('--workspace <id>', 'workspace', 'default')
    .option('--role <role>', 'admin, write or read', 'write')
    .option('--label <text>', 'what it is for', 'made on the command line')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: OutputOptions & { workspace: string; role: 'admin' | 'write' | 'read'; label: string }) => {
      const { client, close } = await connect(options);
      try {
        const made = await client.administration.createApiKey({ role: options.role, label: options.label });
        report(options, made, () => [made.key]);
      } finally {
        await close();
      }
    });
}
