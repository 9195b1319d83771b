import { Command, CommanderError } from 'commander';
import { addEditorCommands } from './commands/editors.ts';
import { addEvaluateCommands } from './commands/evaluate.ts';
import { addJobCommands } from './commands/jobs.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addModelCommands } from './commands/models.ts';
import { addProfileCommands } from './commands/profiles/profile-commands.ts';
import { serve, work } from './commands/serve.ts';
import { addStoreCommands } from './commands/store.ts';
import { addTrainCommand } from './commands/train.ts';
import { addDemoCommand } from './demo/demo.ts';
import { say } from './output.ts';

const program = new Command('masthead')
  .description('Personal, fact-checked headlines and ad titles from click histories')
  .showHelpAfterError('(--help lists what there is)')
  .exitOverride();

program.command('serve').description('API and workers in one process, until stopped').action(serve);
program.command('work').description('workers alone; needs DATABASE_URL').action(work);
addDemoCommand(program);
addModelCommands(program);
addProfileCommands(program);
addEvaluateCommands(program);
addTrainCommand(program);
addJobCommands(program);
addKeyCommands(program);
addEditorCommands(program);
addStoreCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said its own already; everything else is one line.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    say(`masthead: ${(error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')}`);
    process.exitCode = 1;
  }
}
