import type { Command } from 'commander';
import { readConfiguration } from '../../configuration.ts';
import { moveStore } from '../../store/move.ts';
import { openStore } from '../../store/open-store.ts';
import { type OutputOptions, report, say, table } from '../output.ts';

/** `masthead store move`: from the data folder to PostgreSQL. */
export function addStoreCommands(program: Command): void {
  program
    .command('store')
    .description('the store')
    .command('move')
    .description('copy the data folder to a PostgreSQL database; the folder stays as it is')
    .requiredOption('--to <url>', 'postgres://user:password@host:5432/database')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: OutputOptions & { to: string }) => {
      const source = await openStore({ dataDirectory: readConfiguration().dataDirectory });
      try {
        const target = await openStore({ dataDirectory: readConfiguration().dataDirectory, databaseUrl: options.to });
        try {
          const moved = await moveStore(source, target, (name, rows) => say(`  ${name}: ${rows} rows`));
          report(options, { moved }, () => [
            ...table(
              ['table', 'rows', 'new'],
              moved.map((part) => [part.table, String(part.rows), String(part.inserted)]),
            ),
            'Start the server with DATABASE_URL set to that address.',
          ]);
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    });
}
