import type { WorkerOptions } from 'node:worker_threads';

/**
 * Where a worker thread's module lies, and the options that let Node load it: compiled `.js` beside compiled code,
 * `.ts` through tsx beside sources.
 * @param importMetaUrl the caller's `import.meta.url`
 * @param name path of the module relative to the caller, without extension, e.g. `./host-thread`
 */
export function workerEntry(importMetaUrl: string, name: string): { url: URL; options: WorkerOptions } {
  const fromSource = importMetaUrl.endsWith('.ts');
  return {
    url: new URL(`${name}.${fromSource ? 'ts' : 'js'}`, importMetaUrl),
    options: fromSource ? { execArgv: ['--import', 'tsx'] } : {},
  };
}
