import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where models lie, shared by all data folders of a user so that none downloads again: `MASTHEAD_MODELS_DIR`, else
 * `masthead/models` in the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`).
 */
export function modelsDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.MASTHEAD_MODELS_DIR) return environment.MASTHEAD_MODELS_DIR;
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'masthead', 'models');
}
