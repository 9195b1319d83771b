import type { Command } from 'commander';
import type { OutputOptions } from '../output.ts';

/** What every command takes that looks into one workspace. */
export interface WorkspaceOption extends OutputOptions {
  readonly workspace: string;
}

/** Lets a command be told its workspace, and to report as JSON. */
export const withWorkspace = (command: Command): Command =>
  command.option('--workspace <id>', 'workspace', 'default').option('--json', 'one JSON object on standard output');
