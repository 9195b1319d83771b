import type { Command } from 'commander';
import { connect } from '../connection.ts';
import { report, table } from '../output.ts';
import { type WorkspaceOption, withWorkspace } from './workspace-option.ts';

/** `masthead editors invite|list`: who signs in at the desk. */
export function addEditorCommands(program: Command): void {
  const editors = program.command('editors').description('who signs in at the desk');
  withWorkspace(editors.command('invite'))
    .description('make a link by which one editor comes in; it works once')
    .option('--role <role>', 'viewer, editor or admin', 'editor')
    .option('--hours <number>', 'how long it lasts', '72')
    .option('--note <text>', 'whom it is for')
    .action(async (options: WorkspaceOption & { role: string; hours: string; note?: string }) => {
      const { client, url, close } = await connect(options);
      try {
        const link = await client.editors.invite({
          role: options.role as 'editor',
          hours: Number(options.hours),
          ...(options.note !== undefined && { note: options.note }),
        });
        // Without a running server there is no address yet: the path is the same under any.
        report(options, link, () => [`${url ?? ''}${link.path}`]);
      } finally {
        await close();
      }
    });
  withWorkspace(editors.command('list'))
    .description('the editors of a workspace')
    .action(async (options: WorkspaceOption) => {
      const { client, close } = await connect(options);
      try {
        const listed = await client.editors.list();
        report(options, listed, () =>
          table(
            ['name', 'address', 'role'],
            listed.rows.map(({ name, email, role }) => [name, email, role]),
          ),
        );
      } finally {
        await close();
      }
    });
}
