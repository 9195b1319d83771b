import type { OutputOptions } from '../../output.ts';

/** What every command takes that looks into one workspace. */
export interface WorkspaceOption extends OutputOptions {
  readonly workspace: string;
}
